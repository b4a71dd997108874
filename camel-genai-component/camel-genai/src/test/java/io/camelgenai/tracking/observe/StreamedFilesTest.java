package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream whose pieces are the URLs of files: the files are the result, and the pieces no text. */
class StreamedFilesTest {

    private final LeapingTime time = new LeapingTime();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            https://a.example/1?sig=1 | "https://a.example/1?sig=1" | -                         | https://a.example/1?sig=1
            https://a.example/1?sig=1 | "https://a.example/1?sig=2" | -                         | https://a.example/1?sig=2
            see https://a.example/1   | "https://a.example/1"       | see https://a.example/1   | https://a.example/1
            https://a.example/1       | null                        | https://a.example/1       | -
            """)
    void theFilesOfTheResultCount(String piece, String output, String text, String file) throws IOException {
        try (ScriptedProvider replicate = new ScriptedProvider("replicate", time)) {
            replicate
                    .streams("event: output\ndata: " + piece, "event: done\ndata: {}", "")
                    .answers(200, "{\"id\":\"17\",\"status\":\"succeeded\",\"output\":" + output + "}");
            Generation done = last(replicate);

            assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(done.text()).isEqualTo(text);
            assertThat(done.artifacts().stream().map(Artifact::url).findFirst().orElse(null))
                    .isEqualTo(file);
        }
    }

    private Generation last(ScriptedProvider replicate) throws IOException {
        String stream = replicate.client().settings().baseUrl() + "stream";
        Generation known = Generation.of("replicate")
                .id("17")
                .status(GenerationStatus.RUNNING)
                .raw(new ObjectMapper().readTree("{\"urls\":{\"stream\":\"" + stream + "\"}}"))
                .build();
        try (Observation observation = new StreamObservation(replicate.client(), known, time)) {
            observation.forEachRemaining(event -> {});
            return observation.current();
        }
    }
}
