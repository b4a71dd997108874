package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.forked.ChildJvm;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.tracking.repository.jdbc.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F61: the application is killed while its batch runs, or while it reads the answers, and another one continues. */
class BatchCrashTest {

    private static final int REQUESTS = 20;

    @TempDir
    Path folder;

    /** @param answers how many answers were read before; 0 for a batch that still runs */
    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void F61_aKilledApplicationLeavesOneBatchOneCompletionAndEachAnswer(int answers) throws Exception {
        Files.writeString(
                folder.resolve("requests.jsonl"),
                IntStream.range(0, REQUESTS)
                        .mapToObj(i -> "\"review " + i + " [takes " + (answers == 0 ? 5 : 0) + "s]\"\n")
                        .collect(Collectors.joining()));
        String database = Databases.h2Url(folder.resolve("h2"));
        try (GenAiSimulator simulator =
                GenAiSimulator.start(SimulatorOptions.builder().pace(0).build())) {
            String id;
            try (ChildJvm child = new ChildJvm(
                    128,
                    BatchFlow.class,
                    database,
                    simulator.baseUrl(),
                    folder.toString(),
                    Integer.toString(answers))) {
                await().atMost(Duration.ofSeconds(60)).until(() -> child.value("id") != null && hasSeen(answers));
                id = child.value("id");
            }
            try (BatchFlow next = new BatchFlow(database, simulator.baseUrl(), folder, 0)) {
                assertThat(next.send()).as("the file is read again").isEqualTo(id);
                await().atMost(Duration.ofSeconds(60)).until(() -> next.answered.size() >= REQUESTS);

                assertThat(next.answered).hasSize(REQUESTS).doesNotHaveDuplicates();
                assertThat(next.completions).hasValue(1);
            }
            assertThat(simulator.generationsCreated()).isOne();
            assertThat(simulator.requests("openai-batch", "upload")).hasSize(1);
        }
    }

    private boolean hasSeen(int answers) throws Exception {
        Path seen = folder.resolve("answers.txt");
        return answers == 0 || (Files.exists(seen) && Files.readAllLines(seen).size() >= answers);
    }
}
