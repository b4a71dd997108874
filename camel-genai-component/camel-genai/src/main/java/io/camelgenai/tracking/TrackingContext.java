package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.client.WorkExecutors;
import io.camelgenai.tracking.deliver.Subscribers;
import io.camelgenai.tracking.observe.LiveObservations;
import io.camelgenai.tracking.observe.ObservationThreads;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.OwnWork;
import java.time.Duration;
import java.util.function.Function;

/**
 * The collaborators of the tracker.
 *
 * @param settings the options that concern it
 * @param repository stores the generations
 * @param subscribers the consumers of this node
 * @param clients the client of a connection, by its name
 * @param observing where generations are observed
 * @param executors run calls, routes and writes
 * @param listener is notified of what happens
 * @param work the generations that this node works on
 */
public record TrackingContext(
        Settings settings,
        GenerationRepository repository,
        Subscribers subscribers,
        Function<String, ProviderClient> clients,
        Observing observing,
        WorkExecutors executors,
        Time time,
        GenerationListener listener,
        OwnWork work) {

    /**
     * Options of the component.
     *
     * @param trackFor how long a generation is tracked
     * @param retention how long an acknowledged idempotency key is kept
     */
    public record Settings(Duration trackFor, Duration retention) {}

    /**
     * Where generations are observed.
     *
     * @param tracked the observations of the tracker
     * @param streams the streams that routes read themselves
     * @param threads the threads of the tracker's observations
     */
    public record Observing(LiveObservations tracked, LiveObservations streams, ObservationThreads threads) {}
}
