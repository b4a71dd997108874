package io.camelgenai.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.UnresolvedCounts.Counts;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.InterceptedRepository;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F90: counts are shown as they were read last, and what happens here is shown at once. */
class UnresolvedCountsTest {

    private static final Origin ORIGIN = Origin.of(Flow.of("llmstats"), null);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final MemoryGenerationRepository real = new MemoryGenerationRepository();
    private final GenerationRepository repository = new InterceptedRepository(real, this::read);
    private Runnable whileReading = () -> {};
    private final UnresolvedCounts counts = new UnresolvedCounts(repository, later::add, Time.system(timer));

    private Object read(String method, Callable<Object> read) throws Exception {
        Object answer = read.call();
        whileReading.run();
        return answer;
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private TrackedGeneration unknown() {
        Generation requested = Generation.of("llmstats").build();
        TrackedGeneration intent = TrackedGeneration.intent(ORIGIN, null, "", false, requested, Instant.EPOCH);
        real.creates().begin(intent);
        real.creates().unknown(intent.key(), "cut");
        return intent;
    }

    @Test
    void F90_anEventIsCountedBeforeTheRepositoryIsRead() {
        counts.outcomeUnknown(unknown());
        counts.parked(unknown());

        assertThat(counts.latest().unknown()).isEqualTo(Map.of(ORIGIN, 1L));
        assertThat(counts.latest().parked()).isEqualTo(Map.of(ORIGIN, 1L));
        later.remove().run();
        assertThat(counts.latest().unknown()).isEqualTo(Map.of(ORIGIN, 2L));
        assertThat(counts.latest().parked()).isEmpty();
        assertThat(later).as("one count for both events").isEmpty();
    }

    @Test
    void F90_anEventThatHappensDuringACountIsCountedOnce() {
        whileReading = () -> {
            whileReading = () -> {};
            counts.outcomeUnknown(unknown());
        };
        counts.count();

        assertThat(counts.latest().unknown()).isEqualTo(Map.of(ORIGIN, 1L));
    }

    @Test
    void F90_theLastCountsAreKeptWhileTheRepositoryCannotBeRead() {
        counts.outcomeUnknown(unknown());
        counts.count();
        Instant countedAt = counts.latest().countedAt();
        whileReading = () -> {
            throw new IllegalStateException("cut");
        };
        counts.count();

        assertThat(counts.latest()).isEqualTo(new Counts(Map.of(ORIGIN, 1L), Map.of(), countedAt, false));
    }
}
