package io.camelgenai.tracking.observe;

import io.camelgenai.client.VirtualThreads;
import io.camelgenai.client.WorkExecutors;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that wait for providers: one for each open stream or long poll, virtual where Java has them, otherwise a limited
 * number of platform threads. Tasks beyond the limit are queued and counted.
 */
public final class ObservationThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObservationThreads.class);

    /** The prefix of the threads' names. */
    public static final String NAME = "genai-stream-";

    private static final int MAX_PLATFORM_STREAMS = 256;
    private static final long STOP_MILLIS = 1500;

    private final ThreadPoolExecutor streams;
    private final WorkExecutors work;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /**
     * @param limit the maximum number, or 0 for no limit on virtual threads and {@value #MAX_PLATFORM_STREAMS} otherwise
     * @param work where polls are made, and where their results are passed on
     */
    public ObservationThreads(int limit, WorkExecutors work) {
        this.work = work;
        ThreadFactory virtual = VirtualThreads.factory(NAME);
        int max = limit > 0 ? limit : virtual == null ? MAX_PLATFORM_STREAMS : Integer.MAX_VALUE;
        streams = new ThreadPoolExecutor(
                max,
                max,
                1,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                virtual == null ? platformThreads() : virtual);
        streams.allowCoreThreadTimeOut(true);
    }

    /** Whether the current thread is one of these. */
    public static boolean isCurrent() {
        return Thread.currentThread().getName().startsWith(NAME);
    }

    /** Runs short polls. */
    Executor calls() {
        return work.calls();
    }

    /** Passes the results of polls on to consumers. */
    Executor routes() {
        return work.routes();
    }

    /** Runs a task that waits for a provider, when there is a thread for it. */
    public void start(Runnable task) {
        taken.incrementAndGet();
        run(task);
        boolean queued = waiting() > 0;
        if (queued && full.compareAndSet(false, true)) {
            LOG.warn(
                    "All {} threads that wait for providers are in use: further streams wait for one. Raise the option"
                            + " maxStreams of the component, or run on a Java that has virtual threads",
                    streams.getMaximumPoolSize());
        } else if (!queued) {
            full.set(false);
        }
    }

    /** Runs a task that waits for a provider, unless it would be queued. Returns whether it runs. */
    boolean tryStart(Runnable task) {
        int before = taken.getAndUpdate(count -> count < streams.getMaximumPoolSize() ? count + 1 : count);
        boolean room = before < streams.getMaximumPoolSize();
        if (room) {
            run(task);
        }
        return room;
    }

    private void run(Runnable task) {
        try {
            streams.execute(() -> {
                try {
                    task.run();
                } finally {
                    taken.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException stopped) {
            taken.decrementAndGet();
            throw stopped;
        } catch (Error e) {
            taken.decrementAndGet();
            throw new IllegalStateException("The system starts no further thread", e);
        }
    }

    /** The number of tasks that have a thread. */
    public int running() {
        return streams.getActiveCount();
    }

    /** The maximum of {@link #running}. */
    public int limit() {
        return streams.getMaximumPoolSize();
    }

    /** The number of tasks that are queued for a thread. */
    public int waiting() {
        return streams.getQueue().size();
    }

    /** Waits up to 1.5 seconds for the threads to end; their observations have to be closed before. */
    @Override
    public void close() {
        streams.shutdown();
        try {
            if (!streams.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                stopNow();
            }
        } catch (InterruptedException e) {
            stopNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the tasks that never got a thread: they find their observation closed, and complete whoever waits for it. */
    private void stopNow() {
        streams.shutdownNow().forEach(Runnable::run);
    }

    private static ThreadFactory platformThreads() {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, NAME + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
