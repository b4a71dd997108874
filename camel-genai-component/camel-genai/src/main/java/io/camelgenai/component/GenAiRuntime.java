package io.camelgenai.component;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.Retrying;
import io.camelgenai.client.Time;
import io.camelgenai.component.insight.EventNotifications;
import io.camelgenai.component.insight.HealthChecks;
import io.camelgenai.component.insight.Insight;
import io.camelgenai.component.insight.Meters;
import io.camelgenai.tracking.Creations;
import io.camelgenai.tracking.GenerationListeners;
import io.camelgenai.tracking.GenerationRepository;
import io.camelgenai.tracking.LiveObservations;
import io.camelgenai.tracking.OpenCases;
import io.camelgenai.tracking.StreamThreads;
import io.camelgenai.tracking.Tracker;
import io.camelgenai.tracking.Waiting;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that runs while the component is started, put together once and taken apart once. */
final class GenAiRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GenAiRuntime.class);
    private static final int WORKERS = 64;
    private static final int WORK_QUEUE = 10_000;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final long STOP_MILLIS = 1000;

    private final ExecutorServiceManager pools;
    private final ExecutorService workerThreads;
    private final Workers workers;
    private final Semaphore room = new Semaphore(WORKERS + WORK_QUEUE);
    private final ScheduledExecutorService timer;
    private final Time time;
    private final ProviderClients clients;
    private final Retrying retrying;
    private final StreamThreads threads;
    private final GenerationRepository repository;
    private final Creations creations;
    private final Waiting waiting;
    private final Tracker tracker;
    private final OpenCases openCases;
    private final Insight insight;
    private final HealthChecks health;
    private final Meters meters;
    private final LiveObservations watched = new LiveObservations();
    private final LiveObservations streams = new LiveObservations();

    GenAiRuntime(
            GenAiComponent component,
            CamelContext context,
            GenerationRepository repository,
            Function<String, ConnectionSettings> settings) {
        this.repository = repository;
        pools = context.getExecutorServiceManager();
        workerThreads = pools.newThreadPool(component, "GenAiWorker", workerProfile());
        workers = new Workers(workerThreads, WORKERS);
        timer = pools.newScheduledThreadPool(component, "GenAiTimer", timerProfile());
        time = Time.system(timer);
        GenerationListeners listeners = new GenerationListeners();
        clients = new ProviderClients(settings, time, listeners);
        retrying = new Retrying(time, this::goOn);
        threads = new StreamThreads(component.getMaxStreams());
        creations = new Creations(repository, retrying, this::goOn, time, listeners);
        waiting = new Waiting(watched, threads, this::goOn, time);
        tracker = new Tracker(new Tracker.Parts(
                new Tracker.Settings(component.getTrackFor(), component.getRetention()),
                repository,
                component.subscribers(),
                clients::get,
                watched,
                streams,
                threads,
                this::goOn,
                time,
                listeners));
        openCases = new OpenCases(repository, tracker, clients::get);
        insight = new Insight(listeners, new Insight.Sources(watched, streams, threads, tracker, openCases), time);
        String name = component.name();
        health = new HealthChecks(context, insight, name, component.isHealthCheckProducerEnabled());
        meters = Meters.start(context, name, insight, listeners);
        listeners.add(new EventNotifications(context));
    }

    /** The client of this connection; clients are made once. */
    ProviderClient client(String connection) {
        return clients.get(connection);
    }

    /** More is known of this connection: its client is made anew when it is used next. */
    void renew(String connection) {
        clients.renew(connection);
    }

    /**
     * Begins new work.
     *
     * @throws RejectedExecutionException when too much is waiting
     */
    void begin(Runnable work) {
        if (!room.tryAcquire()) {
            throw new RejectedExecutionException("The queue of work is full");
        }
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException stopped) {
            room.release();
            throw stopped;
        }
    }

    /**
     * Goes on with work that was begun. What was begun is counted already, so this is refused by a component that stopped
     * only; then it stays on its thread.
     */
    void goOn(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException stopped) {
            work.run();
        }
    }

    ProviderClients clients() {
        return clients;
    }

    /** The threads that wait for providers. */
    StreamThreads threads() {
        return threads;
    }

    Time time() {
        return time;
    }

    Retrying retrying() {
        return retrying;
    }

    GenerationRepository repository() {
        return repository;
    }

    Creations creations() {
        return creations;
    }

    Waiting waiting() {
        return waiting;
    }

    Tracker tracker() {
        return tracker;
    }

    OpenCases openCases() {
        return openCases;
    }

    Insight insight() {
        return insight;
    }

    HealthChecks health() {
        return health;
    }

    /** The streams that routes read themselves. */
    LiveObservations streams() {
        return streams;
    }

    /** What the component watches itself. */
    LiveObservations watched() {
        return watched;
    }

    /** The context begins to stop: what a route could wait on for ever is ended, so that its exchanges can end. */
    void stopWaiting() {
        retrying.close();
        streams.close();
    }

    /** Ends every call, and every thread. */
    @Override
    public void close() {
        health.close();
        stopWaiting();
        tracker.close();
        waiting.close();
        clients.cancelAll();
        threads.close();
        pools.shutdownGraceful(workerThreads, STOP_MILLIS);
        leave();
        pools.shutdownNow(timer);
        clients.close();
        meters.close();
    }

    /** A repository that can not be reached holds nothing up: this node is taken for dead after a while. */
    private void leave() {
        try {
            repository.leave();
        } catch (RuntimeException e) {
            LOG.warn("The repository could not be told that this node stops", e);
        }
    }

    /** Each wait has a timer; what is waited for is counted where it begins. */
    private static ThreadPoolProfile timerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai-timer");
        profile.setPoolSize(1);
        profile.setMaxQueueSize(UNLIMITED);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** More threads than work under way: one that is done with its work may not be back yet when the next work comes. */
    private static ThreadPoolProfile workerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(2 * WORKERS);
        profile.setMaxQueueSize(0);
        profile.setKeepAliveTime(10L);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
