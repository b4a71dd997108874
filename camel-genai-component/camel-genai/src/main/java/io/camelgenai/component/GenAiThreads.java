package io.camelgenai.component;

import io.camelgenai.client.Time;
import io.camelgenai.client.VirtualThreads;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.component.monitoring.WorkView;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.camel.util.concurrent.ThreadType;

/**
 * The threads of the component, but those of streams and consumers. Calls and routes take platform threads from one pool that
 * grows with the work. Where Java has virtual threads, all but a few concurrent calls have one; routes and the rest do where
 * Camel is configured to use them.
 */
final class GenAiThreads {

    /** Also the limit of routes that run on platform threads before those beyond it have to wait. */
    private static final int MAX_PLATFORM_THREADS = 1024;

    /** Enough for a low load, whose calls return sooner from a platform thread; few enough for them to be no burden. */
    private static final int PLATFORM_CALLS = 16;

    private static final int MAX_CONTROL_THREADS = 64;
    private static final int MAX_IN_FLIGHT = 10_000;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final Duration RELIEF_INTERVAL = Duration.ofSeconds(1);
    private static final long STOP_MILLIS = 1000;

    private final ExecutorServiceManager pools;
    private final ExecutorService workers;
    private final ExecutorService callers;
    private final ScheduledExecutorService timer;
    private final Time time;
    private final BoundedExecutor calls;
    private final BoundedExecutor routes;
    private final BoundedExecutor control;

    GenAiThreads(GenAiComponent component, CamelContext context) {
        pools = context.getExecutorServiceManager();
        workers = pools.newThreadPool(component, "GenAiWorker", workerProfile());
        timer = pools.newScheduledThreadPool(component, "GenAiTimer", timerProfile());
        time = Time.system(timer);
        boolean allVirtual = ThreadType.current() == ThreadType.VIRTUAL;
        int maxRoutes = allVirtual ? UNLIMITED : MAX_PLATFORM_THREADS;
        ThreadFactory virtual = allVirtual ? null : VirtualThreads.factory("genai-call-");
        if (virtual == null) {
            callers = workers;
            calls = new BoundedExecutor("calls", workers, maxRoutes, MAX_IN_FLIGHT);
        } else {
            callers = new ThreadPoolExecutor(0, UNLIMITED, 1, TimeUnit.MILLISECONDS, new SynchronousQueue<>(), virtual);
            calls = new BoundedExecutor("calls", workers, PLATFORM_CALLS, callers, MAX_IN_FLIGHT);
        }
        routes = new BoundedExecutor("routes", workers, maxRoutes, MAX_IN_FLIGHT);
        control = new BoundedExecutor("", workers, MAX_CONTROL_THREADS, MAX_IN_FLIGHT);
        time.every(RELIEF_INTERVAL, routes::relieve);
        time.every(RELIEF_INTERVAL, calls::relieve);
        time.every(RELIEF_INTERVAL, control::retry);
    }

    /** More threads than tasks: a thread that finished its task may not be idle yet when the next one comes. */
    private static ThreadPoolProfile workerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(UNLIMITED);
        profile.setMaxQueueSize(0);
        profile.setKeepAliveTime(10L);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** The queue has no bound of its own: each wait has a timer, and waits are limited where they start. */
    private static ThreadPoolProfile timerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai-timer");
        profile.setPoolSize(1);
        profile.setMaxQueueSize(UNLIMITED);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    Time time() {
        return time;
    }

    /** Calls to providers. New work of a producer reserves its capacity here. */
    BoundedExecutor calls() {
        return calls;
    }

    /** Continuations of routes. */
    BoundedExecutor routes() {
        return routes;
    }

    WorkExecutors executors() {
        return new WorkExecutors(calls, routes, control);
    }

    /** The present number of threads, by kind of work. */
    List<WorkView> views() {
        return List.of(view("calls", calls), view("routes", routes), view("control", control));
    }

    private static WorkView view(String kind, BoundedExecutor executor) {
        return new WorkView(kind, executor.running(), executor.waiting(), executor.limit());
    }

    /** Stops the workers: waits a second for their tasks, and interrupts them then. */
    void stopWorkers() {
        callers.shutdown();
        pools.shutdownGraceful(workers, STOP_MILLIS);
        callers.shutdownNow();
    }

    void stopTimer() {
        pools.shutdownNow(timer);
    }
}
