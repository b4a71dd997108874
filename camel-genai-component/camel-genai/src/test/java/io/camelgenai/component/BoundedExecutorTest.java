package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promise 7: work uses no more threads than it needs, and no task is forgotten. */
class BoundedExecutorTest {

    private static final int MAX_CONCURRENT = 4;
    private static final int MAX_IN_FLIGHT = 1000;

    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(1, 2 * MAX_CONCURRENT, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final BoundedExecutor executor = new BoundedExecutor("tests", pool, MAX_CONCURRENT, MAX_IN_FLIGHT);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void aLowLoadUsesFewThreadsHoweverOftenATaskComes() {
        for (int i = 0; i < 10 * MAX_CONCURRENT; i++) {
            AtomicInteger done = new AtomicInteger();
            executor.execute(done::incrementAndGet);
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> done.get() == 1 && pool.getActiveCount() == 0);
        }
        assertThat(pool.getLargestPoolSize()).isLessThan(MAX_CONCURRENT);
    }

    @Test
    void tasksBeyondTheLimitWait() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        AtomicInteger rest = new AtomicInteger();
        for (int i = 0; i < MAX_CONCURRENT; i++) {
            executor.execute(() -> {
                started.incrementAndGet();
                awaitQuietly(released);
            });
        }
        for (int i = 0; i < 100; i++) {
            executor.execute(rest::incrementAndGet);
        }
        await().until(() -> started.get() == MAX_CONCURRENT);
        assertThat(rest).hasValue(0);
        released.countDown();

        await().until(() -> rest.get() == 100);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The second task arrives as the only thread finishes the first one. */
    @Test
    void aTaskThatArrivesAsTheThreadFinishesIsRun() {
        BoundedExecutor one = new BoundedExecutor("tests", pool, 1, MAX_IN_FLIGHT);
        AtomicInteger done = new AtomicInteger();
        for (int expected = 2; expected <= 40_000; expected += 2) {
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            one.execute(done::incrementAndGet);
            one.execute(done::incrementAndGet);
            while (done.get() < expected && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }
            assertThat(done).hasValue(expected);
        }
    }

    /** The task arrives after the last poll of the queue, and before the thread counts as finished. */
    @Test
    void aTaskThatArrivesAfterTheLastPollIsRun() {
        AtomicReference<Runnable> afterTheLastPoll = new AtomicReference<>();
        BoundedExecutor one = new BoundedExecutor("tests", pool, 1, MAX_IN_FLIGHT, new ConcurrentLinkedQueue<>() {
            @Override
            public Runnable poll() {
                Runnable next = super.poll();
                Runnable late = next == null ? afterTheLastPoll.getAndSet(null) : null;
                if (late != null) {
                    late.run();
                }
                return next;
            }
        });
        AtomicInteger done = new AtomicInteger();
        afterTheLastPoll.set(() -> one.execute(done::incrementAndGet));
        one.execute(done::incrementAndGet);

        await().until(() -> done.get() == 2);
    }

    /** A pool that does not end. */
    private abstract static class Endless extends AbstractExecutorService {

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    /** A pool that starts a thread when the test says so. */
    private static final class Requests extends Endless {

        private final Queue<Runnable> requested = new ArrayDeque<>();

        @Override
        public void execute(Runnable command) {
            requested.add(command);
        }
    }

    @Test
    void aThreadIsRequestedWhenTheOneBeforeItHasStarted() {
        Requests requests = new Requests();
        BoundedExecutor some = new BoundedExecutor("tests", requests, MAX_CONCURRENT, MAX_IN_FLIGHT);
        List<Integer> requestedAtTask = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            some.execute(() -> requestedAtTask.add(requests.requested.size()));
        }
        assertThat(requests.requested).hasSize(1);

        requests.requested.remove().run();
        assertThat(requestedAtTask).containsExactly(1, 1, 1);
        requests.requested.remove().run();

        assertThat(requests.requested).isEmpty();
        assertThat(some.running()).isZero();
    }

    @Test
    void noTaskIsForgottenHoweverManyThreadsSubmitThem() {
        BoundedExecutor few = new BoundedExecutor("tests", pool, 2, MAX_IN_FLIGHT);
        AtomicInteger done = new AtomicInteger();
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread submitter = new Thread(() -> {
                for (int task = 0; task < 20_000; task++) {
                    few.execute(done::incrementAndGet);
                    if (task % 10 == 0) {
                        Thread.yield();
                    }
                }
            });
            submitters.add(submitter);
            submitter.start();
        }
        await().until(() -> submitters.stream().noneMatch(Thread::isAlive));
        await().until(() -> done.get() == 80_000);
        await().until(() -> few.running() == 0 && few.waiting() == 0);
    }

    @Test
    void aTaskThatFailsAffectsNoOther() {
        AtomicInteger reported = new AtomicInteger();
        pool.setThreadFactory(task -> {
            Thread thread = new Thread(task);
            thread.setUncaughtExceptionHandler((self, failure) -> reported.incrementAndGet());
            return thread;
        });
        for (int i = 0; i < 3 * MAX_CONCURRENT; i++) {
            executor.execute(() -> {
                throw new StackOverflowError("Work that fails");
            });
        }
        await().until(() -> reported.get() == 3 * MAX_CONCURRENT);
    }

    @Test
    void newWorkBeyondTheCapacityIsRefusedUntilSomeIsDone() {
        BoundedExecutor small = new BoundedExecutor("tests", pool, 1, 2);

        assertThat(small.reserve()).isTrue();
        assertThat(small.reserve()).isTrue();
        assertThat(small.reserve()).isFalse();
        small.unreserve();
        assertThat(small.reserve()).isTrue();
    }

    @Test
    void aStoppedPoolRefusesNewWork() {
        pool.shutdown();

        assertThat(executor.reserve()).isFalse();
    }

    /** A task of the first kind continues as the second one: its place is free, and its thread stays the same. */
    @Test
    void workOfAnotherKindContinuesOnItsThreadAndLeavesItsPlace() {
        BoundedExecutor calls = new BoundedExecutor("calls", pool, 1, MAX_IN_FLIGHT);
        BoundedExecutor routes = new BoundedExecutor("routes", pool, 1, MAX_IN_FLIGHT);
        CountDownLatch released = new CountDownLatch(1);
        AtomicReference<Thread> called = new AtomicReference<>();
        AtomicReference<Thread> continued = new AtomicReference<>();
        AtomicInteger done = new AtomicInteger();
        calls.execute(() -> {
            called.set(Thread.currentThread());
            calls.continueAs(routes, () -> {
                continued.set(Thread.currentThread());
                awaitQuietly(released);
            });
        });
        await().until(() -> continued.get() != null);

        calls.execute(done::incrementAndGet);
        calls.execute(() -> calls.continueAs(routes, done::incrementAndGet));

        await().until(() -> done.get() == 1 && routes.waiting() == 1);
        assertThat(continued.get()).isSameAs(called.get());
        assertThat(routes.running()).isOne();
        released.countDown();
        await().until(() -> done.get() == 2 && calls.running() == 0 && routes.running() == 0);
    }

    @Test
    void onlyTasksBeyondAShareAreLeftToOtherThreads() {
        ExecutorService others = Executors.newCachedThreadPool(task -> new Thread(task, "other"));
        BoundedExecutor calls = new BoundedExecutor("calls", pool, 2, others, MAX_IN_FLIGHT);
        CountDownLatch released = new CountDownLatch(1);
        Queue<String> names = new ConcurrentLinkedQueue<>();
        try {
            for (int i = 0; i < 10; i++) {
                calls.execute(() -> {
                    names.add(Thread.currentThread().getName());
                    awaitQuietly(released);
                });
            }
            await().until(() -> names.size() == 10);

            assertThat(names).filteredOn("other"::equals).hasSize(8);
            assertThat(pool.getPoolSize()).isEqualTo(2);
        } finally {
            released.countDown();
            others.shutdownNow();
        }
    }

    @Test
    void tasksThatWaitForOneAnotherGetMoreThreads() {
        BoundedExecutor routes = new BoundedExecutor("routes", pool, 1, MAX_IN_FLIGHT);
        CountDownLatch inner = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        routes.execute(() -> {
            routes.execute(inner::countDown);
            awaitQuietly(inner);
            done.incrementAndGet();
        });
        await().until(() -> routes.waiting() == 1);
        routes.relieve();
        assertThat(inner.getCount())
                .as("the first check only sees that a task was started")
                .isOne();
        routes.relieve();

        await().until(() -> done.get() == 1 && routes.running() == 0);
        routes.relieve();
        assertThat(routes.limit()).isOne();
    }

    /** A process that is stopped for seconds starts no thread meanwhile, and lacks none afterwards. */
    @Test
    void workWithoutALimitHasNoneAfterAThreadStartedLate() {
        Requests requests = new Requests();
        BoundedExecutor unlimited = new BoundedExecutor("calls", requests, 1, requests, MAX_IN_FLIGHT);
        AtomicInteger done = new AtomicInteger();
        unlimited.execute(done::incrementAndGet);
        unlimited.relieve();
        unlimited.relieve();
        assertThat(unlimited.limit()).isEqualTo(Integer.MAX_VALUE);
        requests.requested.remove().run();

        unlimited.execute(done::incrementAndGet);
        requests.requested.remove().run();

        assertThat(done).hasValue(2);
    }

    /** A pool that starts no thread while the system has none. */
    private final class Lacking extends Endless {

        private volatile boolean lacks;

        @Override
        public void execute(Runnable command) {
            if (lacks) {
                throw new InternalError("unable to create a native thread");
            }
            pool.execute(command);
        }
    }

    @Test
    void workWaitsForAThreadThatTheSystemDoesNotStart() {
        Lacking threads = new Lacking();
        BoundedExecutor some = new BoundedExecutor("", threads, MAX_CONCURRENT, MAX_IN_FLIGHT);
        AtomicInteger done = new AtomicInteger();
        threads.lacks = true;
        for (int i = 0; i < 7; i++) {
            some.execute(done::incrementAndGet);
        }
        assertThat(some.waiting()).isEqualTo(7);
        threads.lacks = false;
        some.retry();

        await().until(() -> done.get() == 7 && some.running() == 0);
    }

    @Test
    void aThreadThatStartsNoOtherRunsWhatWaits() {
        Lacking threads = new Lacking();
        BoundedExecutor calls = new BoundedExecutor("calls", threads, MAX_CONCURRENT, MAX_IN_FLIGHT);
        BoundedExecutor routes = new BoundedExecutor("routes", threads, MAX_CONCURRENT, MAX_IN_FLIGHT);
        AtomicInteger done = new AtomicInteger();
        calls.execute(() -> {
            threads.lacks = true;
            for (int i = 0; i < 6; i++) {
                calls.execute(done::incrementAndGet);
            }
            calls.continueAs(routes, done::incrementAndGet);
        });

        await().until(() -> done.get() == 7 && calls.running() == 0 && routes.running() == 0);
    }

    @Test
    void workThatContinuesAfterThePoolStoppedRunsOnItsThread() {
        AtomicReference<Thread> ran = new AtomicReference<>();
        pool.shutdown();

        executor.execute(() -> ran.set(Thread.currentThread()));

        assertThat(ran).hasValue(Thread.currentThread());
    }

    @Test
    void aTaskThatWaitsWhenThePoolStopsStillRuns() {
        CountDownLatch released = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        for (int i = 0; i < MAX_CONCURRENT; i++) {
            executor.execute(() -> awaitQuietly(released));
        }
        executor.execute(done::incrementAndGet);
        pool.shutdown();
        released.countDown();

        await().until(() -> done.get() == 1);
    }
}
