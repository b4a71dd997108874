package io.camelgenai.component;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.RetryExecutor;
import io.camelgenai.client.Time;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.component.message.ExchangeInput;
import io.camelgenai.component.monitoring.EventNotifications;
import io.camelgenai.component.monitoring.HealthChecks;
import io.camelgenai.component.monitoring.Meters;
import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.component.operation.ConsumerCheck;
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
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that run while the component is started. They are wired here, started together and stopped together. */
final class GenAiRuntime implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GenAiRuntime.class);

    private final GenAiThreads threads;
    private final ProviderClients clients;
    private final RetryExecutor retries;
    private final ObservationThreads observing;
    private final GenerationRepository repository;
    private final GenerationCreator creator;
    private final CompletionWaiter completions;
    private final ConsumerCheck consumers;
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
        threads = new GenAiThreads(component, context);
        Time time = threads.time();
        WorkExecutors executors = threads.executors();
        GenerationListeners listeners = new GenerationListeners();
        clients = new ProviderClients(settings, time, listeners);
        retries = new RetryExecutor(time, executors.calls());
        observing = new ObservationThreads(component.getMaxStreams(), executors);
        OwnWork work = new OwnWork();
        creator = new GenerationCreator(repository, retries, executors, time, listeners, work);
        consumers = new ConsumerCheck(component.subscribers());
        completions = new CompletionWaiter(tracked, observing, executors.calls(), time);
        tracker = new Tracker(new TrackingContext(
                new TrackingContext.Settings(component.getTrackFor(), component.getRetention()),
                repository,
                component.subscribers(),
                clients::get,
                new TrackingContext.Observing(tracked, streams, observing),
                executors,
                time,
                listeners,
                work));
        UnresolvedCounts counts = new UnresolvedCounts(repository, executors.control(), time);
        listeners.add(counts);
        unresolved = new Unresolved(repository, tracker, clients::get, counts);
        monitoring = new MonitoringView(
                listeners,
                new MonitoringView.Sources(tracked, streams, observing, threads::views, clients, tracker, unresolved),
                time);
        String name = component.name();
        health = new HealthChecks(context, monitoring, name, component.isHealthCheckProducerEnabled());
        meters = Meters.start(context, name, monitoring, component.isGenAiConventions());
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
                observing,
                threads.executors().control(),
                consumers,
                threads.time());
    }

    GenAiThreads threads() {
        return threads;
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
        observing.close();
        threads.stopWorkers();
        leave();
        threads.stopTimer();
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
}
