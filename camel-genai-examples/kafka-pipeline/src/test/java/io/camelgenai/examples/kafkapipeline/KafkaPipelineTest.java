package io.camelgenai.examples.kafkapipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command does what its README describes: a worker is killed, and nothing is lost or created twice. */
class KafkaPipelineTest {

    @Test
    @Timeout(300)
    void aKilledWorkerLosesNoOrderAndCreatesNothingTwice(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        boolean succeeded = KafkaPipeline.run(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));

        String text = printed.toString(StandardCharsets.UTF_8);
        assertThat(succeeded).as(text).isTrue();
        assertThat(text)
                .contains("A worker was killed with ", "rejected [order-60]")
                .containsPattern("of unknown outcome \\[.*order-");
    }
}
