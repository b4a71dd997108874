package io.camelgenai.tracking.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Observes a generation by polling. The first event is the state that is known already. Read like any other observation, it
 * waits between polls; {@linkplain #pollOnDemand on demand} it never waits, and what is read is the result of the last poll.
 */
final class PollingObservation extends Observation {

    private static final Duration MIN_INTERVAL = Poller.MIN_INTERVAL;

    private final Poller poller;
    private final String id;
    private boolean announced;
    private boolean onDemand;
    private @Nullable GenerationEvent polled;
    private @Nullable RuntimeException failure;
    private volatile Runnable onClose = () -> {};
    private volatile Runnable onReport = () -> {};
    private final AtomicReference<@Nullable Report> report = new AtomicReference<>();
    private volatile long polledAt;

    /** @param everyEvent whether each change is wanted, and not only the terminal state */
    PollingObservation(ProviderClient client, Generation known, boolean everyEvent, Time time) {
        super(client, known, time);
        this.id = String.valueOf(known.id());
        this.polledAt = time.nanos() - MIN_INTERVAL.toNanos();
        this.poller = new Poller(this, everyEvent);
    }

    /** @param source answers polls in place of the provider, given the state so far */
    PollingObservation(ProviderClient client, Generation known, UnaryOperator<Generation> source, Time time) {
        super(client, known, time);
        this.id = String.valueOf(known.id());
        this.polledAt = time.nanos() - MIN_INTERVAL.toNanos();
        this.poller = new Poller(this, false, source);
    }

    @Override
    @Nullable
    GenerationEvent advance() {
        if (!announced) {
            announced = true;
            return state.currentEvent();
        }
        if (!onDemand) {
            return poller.next();
        }
        if (failure != null) {
            throw failure;
        }
        GenerationEvent event = polled;
        polled = null;
        return event;
    }

    /**
     * Polls only when {@link #poll} is called.
     *
     * @param whenReported is called when there is a report, by the thread that brings it
     */
    void pollOnDemand(Runnable whenClosed, Runnable whenReported) {
        onDemand = true;
        onClose = whenClosed;
        onReport = whenReported;
    }

    /**
     * The provider reports by itself that the state has changed. May be called from any thread.
     *
     * @param document the provider's document of the generation, or null where it has to be polled
     */
    void report(@Nullable JsonNode document) {
        Report next = new Report(document == null ? null : client.read(document, current()));
        report.accumulateAndGet(next, (one, other) -> Report.further(one, Objects.requireNonNull(other)));
        onReport.run();
    }

    /** Whether there is a report that was not taken yet. */
    boolean hasReport() {
        return report.get() != null;
    }

    /** Polls once, or takes what the provider has reported instead. A failure is thrown to the reader. */
    void poll(boolean longPoll) {
        try {
            polled = isClosed() ? null : next(report.getAndSet(null), longPoll);
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            failure = new IllegalStateException("The poll ended with " + e, e);
        }
    }

    private @Nullable GenerationEvent next(@Nullable Report reported, boolean longPoll) {
        Generation now = reported == null || !reported.isNewsAfter(current()) ? null : reported.state();
        if (now != null) {
            return poller.take(now);
        }
        polledAt = time.nanos();
        return poller.poll(longPoll);
    }

    /** Whether there is something to read: the last poll found an event or failed, or the observation was closed. */
    boolean hasResult() {
        return polled != null || failure != null || isClosed();
    }

    /** The id with which it began. */
    String id() {
        return id;
    }

    boolean asksProvider() {
        return poller.asksProvider();
    }

    boolean canLongPoll() {
        return poller.canLongPoll();
    }

    /**
     * How long to wait before the next poll. Reports without a state, which anybody may send, do not flood the provider, and do not
     * shorten the wait that it asks for.
     */
    Duration delay() {
        Report next = report.get();
        if (next == null) {
            return poller.delay();
        }
        if (next.isNewsAfter(current()) && next.state() != null) {
            return Duration.ZERO;
        }
        Duration sincePoll = Duration.ofNanos(time.nanos() - polledAt);
        Duration rest = poller.requestedDelay().minus(sincePoll);
        return rest.isNegative() ? Duration.ZERO : rest;
    }

    @Override
    boolean mayPollRarely() {
        return onDemand && client.webhooks().areArriving();
    }

    @Override
    void release() {
        onClose.run();
    }
}
