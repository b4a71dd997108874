package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.CrashFlow.Moment;
import io.camelgenai.component.CrashFlow.Place;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.jdbc.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * F61: a process halts at each of seven moments, and another one continues. At most one generation per order is created; each
 * order is either a visible unknown outcome or its completion is delivered; and a redelivery is marked. The system property
 * {@code crash.times} is the number of rounds.
 */
class CrashTest {

    private static final int TIMES = Integer.getInteger("crash.times", 1);
    private static final int CONCURRENT_RUNS = 3;
    private static final int HALTED = 3;

    @TempDir
    Path folder;

    /** A halt during a download is the same to each database. */
    @ParameterizedTest
    @EnumSource(
            names = {"NEVER", "DURING_DOWNLOAD"},
            mode = EnumSource.Mode.EXCLUDE)
    void F61_onPostgres(Moment moment) {
        crash(moment, "llmstats", run -> Databases.postgresUrl());
    }

    /** Each moment is the same to each database; with more rounds, each is tried. */
    static Stream<Moment> momentsOnH2() {
        return Stream.of(Moment.values())
                .filter(each -> each != Moment.NEVER)
                .filter(each -> TIMES > 1 || each == Moment.DURING_DOWNLOAD || each == Moment.AFTER_RESPONSE);
    }

    @ParameterizedTest
    @MethodSource("momentsOnH2")
    void F61_onH2(Moment moment) {
        crash(moment, "llmstats", run -> Databases.h2Url(folder.resolve("h2-" + run)));
    }

    /** privategpt accepts an id that we choose, and so can be asked for the outcome. */
    @ParameterizedTest
    @EnumSource(names = {"AFTER_POST", "AFTER_RESPONSE"})
    void F61_noOutcomeStaysUnknownWhereTheProviderKnowsOurId(Moment moment) {
        crash(moment, "privategpt", run -> Databases.h2Url(folder.resolve("h2-known-" + run)));
    }

    private interface Database {
        String url(int run) throws IOException;
    }

    private void crash(Moment moment, String provider, Database database) {
        for (int done = 0; done < TIMES; done += CONCURRENT_RUNS) {
            int first = done;
            List<CompletableFuture<Void>> runs = IntStream.range(first, Math.min(TIMES, first + CONCURRENT_RUNS))
                    .mapToObj(run -> CompletableFuture.runAsync(() -> crash(moment, provider, database, run)))
                    .toList();
            runs.forEach(CompletableFuture::join);
        }
    }

    private void crash(Moment moment, String provider, Database database, int run) {
        try (GenAiSimulator simulator =
                GenAiSimulator.start(SimulatorOptions.builder().pace(0.02).build())) {
            Place place = new Place(
                    database.url(run),
                    UUID.randomUUID().toString(),
                    provider,
                    simulator.baseUrl(),
                    folder.resolve(UUID.randomUUID() + ".txt"));
            assertThat(halted(place, moment)).isEqualTo(HALTED);
            afterwards(simulator, place, moment);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private int halted(Place place, Moment moment) throws Exception {
        try (CrashChild child = new CrashChild(place, moment, 0, CrashFlow.ORDERS)) {
            assertThat(child.exitCode())
                    .as(() -> "at " + moment + ": " + child.log())
                    .isEqualTo(HALTED);
            return HALTED;
        }
    }

    private void afterwards(GenAiSimulator simulator, Place place, Moment moment) throws Exception {
        try (CrashFlow next = new CrashFlow(place, Moment.NEVER)) {
            Set<String> unknown = new TreeSet<>();
            for (int i = 0; i < CrashFlow.ORDERS; i++) {
                if (next.order(i)) {
                    unknown.add("order-" + i);
                }
            }
            Set<String> orders = new TreeSet<>(Set.of("order-0", "order-1", "order-2"));
            orders.removeAll(unknown);
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                Set<String> delivered = new TreeSet<>();
                lines(place).forEach(line -> delivered.add(line.split(" ")[0]));
                assertThat(delivered).as("delivered after %s", moment).isEqualTo(orders);
            });
            assertThat(visible(next)).as("visible after %s", moment).isEqualTo(unknown);
            assertThat(simulator.generationsCreated())
                    .as("created after %s", moment)
                    .isLessThanOrEqualTo(CrashFlow.ORDERS);
            boolean sent = moment == Moment.AFTER_POST || moment == Moment.AFTER_RESPONSE;
            assertThat(unknown).hasSize(sent && !place.providers().equals("privategpt") ? 1 : 0);
        }
        assertDuplicatesAreMarked(lines(place));
        if (place.providers().equals("llmstats")) {
            assertEachHasItsPicture(place);
        }
    }

    /** What was delivered has its whole picture. */
    private static void assertEachHasItsPicture(Place place) throws IOException {
        for (String line : lines(place)) {
            Path picture = place.pictures().resolve(line.split(" ")[0] + ".png");
            assertThat(picture).exists();
            assertThat(ImageIO.read(picture.toFile())).as("%s", picture).isNotNull();
        }
    }

    private static Set<String> visible(CrashFlow flow) {
        Set<String> keys = new TreeSet<>();
        for (TrackedGeneration each : flow.context
                .getComponent("genai", GenAiComponent.class)
                .unresolved()
                .unknown("", 100)) {
            keys.add(each.idempotency().key());
        }
        return keys;
    }

    private static List<String> lines(Place place) throws IOException {
        return Files.exists(place.delivered()) ? Files.readAllLines(place.delivered()) : List.of();
    }

    private static void assertDuplicatesAreMarked(List<String> lines) {
        for (String line : lines) {
            assertThat(line).matches("order-\\d COMPLETED( again)?");
        }
        List<String> first = new ArrayList<>(lines);
        first.removeIf(line -> line.endsWith("again"));
        assertThat(first).doesNotHaveDuplicates();
    }
}
