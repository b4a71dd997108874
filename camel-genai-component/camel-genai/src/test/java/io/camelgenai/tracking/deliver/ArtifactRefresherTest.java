package io.camelgenai.tracking.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.observe.LeapingTime;
import io.camelgenai.tracking.observe.ScriptedProvider;
import io.camelgenai.tracking.repository.RepositoryContract;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** F58: a terminal generation that waited long is read again, since the URLs of its artifacts may have expired. */
class ArtifactRefresherTest {

    private static final String DONE = """
            {"id":"gen_1","status":"completed",
            "output":{"media":[{"url":"https://files.example.org/new.png","format":"png"}]}}\
            """;

    private final LeapingTime time = new LeapingTime();

    private TrackedGeneration terminal(Duration ago) {
        Generation generation = Generation.of("llmstats")
                .id("gen_1")
                .status(GenerationStatus.COMPLETED)
                .artifacts(List.of(new Artifact("https://files.example.org/old.png", "png")))
                .build();
        return TrackedGeneration.adopted(generation, RepositoryContract.ORIGIN, null, time.now())
                .in(State.TERMINAL, generation, time.now().minus(ago));
    }

    private String delivered(ScriptedProvider provider, Duration ago) {
        TrackedGeneration shown = new ArtifactRefresher(name -> provider.client(), time).refresh(terminal(ago));
        return shown.generation().artifacts().get(0).url();
    }

    @Test
    void aStaleGenerationIsReadAgain() throws IOException {
        try (ScriptedProvider provider = new ScriptedProvider("llmstats", time)) {
            provider.answers(200, DONE);

            assertThat(delivered(provider, Duration.ofMinutes(6))).isEqualTo("https://files.example.org/new.png");
        }
    }

    @Test
    void aFreshGenerationIsDeliveredAsItWasStored() throws IOException {
        try (ScriptedProvider provider = new ScriptedProvider("llmstats", time)) {
            assertThat(delivered(provider, Duration.ofMinutes(4))).isEqualTo("https://files.example.org/old.png");
            assertThat(provider.requests()).isZero();
        }
    }

    @Test
    void aGenerationThatTheProviderForgotIsDeliveredAsItWasStored() throws IOException {
        try (ScriptedProvider provider = new ScriptedProvider("llmstats", time)) {
            provider.answers(404, "{\"error\":{\"code\":\"not_found\",\"message\":\"gone\"}}");

            assertThat(delivered(provider, Duration.ofDays(1))).isEqualTo("https://files.example.org/old.png");
        }
    }
}
