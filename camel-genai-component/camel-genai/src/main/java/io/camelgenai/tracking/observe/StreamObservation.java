package io.camelgenai.tracking.observe;

import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.EventStream;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.LocalId;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.tracking.observe.ReconnectPolicy.Action;
import io.camelgenai.tracking.observe.ReconnectPolicy.Capabilities;
import io.camelgenai.tracking.observe.ReconnectPolicy.Decision;
import io.camelgenai.tracking.observe.ReconnectPolicy.PollOutcome;
import io.camelgenai.tracking.observe.ReconnectPolicy.Position;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Observes a generation by its event stream. {@link ReconnectPolicy} decides what follows when the stream ends early. */
public final class StreamObservation extends Observation {

    private final StreamConnection connection;
    private final Deque<GenerationEvent> early = new ArrayDeque<>();
    private ReconnectPolicy policy;
    private boolean resume;
    private @Nullable Poller poller;

    StreamObservation(ProviderClient client, Generation known, Time time) {
        super(client, known, time);
        this.connection = new StreamConnection(client, state, time, cancellation);
        this.policy = ReconnectPolicy.of(Capabilities.of(client.descriptor()));
    }

    /**
     * Reads the stream with which the provider answered a create until it contains the id or has ended.
     *
     * @param answer the open stream, which this method closes where it fails
     * @param sentAt when the create was sent, in nanoseconds of the clock
     * @throws GenAiException when the stream does not show whether a generation was created
     */
    public static StreamObservation create(
            ProviderClient client, CreateRequest request, EventStream answer, long sentAt, Time time) {
        boolean choosesId = client.descriptor().operations().create().idempotency() != null;
        Generation expected = Generation.of(client.descriptor().name())
                .id(choosesId ? request.clientId() : null)
                .model(request.model())
                .status(GenerationStatus.QUEUED)
                .build();
        StreamObservation observation = new StreamObservation(client, expected, time);
        try {
            observation.connection.created(answer, sentAt);
            observation.policy = observation.policy.afterOpening();
            observation.readUntilId();
            return observation;
        } catch (RuntimeException e) {
            observation.close();
            throw e;
        }
    }

    private void readUntilId() {
        GenAiException cut = null;
        try {
            keepUntilId();
        } catch (StreamEndedException e) {
            cut = e.end().cause();
        }
        if (current().id() == null) {
            endWithoutId(cut);
        }
    }

    /** Keeps the events before the id for the reader, within a limit. */
    private void keepUntilId() throws StreamEndedException {
        long limit = client.settings().limits().maxResponseBytes();
        long chars = 0;
        while (current().id() == null && !state.isTerminal()) {
            GenerationEvent event = identified(connection.read());
            if (event != null) {
                early.add(event);
                chars += event.data() == null ? 0 : event.data().length();
            }
            if (chars > limit) {
                throw new StreamLimitException(
                        "The stream of " + client.descriptor().name() + " sent more than " + limit
                                + " characters and no id. Raise the option maxResponseSize if it has to",
                        Where.provider(client.descriptor().name()),
                        null);
            }
        }
    }

    /** A provider without ids accepts by its first event: nothing that follows would show more. */
    private @Nullable GenerationEvent identified(@Nullable GenerationEvent event) {
        if (event == null
                || event.isTerminal()
                || client.descriptor().generation().hasIds()) {
            return event;
        }
        state.identify(LocalId.next());
        return event.with(current());
    }

    /** The whole answer has been read: nothing more is asked for, and the connection is released. */
    private void endWithoutId(@Nullable GenAiException cut) {
        List<String> documents = early.stream()
                .map(GenerationEvent::data)
                .filter(Objects::nonNull)
                .toList();
        if (cut != null && documents.isEmpty()) {
            throw cut;
        }
        boolean ended = state.isTerminal();
        Generation created = client.created(current(), documents, cut);
        state.note(created);
        GenerationError error = created.error();
        if (!ended && error != null) {
            early.add(state.declare(GenerationStatus.FAILED, error));
        }
        early.addLast(early.removeLast().with(current()));
        connection.release(created.status() == GenerationStatus.COMPLETED);
    }

    /**
     * Opens the stream now, for a caller that needs to know at once whether it opens.
     *
     * @throws GenAiException when the stream does not open
     */
    StreamObservation open() {
        try {
            connect();
            return this;
        } catch (StreamEndedException e) {
            close();
            throw e.end().cause();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    @Nullable
    GenerationEvent advance() {
        if (!early.isEmpty()) {
            return early.remove();
        }
        while (!isClosed()) {
            if (poller != null) {
                return poller.next();
            }
            try {
                GenerationEvent event = connection.isOpen() || client.knowsStream(current()) ? read() : locate();
                if (event != null) {
                    return event;
                }
            } catch (StreamEndedException e) {
                GenerationEvent event = continueAfter(e.end());
                if (event != null) {
                    return event;
                }
            }
        }
        return null;
    }

    /**
     * Asks for the state, which has the address of the stream. Where a state is known without one there is no stream, and polling
     * shows the rest.
     */
    private @Nullable GenerationEvent locate() {
        if (current().raw() != null) {
            poller = new Poller(this, true);
            return null;
        }
        try {
            state.note(client.get(current(), cancellation).generation());
            return state.isTerminal() ? state.currentEvent() : null;
        } catch (RuntimeException | StackOverflowError e) {
            return isClosed() ? null : retryAfter(failureOf("A poll", e), null);
        }
    }

    private @Nullable GenerationEvent read() throws StreamEndedException {
        if (!connection.isOpen()) {
            connect();
        }
        GenerationEvent event = connection.read();
        if (event != null) {
            failureBudget = failureBudget.afterProgress();
            policy = policy.afterEvent();
        }
        return event;
    }

    /** A thread that closes the observation meanwhile finds no stream to release: it is released here. */
    private void connect() throws StreamEndedException {
        if (isClosed()) {
            throw connection.closedByUs();
        }
        connection.open(resume);
        policy = policy.afterOpening();
        if (isClosed()) {
            release();
        }
    }

    /** Returns the event to report, or null when the reading, or the polling, continues. */
    private @Nullable GenerationEvent continueAfter(StreamEnd end) {
        boolean closed = isClosed() && !(end instanceof StreamEnd.LimitExceeded);
        Action action = take(policy.after(closed ? new StreamEnd.ClosedByUs(end.cause()) : end, position()));
        if (action == Action.STOP) {
            return null;
        }
        Duration requestedDelay = endConnection(end);
        return action == Action.ASK ? ask(end, requestedDelay) : perform(action, end, end.cause(), requestedDelay);
    }

    /** Asks for the state until it is known, or the stream can be reopened without it. */
    private @Nullable GenerationEvent ask(StreamEnd end, @Nullable Duration requestedDelay) {
        while (!isClosed()) {
            GenAiException failure = end.cause();
            PollOutcome outcome;
            try {
                outcome = note(client.get(current(), cancellation).generation());
            } catch (RuntimeException | StackOverflowError e) {
                failure = failureOf("A poll", e);
                outcome = PollOutcome.FAILED;
            }
            if (outcome == PollOutcome.FAILED && isClosed()) {
                return null;
            }
            Action action = take(policy.afterPoll(outcome, position()));
            GenerationEvent event = perform(action, end, failure, requestedDelay);
            if (action != Action.ASK || event != null) {
                return event;
            }
        }
        return null;
    }

    /** @param failure the failure after which a retry waits: the end, or the failure of the poll that followed */
    private @Nullable GenerationEvent perform(
            Action action, StreamEnd end, GenAiException failure, @Nullable Duration requestedDelay) {
        return switch (action) {
            case RESUME, RESTART, ASK -> {
                resume = action == Action.RESUME;
                yield retryAfter(failure, requestedDelay);
            }
            case CONFIRM -> {
                poller = new Poller(this, true);
                yield null;
            }
            case POLL, REPORT_AND_POLL -> {
                state.outputIncomplete();
                poller = new Poller(this, true);
                yield action == Action.POLL ? null : state.currentEvent();
            }
            case COMPLETE -> state.currentEvent();
            case DECLARE ->
                declare(new GenerationError(
                        GenerationError.STREAM_CUT, end.cause().getMessage(), true));
            case FAIL -> throw end.cause();
            case STOP -> null;
        };
    }

    private Action take(Decision decision) {
        policy = decision.next();
        return decision.action();
    }

    private Position position() {
        return new Position(connection.hasCursor(), state.hasOutput());
    }

    /** Releases the connection. Returns the reconnection time that the stream asked for, or null. */
    private @Nullable Duration endConnection(StreamEnd end) {
        boolean whole = end instanceof StreamEnd.NoWordOfSuccess;
        boolean ours = end instanceof StreamEnd.Gap || end instanceof StreamEnd.InternalFailure;
        boolean interrupted = connection.isOpen() && !whole && !ours;
        Duration requestedDelay = connection.requestedRetryDelay();
        if (interrupted) {
            client.listener().streamInterrupted(client.settings(), end.cause());
        }
        if (interrupted && connection.age().compareTo(FailureBudget.HEALTHY) >= 0) {
            failureBudget = failureBudget.afterHealth();
        }
        connection.release(whole);
        return requestedDelay;
    }

    /** A COMPLETED state without what the stream brought, or was to bring, is not taken over. */
    private PollOutcome note(Generation polled) {
        boolean isExpected =
                state.hasOutput() || !client.descriptor().generation().hasText();
        boolean isEmpty = (polled.text() == null || polled.text().isEmpty())
                && polled.toolCalls().isEmpty()
                && !state.hasFilesOf(polled);
        if (polled.status() == GenerationStatus.COMPLETED && isEmpty && isExpected) {
            return PollOutcome.OUTPUT_MISSING;
        }
        state.note(polled);
        return polled.isTerminal() ? PollOutcome.TERMINAL : PollOutcome.NOT_TERMINAL;
    }

    @Override
    boolean isStreamOpen() {
        return connection.isOpen();
    }

    @Override
    void release() {
        connection.release(isFinished());
    }
}
