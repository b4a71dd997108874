package io.camelgenai.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.deliver.Deliveries;
import io.camelgenai.tracking.deliver.Subscriber;
import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.observe.LiveObservations.ObservationCounts;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.RetryingWriter;
import io.camelgenai.tracking.repository.Subscription;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import io.camelgenai.tracking.repository.WebhookStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Tracks generations until they are terminal, and delivers them to the consumers of their channel. It belongs to the component,
 * not to a route: a generation that completes while its route is stopped is stored, and delivered when the route starts, on any
 * node that shares the repository. Safe for use by several threads.
 */
public final class Tracker implements AutoCloseable {

    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final TrackingContext context;
    private final GenerationRepository repository;
    private final Deliveries deliveries;
    private final TrackingTasks tasks;
    private final RetryingWriter writer;
    private final ClusterMonitor cluster;
    private final Future<?> purge;

    /** Joins the nodes that share the repository. */
    public Tracker(TrackingContext context) {
        this.context = context;
        this.repository = context.repository();
        this.deliveries = new Deliveries(
                context.repository(),
                context.subscribers(),
                context.clients(),
                context.executors(),
                context.time(),
                context.listener(),
                context.settings().trackFor(),
                context.work());
        this.tasks = new TrackingTasks(context, deliveries, this::wake);
        this.writer = new RetryingWriter(
                context.repository(), context.work(), context.executors().control(), context.time());
        this.cluster = new ClusterMonitor(context, tasks, this::wake);
        this.purge = context.time()
                .every(PURGE_INTERVAL, () -> context.executors().control().execute(this::purge));
        cluster.start();
    }

    /** Repeated with the next purge, if it fails. */
    private void purge() {
        try {
            context.subscribers().all().forEach(this::register);
            repository
                    .records()
                    .purge(context.settings().retention(), context.settings().trackFor());
            repository.tracking().dropUnconsumed(origin -> !hasConsumer(origin));
            // The signal for a redelivery comes too early where the clock was set back meanwhile.
            context.subscribers().all().forEach(this::wake);
        } catch (RuntimeException e) {
            repository.reachability().failed("A purge", e);
        }
    }

    /** A consumer stopped: generations that only it received are not tracked any more. */
    public void consumerStopped() {
        tasks.stopUnconsumed();
        deliveries.consumerStopped();
    }

    /** A consumer started: it receives what completed in the meantime, and its generations are tracked. */
    public void consumerStarted(Subscriber subscriber) {
        context.executors()
                .control()
                .execute(() -> writer.write("The registration of consumer " + subscriber.name(), null, () -> {
                    register(subscriber);
                    wake(subscriber);
                }));
    }

    private void register(Subscriber subscriber) {
        if (subscriber.subscription().kind() == Kind.TERMINAL) {
            repository.membership().registerConsumer(subscriber.subscription());
        }
    }

    /** Claims for the consumers of this origin what is free: terminal generations to deliver, accepted ones to track. */
    public void wake(Origin origin) {
        context.subscribers().of(origin).forEach(this::wake);
    }

    /** Where no thread is free, accepted generations are left to other nodes. */
    private void wake(Subscriber subscriber) {
        if (!tasks.isClosed() && subscriber.readiness() != Readiness.STOPPED) {
            deliveries.deliverDue(subscriber);
            boolean more = true;
            while (more && hasFreeThreads()) {
                more = tasks.claim(subscriber.subscription());
            }
        }
    }

    /** Without other nodes a generation may as well wait for a thread here. */
    private boolean hasFreeThreads() {
        return !cluster.hasPeers() || context.observing().threads().waiting() == 0;
    }

    /** Whether generations of this origin have a consumer here. */
    public boolean hasConsumer(Origin origin) {
        return !context.subscribers().of(origin).isEmpty();
    }

    /** Whether generations of this origin have a consumer here that receives each event. */
    public boolean hasObserver(Origin origin) {
        return tasks.hasObserver(origin);
    }

    /** Tracks a generation that was just created, if it has a consumer. Its exchange is no longer responsible for it. */
    public void track(CreatedGeneration created) {
        try {
            trackOrRelease(created);
        } finally {
            if (created.own()) {
                context.work().endExchange(created.tracked().key());
            }
        }
    }

    private void trackOrRelease(CreatedGeneration created) {
        TrackedGeneration tracked = created.tracked();
        boolean accepted = tracked.state() == State.ACCEPTED;
        if (accepted && created.own() && hasConsumer(tracked.origin())) {
            tasks.track(tracked, created.stream());
            return;
        }
        if (created.stream() != null) {
            created.stream().close();
        }
        if (accepted && created.own()) {
            writer.write("The release of generation " + tracked.id(), tracked.key(), () -> repository
                    .tracking()
                    .releaseUnconsumed(tracked.key()));
        } else if (accepted) {
            wake(tracked.origin());
        }
    }

    /**
     * Tracks a generation that was created elsewhere.
     *
     * @param idempotency prevents that it is tracked again after it was acknowledged; null where nothing does
     */
    public TrackedGeneration adopt(Generation known, Origin origin, @Nullable Idempotency idempotency) {
        TrackedGeneration adopted = repository
                .creates()
                .adopt(TrackedGeneration.adopted(
                        known, origin, idempotency, context.time().now()));
        wake(origin);
        return adopted;
    }

    /** The exchange that created a generation has received its terminal state: it is not delivered to a consumer. */
    public void completed(TrackedGeneration own, Generation terminal) {
        writer.write(
                "The terminal state of generation " + own.id(), own.key(), () -> deliveries.acknowledge(own, terminal));
        context.work().endExchange(own.key());
    }

    /**
     * Stops tracking a generation: here, or on the node that tracks it.
     *
     * @param flow the flow of the caller; the generation may be in any channel of its connection
     * @param error the error of the INCOMPLETE generation
     * @return the last state that is known of it, which may be terminal already; empty when nothing here knows the generation
     */
    public Optional<Generation> stopTracking(Flow flow, String generationId, GenerationError error) {
        TrackingContext.Observing observing = context.observing();
        Optional<Generation> tracked = observing.tracked().declareIncomplete(flow.connection(), generationId, error);
        Optional<Generation> streamed = observing.streams().declareIncomplete(flow.connection(), generationId, error);
        return tracked.or(() -> streamed).or(() -> requestStop(flow, generationId));
    }

    /**
     * Takes what a provider reports by itself of a generation: here, or on the node that tracks it, which then polls it. A
     * generation that nobody tracks yet is polled when that begins.
     *
     * @param flow the flow of the caller; the generation may be in any channel of its connection
     * @param document the provider's document of the generation, or null where it has to be polled
     */
    public void report(Flow flow, String generationId, @Nullable JsonNode document) {
        if (context.observing().tracked().report(flow.connection(), generationId, document)) {
            context.clients().apply(flow.connection()).webhooks().wasUseful();
        } else {
            repository.tracking().requestPoll(flow, generationId);
        }
    }

    private Optional<Generation> requestStop(Flow flow, String generationId) {
        Optional<TrackedGeneration> record = repository.records().findById(flow, generationId);
        if (record.isPresent() && record.get().state() == State.ACCEPTED) {
            repository.tracking().requestStop(flow, generationId);
        }
        return record.map(TrackedGeneration::generation);
    }

    /** The messages that webhooks brought. */
    public WebhookStore webhooks() {
        return repository.webhooks();
    }

    /** How many generations this node tracks. */
    public int tracked() {
        return tasks.size();
    }

    /** The observations of the generations of a subscription. */
    public ObservationCounts tracked(Subscription subscription) {
        return tasks.counts(subscription);
    }

    /** Stops tracking. Unfinished generations stay in the repository. */
    @Override
    public void close() {
        purge.cancel(false);
        cluster.close();
        tasks.close();
    }
}
