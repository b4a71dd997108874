package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.CrashFlow.Moment;
import io.camelgenai.component.CrashFlow.Place;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.tracking.repository.jdbc.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * F60: one of three nodes on one PostgreSQL is killed: how long its work waits for another node. The system property {@code
 * takeover.kills} is the number of kills.
 */
class TakeOverTest {

    private static final Logger LOG = LoggerFactory.getLogger(TakeOverTest.class);
    private static final int KILLS = Integer.getInteger("takeover.kills", 1);
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.02).build());

    @AfterEach
    void stop() {
        simulator.close();
    }

    private static List<String> lines(Place place) {
        try {
            return Files.exists(place.delivered()) ? Files.readAllLines(place.delivered()) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void F60_theDeliveriesOfAKilledNodeAreMadeByAnotherOneWhenItsLeaseExpires() throws Exception {
        Place place = new Place(
                Databases.postgresUrl(),
                UUID.randomUUID().toString(),
                "llmstats",
                simulator.baseUrl(),
                folder.resolve("delivered.txt"));
        Files.createFile(place.pause());
        List<Duration> waits = new ArrayList<>();
        try (CrashFlow second = new CrashFlow(place, Moment.NEVER);
                CrashFlow third = new CrashFlow(place, Moment.NEVER)) {
            assertThat(List.of(second.context, third.context)).allMatch(each -> each.isStarted());
            for (int order = 0; order < KILLS; order++) {
                waits.add(waitAfterKill(place, order));
            }
        }
        waits.sort(null);
        LOG.warn(
                "With a lease of {} another node delivered {} after the kill (median of {}: {})",
                CrashFlow.LEASE,
                waits.get(waits.size() / 2),
                waits.size(),
                waits);
        assertThat(waits.get(waits.size() / 2))
                .as("a lease and a sweep, and what a busy machine takes")
                .isLessThan(CrashFlow.LEASE.multipliedBy(4).dividedBy(3).plusSeconds(15));
        assertThat(simulator.generationsCreated()).isEqualTo(KILLS);
    }

    private static Duration waitAfterKill(Place place, int order) throws Exception {
        String delivered = "order-" + order + " COMPLETED";
        long killed;
        try (CrashChild child = new CrashChild(place, Moment.NEVER, order, order + 1)) {
            await().atMost(LONG).until(() -> lines(place).contains(delivered));
            killed = System.nanoTime();
            child.close();
        }
        await().atMost(LONG).pollInterval(Duration.ofMillis(5)).until(() -> lines(place)
                .contains(delivered + " again"));
        return Duration.ofNanos(System.nanoTime() - killed);
    }
}
