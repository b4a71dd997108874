package io.camelgenai.component;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.RetryExecutor;
import io.camelgenai.client.Time;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.component.monitoring.EventNotifications;
import io.camelgenai.component.monitoring.HealthChecks;
import io.camelgenai.component.monitoring.Meters;
import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.component.operation.OperationContext;
import io.camelgenai.tracking.Tracker;
import io.camelgenai.tracking.TrackingContext;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.UnresolvedCounts;
import io.camelgenai.tracking.create.GenerationCreator;
import io.camelgenai.tracking.observe.CompletionWaiter;
import io.camelgenai.tracking.observe.LiveObservations;
import io.camelgenai.tracking.observe.ObservationThreads;
import io.camelgenai.tracking.repository.GenerationListeners;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.OwnWork;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that run while the component is started. They are wired here, started together and stopped together. */
final class GenAiRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GenAiRuntime.class);
    private static final int MAX_THREADS = 64;
    private static final int MAX_QUEUED = 10_000;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final long STOP_MILLIS = 1000;

    private final ExecutorServiceManager pools;
    private final ExecutorService pool;
    private final BoundedExecutor executor;
    private final ScheduledExecutorService timer;
    private final Time time;
    private final ProviderClients clients;
    private final RetryExecutor retries;
    private final ObservationThreads threads;
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
        pool = pools.newThreadPool(component, "GenAiWorker", poolProfile());
        executor = new BoundedExecutor(pool, MAX_THREADS, MAX_THREADS + MAX_QUEUED);
        timer = pools.newScheduledThreadPool(component, "GenAiTimer", timerProfile());
        time = Time.system(timer);
        GenerationListeners listeners = new GenerationListeners();
        clients = new ProviderClients(settings, time, listeners);
        retries = new RetryExecutor(time, executor);
        threads = new ObservationThreads(component.getMaxStreams());
        OwnWork work = new OwnWork();
        creator = new GenerationCreator(repository, retries, executor, time, listeners, work);
        completions = new CompletionWaiter(tracked, threads, executor, time);
        tracker = new Tracker(new TrackingContext(
                new TrackingContext.Settings(component.getTrackFor(), component.getRetention()),
                repository,
                component.subscribers(),
                clients::get,
                new TrackingContext.Observing(tracked, streams, threads),
                executor,
                time,
                listeners,
                work));
        UnresolvedCounts counts = new UnresolvedCounts(repository, executor, time);
        listeners.add(counts);
        unresolved = new Unresolved(repository, tracker, clients::get, counts);
        monitoring = new MonitoringView(
                listeners, new MonitoringView.Sources(tracked, streams, threads, tracker, unresolved), time);
        String name = component.name();
        health = new HealthChecks(context, monitoring, name, component.isHealthCheckProducerEnabled());
        meters = Meters.start(context, name, monitoring);
        listeners.add(new EventNotifications(context));
    }

    ProviderClients clients() {
        return clients;
    }

    /** The collaborators of the operations of one producer. */
    OperationContext operations(GenAiConfiguration configuration, String endpointId, ExchangeInput input) {
        return new OperationContext(
                configuration,
                endpointId,
                input,
                clients,
                retries,
                creator,
                completions,
                tracker,
                streams,
                threads,
                executor,
                time);
    }

    BoundedExecutor executor() {
        return executor;
    }

    Time time() {
        return time;
    }

    Tracker tracker() {
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

    /** Ends the retries and streams that routes may wait for, so that their exchanges complete while the context stops. */
    void cancelWaits() {
        retries.close();
        streams.close();
    }

    /** Cancels every call and stops every thread. */
    @Override
    public void close() {
        health.close();
        cancelWaits();
        tracker.close();
        completions.close();
        clients.cancelAll();
        threads.close();
        pools.shutdownGraceful(pool, STOP_MILLIS);
        leave();
        pools.shutdownNow(timer);
        clients.close();
        meters.close();
    }

    /** A repository that cannot be reached does not delay the stop: the lease of this node expires. */
    private void leave() {
        try {
            repository.membership().leave();
        } catch (RuntimeException e) {
            LOG.warn("The repository could not record that this node stops: its lease expires instead", e);
        }
    }

    /** The queue has no bound of its own: each wait has a timer, and waits are limited where they start. */
    private static ThreadPoolProfile timerProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("genai-timer");
        profile.setPoolSize(1);
        profile.setMaxQueueSize(UNLIMITED);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** More threads than concurrent tasks: a thread that finished its task may not be idle yet when the next one comes. */
    private static ThreadPoolProfile poolProfile() {
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
