package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.DelegatingTime;
import io.camelgenai.client.Time;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The last poll at the deadline of a waiting caller. */
class CompletionWaiterTest {

    private static final String RUNNING = "{\"weaving\":\"17\",\"stage\":\"weaving\"}";
    private static final String WOVEN = "{\"weaving\":\"17\",\"stage\":\"woven\",\"cloth\":\"warp and weft\"}";
    private static final Generation KNOWN = Generation.of("loom").id("17").build();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Time time = Time.system(timer);
    private final LiveObservations live = new LiveObservations();
    private final ObservationThreads threads =
            new ObservationThreads(0, new WorkExecutors(Runnable::run, Runnable::run, Runnable::run));
    private final CompletionWaiter waiter = new CompletionWaiter(live, threads, Runnable::run, time);

    @AfterEach
    void stop() {
        waiter.close();
        threads.close();
        timer.shutdownNow();
    }

    @Test
    void F54_aCompletionBeforeTheDeadlineIsNotMissed() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.answers(200, RUNNING).answers(200, WOVEN);
            // Shorter than the interval of the polls; the last one has a quarter of it.
            CompletableFuture<Generation> completion =
                    waiter.untilTerminal(loom.client(), KNOWN, null, Duration.ofMillis(800), Duration.ZERO);
            await().until(() -> loom.requests() == 1);

            assertThat(completion.join().status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(loom.requests()).as("the poll before the deadline").isEqualTo(2);
        }
    }

    /** The timers that were due meanwhile run one after the other, before a thread continues, and the last poll is a slow one. */
    @Test
    void F60_aProcessThatWasSuspendedUntilAfterTheTimeoutStillPolls() throws IOException {
        Deque<Runnable> work = new ArrayDeque<>();
        TimersLater later = new TimersLater(time);
        try (ScriptedProvider loom = new ScriptedProvider("loom", later);
                CompletionWaiter suspended = new CompletionWaiter(live, threads, work::add, later)) {
            loom.answers(200, RUNNING).answers(200, WOVEN);
            CompletableFuture<Generation> completion =
                    suspended.untilTerminal(loom.client(), KNOWN, null, Duration.ofMillis(800), Duration.ZERO);
            later.runUntil(Duration.ofMillis(800));
            while (!work.isEmpty()) {
                work.removeLast().run();
            }

            assertThat(completion).isCompletedWithValueMatching(each -> each.status() == GenerationStatus.COMPLETED);
        }
    }

    /** Timers that run when the test says so. */
    private static final class TimersLater extends DelegatingTime {

        private final TreeMap<Duration, Runnable> timers = new TreeMap<>();

        TimersLater(Time system) {
            super(system);
        }

        /** Runs, in their order, those that were set before and have at most this delay. */
        void runUntil(Duration delay) {
            List<Runnable> due = List.copyOf(timers.headMap(delay, true).values());
            timers.clear();
            due.forEach(Runnable::run);
        }

        @Override
        public Future<?> after(Duration delay, Runnable task) {
            timers.put(delay, task);
            return new CompletableFuture<>();
        }
    }

    @Test
    void F55_aGenerationThatStillRunsIsATimeout() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.answers(200, RUNNING).answers(200, RUNNING);
            CompletableFuture<Generation> completion =
                    waiter.untilTerminal(loom.client(), KNOWN, null, Duration.ofMillis(300), Duration.ZERO);

            await().until(completion::isDone);
            assertThat(completion.handle((generation, failure) -> failure).join())
                    .isInstanceOf(GenerationTimeoutException.class);
        }
    }
}
