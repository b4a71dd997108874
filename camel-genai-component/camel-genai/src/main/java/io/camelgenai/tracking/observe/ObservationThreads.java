package io.camelgenai.tracking.observe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that wait for providers: one for each open stream or long poll, virtual where Java has them, otherwise a limited
 * number of platform threads. Tasks beyond the limit are queued and counted. Short polls have a pool of their own, so that
 * streams cannot delay them.
 */
public final class ObservationThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObservationThreads.class);

    /** The prefix of the threads' names. */
    public static final String NAME = "genai-stream-";

    private static final String POLL_NAME = "genai-poll-";
    private static final int MAX_PLATFORM_STREAMS = 256;
    private static final int MAX_PLATFORM_POLLS = 24;
    private static final long PLATFORM_KEEP_ALIVE_MILLIS = 5000;
    private static final long STOP_MILLIS = 1500;

    private final ThreadPoolExecutor streams;
    private final ThreadPoolExecutor polls;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param limit the maximum number, or 0 for no limit on virtual threads and {@value #MAX_PLATFORM_STREAMS} otherwise */
    public ObservationThreads(int limit) {
        ThreadFactory virtual = virtualThreads();
        int max = limit > 0 ? limit : virtual == null ? MAX_PLATFORM_STREAMS : Integer.MAX_VALUE;
        streams = pool(max, 1, virtual == null ? platformThreads(NAME) : virtual);
        polls = pool(
                virtual == null ? MAX_PLATFORM_POLLS : Integer.MAX_VALUE,
                virtual == null ? PLATFORM_KEEP_ALIVE_MILLIS : 1,
                virtual == null ? platformThreads(POLL_NAME) : virtual);
    }

    private static ThreadPoolExecutor pool(int max, long keepAliveMillis, ThreadFactory factory) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                max, max, keepAliveMillis, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
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
        }
    }

    /** Runs a task that polls once and passes the result to a route. After the threads have stopped, it runs on the caller's. */
    void poll(Runnable task) {
        try {
            polls.execute(task);
        } catch (RejectedExecutionException stopped) {
            task.run();
        }
    }

    /** The number of tasks that have a thread, polls not included. */
    public int running() {
        return streams.getActiveCount();
    }

    /** The number of polls in flight. */
    int pollsInFlight() {
        return polls.getActiveCount();
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
        polls.shutdown();
        try {
            boolean stopped = streams.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
            if (!stopped | !polls.awaitTermination(stopped ? STOP_MILLIS : 0, TimeUnit.MILLISECONDS)) {
                stopNow();
            }
        } catch (InterruptedException e) {
            stopNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the tasks that never got a thread: they find their observation closed, and complete whoever waits for it. */
    private void stopNow() {
        List<Runnable> queued = new ArrayList<>(streams.shutdownNow());
        queued.addAll(polls.shutdownNow());
        queued.forEach(Runnable::run);
    }

    private static ThreadFactory platformThreads(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, name + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Reflection, since this code also runs on Java 17, which has no virtual threads. */
    private static @Nullable ThreadFactory virtualThreads() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class))
                    .invoke(
                            lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder))
                                    .invoke(),
                            NAME,
                            0L);
            return (ThreadFactory) lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                    .invoke(named);
        } catch (ReflectiveOperationException before21) {
            return null;
        } catch (Throwable e) {
            throw new IllegalStateException("Virtual threads exist, but do not start", e);
        }
    }
}
