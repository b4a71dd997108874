package io.camelgenai.component;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.RetryExecutor;
import io.camelgenai.client.Time;
import io.camelgenai.component.monitoring.EventNotifications;
import io.camelgenai.component.monitoring.HealthChecks;
import io.camelgenai.component.monitoring.Meters;
import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.tracking.Tracker;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.create.GenerationCreator;
import io.camelgenai.tracking.observe.CompletionWaiter;
import io.camelgenai.tracking.observe.LiveObservations;
import io.camelgenai.tracking.observe.ObservationThreads;
import io.camelgenai.tracking.repository.GenerationListeners;
import io.camelgenai.tracking.repository.GenerationRepository;
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
public final class GenAiRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GenAiRuntime.class);
    private static final int MAX_THREADS = 64;
    private static final int MAX_QUEUED = 10_000;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final long STOP_MILLIS = 1000;

    private final ExecutorServiceManager pools;
    private final ExecutorService threadPool;
    private final BoundedExecutor executor;
    private final Semaphore capacity = new Semaphore(MAX_THREADS + MAX_QUEUED);
    private final ScheduledExecutorService timer;
    private final Time time;
    private final ProviderClients clients;
    private final RetryExecutor retries;
    private final ObservationThreads observationThreads;
    private final GenerationRepository repository;
    private final GenerationCreator creator;
    private final CompletionWaiter completions;
    private final Tracker tracker;
    private final Unresolved unresolved;
    private final MonitoringView monitoring;
    private final HealthChecks health;
    private final Meters meters;
    private final LiveObservations tracked = new LiveObservations();
    private final LiveObservations streams = new LiveObservations();

    GenAiRuntime(
            GenAiComponent component,
            CamelContext context,
            GenerationRepository repository,
            Function<String, ConnectionSettings> settings) {
        this.repository = repository;
        pools = context.getExecutorServiceManager();
        threadPool = pools.newThreadPool(component, "GenAiWorker", threadPoolProfile());
        executor = new BoundedExecutor(threadPool, MAX_THREADS);
        timer = pools.newScheduledThreadPool(component, "GenAiTimer", timerProfile());
        time = Time.system(timer);
        GenerationListeners listeners = new GenerationListeners();
        clients = new ProviderClients(settings, time, listeners);
        retries = new RetryExecutor(time, this::proceed);
        observationThreads = new ObservationThreads(component.getMaxStreams());
        creator = new GenerationCreator(repository, retries, this::proceed, time, listeners);
        completions = new CompletionWaiter(tracked, observationThreads, this::proceed, time);
        tracker = new Tracker(new Tracker.Parts(
                new Tracker.Settings(component.getTrackFor(), component.getRetention()),
                repository,
                component.subscribers(),
                clients::get,
                tracked,
                streams,
                observationThreads,
                this::proceed,
                time,
                listeners));
        unresolved = new Unresolved(repository, tracker, clients::get);
        monitoring = new MonitoringView(
                listeners, new MonitoringView.Sources(tracked, streams, observationThreads, tracker, unresolved), time);
        String name = component.name();
        health = new HealthChecks(context, monitoring, name, component.isHealthCheckProducerEnabled());
        meters = Meters.start(context, name, monitoring, listeners);
        listeners.add(new EventNotifications(context));
    }

    /** The client of this connection; clients are made once. */
    public ProviderClient client(String connection) {
        return clients.get(connection);
    }

    /** More is known of this connection: its client is made anew when it is used next. */
    void invalidateClient(String connection) {
        clients.invalidate(connection);
    }

    /**
     * Begins new work.
     *
     * @throws RejectedExecutionException when too much is waiting
     */
    void begin(Runnable work) {
        if (!capacity.tryAcquire()) {
            throw new RejectedExecutionException("The queue of work is full");
        }
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } finally {
                    capacity.release();
                }
            });
        } catch (RejectedExecutionException stopped) {
            capacity.release();
            throw stopped;
        }
    }

    /**
     * Goes on with work that was begun. What was begun is counted already, so this is refused by a component that stopped
     * only; then it stays on its thread.
     */
    public void proceed(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException stopped) {
            work.run();
        }
    }

    ProviderClients clients() {
        return clients;
    }

    /** The threads that wait for providers. */
    public ObservationThreads observationThreads() {
        return observationThreads;
    }

    public Time time() {
        return time;
    }

    public RetryExecutor retries() {
        return retries;
    }

    public GenerationRepository repository() {
        return repository;
    }

    public GenerationCreator creator() {
        return creator;
    }

    public CompletionWaiter completions() {
        return completions;
    }

    public Tracker tracker() {
        return tracker;
    }

    Unresolved unresolved() {
        return unresolved;
    }

    MonitoringView monitoring() {
        return monitoring;
    }

    HealthChecks health() {
        return health;
    }

    /** The streams that routes read themselves. */
    public LiveObservations streams() {
        return streams;
    }

    /** What the component watches itself. */
    public LiveObservations tracked() {
        return tracked;
    }

    /** The context begins to stop: what a route could wait on for ever is ended, so that its exchanges can end. */
    void cancelWaits() {
        retries.close();
        streams.close();
    }

    /** Ends every call, and every thread. */
    @Override
    public void close() {
        health.close();
        cancelWaits();
        tracker.close();
        completions.close();
        clients.cancelAll();
        observationThreads.close();
        pools.shutdownGraceful(threadPool, STOP_MILLIS);
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
    private static ThreadPoolProfile threadPoolProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai");
        profile.setPoolSize(1);
        profile.setMaxPoolSize(2 * MAX_THREADS);
        profile.setMaxQueueSize(0);
        profile.setKeepAliveTime(10L);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }
}
