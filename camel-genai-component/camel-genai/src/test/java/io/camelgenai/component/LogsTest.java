package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.JournalEntry;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a model logs is in the generation: while it runs, with the result, and with a failure. */
class LogsTest extends GenAiTestSupport {

    private static final String FIRST = "Loading the model";
    private static final String ALL = FIRST + "\nDone";

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:fal").to("genai:fal/fal-ai/flux/dev?throwExceptionOnFailure=false&timeout=20s");
        routes.from("direct:replicate")
                .to("genai:replicate/black-forest-labs/flux-schnell?throwExceptionOnFailure=false&timeout=20s");
        routes.from("direct:fal-create").to("genai:fal/fal-ai/flux/dev?operation=create&channel=nobody");
        routes.from("direct:replicate-create")
                .to("genai:replicate/black-forest-labs/flux-schnell?operation=create&channel=nobody");
        routes.from("direct:fal-get").to("genai:fal/fal-ai/flux/dev?operation=get");
        routes.from("direct:replicate-get").to("genai:replicate?operation=get");
    }

    @ParameterizedTest
    @CsvSource({"fal, COMPLETED", "replicate, COMPLETED", "fal, FAILED", "replicate, FAILED"})
    void aTerminalGenerationHasThem(String provider, GenerationStatus status) {
        boolean fails = status == GenerationStatus.FAILED;
        Generation generation = generation(send("direct:" + provider, PROMPT + (fails ? " [fail]" : "")));

        assertThat(generation.status()).isEqualTo(status);
        assertThat(generation.logs()).isEqualTo(fails ? FIRST : ALL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fal", "replicate"})
    void aGenerationThatRunsHasThoseSoFar(String provider) {
        Generation created = generation(send("direct:" + provider + "-create", PROMPT + " [takes 3s]"));

        assertThat(created.logs()).isNull();
        Generation running = await().until(
                        () -> generation(
                                send("direct:" + provider + "-get", "x", GenAiConstants.GENERATION_ID, created.id())),
                        each -> each.status() == GenerationStatus.RUNNING);
        assertThat(running.logs()).isEqualTo(FIRST);
    }

    @Test
    void aQueueIsAskedForThem() {
        generation(send("direct:fal", PROMPT));

        assertThat(requests("fal", "get"))
                .isNotEmpty()
                .extracting(JournalEntry::query)
                .containsOnly("logs=1");
    }
}
