package io.camelgenai.tracking;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that wait for providers: one for each open stream or held request, virtual where Java has them, otherwise
 * platform threads with a limit. What is beyond the limit waits, and can be seen waiting.
 */
public final class StreamThreads implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StreamThreads.class);

    /** The begin of the threads' names. */
    public static final String NAME = "genai-stream-";

    private static final int PLATFORM_LIMIT = 256;
    private static final long STOP_MILLIS = 1500;

    private final ThreadPoolExecutor threads;
    private final AtomicBoolean full = new AtomicBoolean();

    /** @param limit how many at the most, or 0 for no limit on virtual threads and {@value #PLATFORM_LIMIT} otherwise */
    public StreamThreads(int limit) {
        ThreadFactory virtual = virtualThreads();
        int most = limit > 0 ? limit : virtual == null ? PLATFORM_LIMIT : Integer.MAX_VALUE;
        threads = new ThreadPoolExecutor(
                most,
                most,
                1,
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                virtual == null ? platformThreads() : virtual);
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs something that waits for a provider. */
    public void start(Runnable task) {
        threads.execute(task);
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

    /** How many have a thread. */
    public int running() {
        return threads.getActiveCount();
    }

    /** How many wait for one. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Waits a moment for the threads to end; what they wait for has to be closed before. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory platformThreads() {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, NAME + number.getAndIncrement());
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
