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
 * The threads that wait for providers: one for each open stream or held request, virtual where Java has them, otherwise
 * platform threads with a limit. What is beyond the limit waits, and can be seen waiting.
 */
public final class ObservationThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ObservationThreads.class);

    /** The begin of the threads' names. */
    public static final String NAME = "genai-stream-";

    private static final String POLL_NAME = "genai-look-";
    private static final int MAX_PLATFORM_STREAMS = 256;
    private static final int MAX_PLATFORM_POLLS = 24;
    private static final long PLATFORM_KEEP_ALIVE_MILLIS = 5000;
    private static final long STOP_MILLIS = 1500;

    private final ThreadPoolExecutor threads;
    private final ThreadPoolExecutor polls;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param limit how many at the most, or 0 for no limit on virtual threads and {@value #MAX_PLATFORM_STREAMS} otherwise */
    public ObservationThreads(int limit) {
        ThreadFactory virtual = virtualThreads();
        int most = limit > 0 ? limit : virtual == null ? MAX_PLATFORM_STREAMS : Integer.MAX_VALUE;
        threads = pool(most, 1, virtual == null ? platformThreads(NAME) : virtual);
        polls = pool(
                virtual == null ? MAX_PLATFORM_POLLS : Integer.MAX_VALUE,
                virtual == null ? PLATFORM_KEEP_ALIVE_MILLIS : 1,
                virtual == null ? platformThreads(POLL_NAME) : virtual);
    }

    private static ThreadPoolExecutor pool(int most, long restMillis, ThreadFactory factory) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, restMillis, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Runs something that waits for a provider. */
    public void start(Runnable task) {
        taken.incrementAndGet();
        run(task);
        boolean waits = waiting() > 0;
        if (waits && full.compareAndSet(false, true)) {
            LOG.warn(
                    "All {} threads that wait for providers are taken: further streams wait for one. Raise the option"
                            + " maxStreams of the component, or run on a Java that has virtual threads",
                    threads.getMaximumPoolSize());
        } else if (!waits) {
            full.set(false);
        }
    }

    /** Runs something that waits for a provider if it gets a thread at once. */
    boolean tryStart(Runnable task) {
        int before = taken.getAndUpdate(count -> count < threads.getMaximumPoolSize() ? count + 1 : count);
        boolean room = before < threads.getMaximumPoolSize();
        if (room) {
            run(task);
        }
        return room;
    }

    private void run(Runnable task) {
        try {
            threads.execute(() -> {
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

    /** Runs something that asks a provider once, and tells a route what it has seen. */
    void poll(Runnable task) {
        try {
            polls.execute(task);
        } catch (RejectedExecutionException stopped) {
            task.run();
        }
    }

    /** How many have a thread. */
    public int running() {
        return threads.getActiveCount();
    }

    /** How many looks are under way. */
    int pollExecutor() {
        return polls.getActiveCount();
    }

    /** How many there can be at the most. */
    public int limit() {
        return threads.getMaximumPoolSize();
    }

    /** How many wait for one. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Waits a moment for the threads to end; what they wait for has to be closed before. */
    @Override
    public void close() {
        threads.shutdown();
        polls.shutdown();
        try {
            boolean ended = threads.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS);
            if (!ended | !polls.awaitTermination(ended ? STOP_MILLIS : 0, TimeUnit.MILLISECONDS)) {
                stopNow();
            }
        } catch (InterruptedException e) {
            stopNow();
            Thread.currentThread().interrupt();
        }
    }

    /** What never got a thread hears here that it is closed: somebody waits for its end. */
    private void stopNow() {
        List<Runnable> waiting = new ArrayList<>(threads.shutdownNow());
        waiting.addAll(polls.shutdownNow());
        waiting.forEach(Runnable::run);
    }

    private static ThreadFactory platformThreads(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, name + number.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Virtual threads came with Java 21; this code also runs on 17, and so looks for them by name. */
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
            throw new IllegalStateException("Virtual threads are there, but do not start", e);
        }
    }
}
