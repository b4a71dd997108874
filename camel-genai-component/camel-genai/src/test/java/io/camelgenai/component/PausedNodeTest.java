package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.CrashFlow.Moment;
import io.camelgenai.component.CrashFlow.Place;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.jdbc.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F60: a process that the system suspends for longer than its lease wakes up fenced. */
class PausedNodeTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.02).build());

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Place place() {
        return new Place(
                Databases.postgresUrl(),
                UUID.randomUUID().toString(),
                "llmstats",
                simulator.baseUrl(),
                folder.resolve("delivered.txt"));
    }

    private static List<String> lines(Place place) {
        try {
            return Files.exists(place.delivered()) ? Files.readAllLines(place.delivered()) : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean nothingIsLeft(CrashFlow flow) {
        GenerationRepository repository =
                flow.context.getComponent("genai", GenAiComponent.class).getRepository();
        return Stream.of(State.INTENT, State.ACCEPTED, State.TERMINAL, State.UNKNOWN, State.PARKED)
                .allMatch(each -> repository.records().list(each, "", 10).isEmpty());
    }

    @Test
    void aNodeThatPausesInsideARouteWakesUpFenced() throws Exception {
        Place place = place();
        Files.createFile(place.pause());
        try (CrashChild child = new CrashChild(place, Moment.NEVER, 0, 1)) {
            await().atMost(LONG).until(() -> lines(place).size() == 1);
            child.sleep();
            try (CrashFlow next = new CrashFlow(place, Moment.NEVER)) {
                await().atMost(LONG).until(() -> lines(place).size() == 2);
                Files.delete(place.pause());
                child.wake();

                await().atMost(LONG).untilAsserted(() -> assertThat(child.log()).contains("is not this node's"));
                await().until(() -> nothingIsLeft(next));
            }
        }
        assertThat(lines(place)).containsExactly("order-0 COMPLETED", "order-0 COMPLETED again");
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aNodeThatPausesWithinATransactionLocksNothingForLong() throws Exception {
        Place place = place();
        simulator.fault(Fault.delay(Duration.ofSeconds(5)).on("llmstats", "get").build());
        try (CrashChild child = new CrashChild(place, Moment.NEVER, 0, 1)) {
            await().atMost(LONG)
                    .until(() -> !simulator.requests("llmstats", "get").isEmpty());
            Files.createFile(place.renewalPause());
            await().until(() -> Files.exists(place.renewalPaused()));
            child.sleep();
            assertTakenOver(child, place);
        }
    }

    @Test
    void aNodeThatPausesBeforeARouteWakesUpFenced() throws Exception {
        Place place = place();
        simulator.fault(Fault.delay(Duration.ofSeconds(2)).on("llmstats", "get").build());
        try (CrashChild child = new CrashChild(place, Moment.NEVER, 0, 1)) {
            await().atMost(LONG)
                    .until(() -> !simulator.requests("llmstats", "get").isEmpty());
            child.sleep();
            assertTakenOver(child, place);
        }
    }

    /** Another node delivers what a suspended one had claimed, which finds that out when it wakes up. */
    private void assertTakenOver(CrashChild suspended, Place place) throws Exception {
        try (CrashFlow next = new CrashFlow(place, Moment.NEVER)) {
            await().atMost(LONG).until(() -> lines(place).size() == 1);
            Files.deleteIfExists(place.renewalPause());
            suspended.wake();

            await().atMost(LONG).untilAsserted(() -> assertThat(suspended.log()).contains("had expired"));
            await().during(Duration.ofSeconds(1)).until(() -> nothingIsLeft(next));
        }
        assertThat(lines(place)).containsExactly("order-0 COMPLETED");
        assertThat(simulator.generationsCreated()).isOne();
    }
}
