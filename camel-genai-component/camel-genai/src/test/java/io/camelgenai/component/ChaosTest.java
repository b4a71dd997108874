package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.CrashFlow.Moment;
import io.camelgenai.component.CrashFlow.Place;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.repository.jdbc.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL are killed three times, calls fail, and orders are repeated after each kill, over all providers.
 * The system property {@code chaos.orders} is the number of orders.
 */
class ChaosTest {

    private static final int ORDERS = Integer.getInteger("chaos.orders", 25);
    private static final int KILLS = 3;
    private static final List<String> PROVIDERS =
            List.of("llmstats", "privategpt", "skills-video", "elumenta", "twelvelabs");

    @TempDir
    Path folder;

    @Test
    void F61_nothingIsLostAndNothingIsPaidForTwice() throws Exception {
        try (GenAiSimulator simulator =
                GenAiSimulator.start(SimulatorOptions.builder().pace(0.05).build())) {
            Place place = new Place(
                    Databases.postgresUrl(),
                    UUID.randomUUID().toString(),
                    String.join(",", PROVIDERS),
                    simulator.baseUrl(),
                    folder.resolve("delivered.txt"));
            armFaults(simulator);
            for (int kill = 1; kill <= KILLS; kill++) {
                int expected = ORDERS * kill / (KILLS + 2);
                try (CrashChild killed = new CrashChild(place, Moment.NEVER, 0, ORDERS);
                        CrashChild other = new CrashChild(place, Moment.NEVER, ORDERS / 2, ORDERS)) {
                    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(delivered(place))
                            .as(() -> killed.log() + other.log())
                            .hasSizeGreaterThanOrEqualTo(expected));
                }
            }
            assertThat(simulator.unplayedFaults()).isEmpty();
            simulator.clearFaults();
            repeatOrders(place);
            assertThat(simulator.generationsCreated()).isLessThanOrEqualTo(ORDERS);
            assertThat(lines(place).stream()
                            .filter(line -> !line.endsWith("again"))
                            .map(line -> line.split(" ")[0]))
                    .as("a redelivery is marked")
                    .doesNotHaveDuplicates();
        }
    }

    /** About every tenth call fails in one way or another. */
    private static void armFaults(GenAiSimulator simulator) {
        int few = Math.max(1, ORDERS / 50);
        for (String provider : PROVIDERS) {
            simulator.fault(
                    Fault.dropAfterCreate().on(provider, "create").times(1).build());
            simulator.fault(Fault.status(429)
                    .retryAfter("0")
                    .on(provider, "create")
                    .times(few)
                    .build());
        }
        for (String provider : List.of("llmstats", "skills-video", "elumenta")) {
            simulator.fault(Fault.status(500).on(provider, "get").times(few).build());
        }
        simulator.fault(Fault.status(500).on("privategpt", "status").times(few).build());
        simulator.fault(Fault.reset().on("privategpt", "stream").times(few).build());
        simulator.fault(Fault.reset()
                .beforeFrame(3)
                .on("twelvelabs", "create")
                .times(few)
                .build());
    }

    /** The source repeats every order, and every known generation is delivered. */
    private static void repeatOrders(Place place) throws Exception {
        try (CrashFlow last = new CrashFlow(place, Moment.NEVER)) {
            Set<String> unknown = new TreeSet<>();
            for (int i = 0; i < ORDERS; i++) {
                if (last.order(i)) {
                    unknown.add("order-" + i);
                }
            }
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(delivered(place)).hasSize(ORDERS - unknown.size()));
            assertThat(delivered(place)).as("no unknown outcome is delivered").doesNotContainAnyElementsOf(unknown);
            Unresolved unresolved =
                    last.context.getComponent("genai", GenAiComponent.class).unresolved();
            assertThat(unresolved.unknown("", ORDERS))
                    .as("unknown outcomes are visible")
                    .extracting(each -> each.idempotency().key())
                    .containsExactlyInAnyOrderElementsOf(unknown);
            assertThat(unresolved.parked("", 10)).isEmpty();
        }
    }

    private static List<String> lines(Place place) throws IOException {
        return Files.exists(place.delivered()) ? Files.readAllLines(place.delivered()) : List.of();
    }

    private static Set<String> delivered(Place place) throws IOException {
        Set<String> delivered = new TreeSet<>();
        lines(place).forEach(line -> delivered.add(line.split(" ")[0]));
        return delivered;
    }
}
