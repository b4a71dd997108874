package io.camelgenai.tracking.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.provider.FrameReader;
import io.camelgenai.provider.StreamMapping.Frame;
import io.camelgenai.sse.ServerSentEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sees what happens by reading the event stream of a generation. A stream that ends without its terminal marker proves
 * nothing: the state is asked for, and where the provider can, the stream is read on from where it broke. Where it can not,
 * the rest is seen by looking; text that came only by the stream is then not whole.
 */
public final class StreamObservation extends Observation {

    /** How often a stream may be opened again in vain, when there is a sign that it will not get better. */
    private static final int MAX_FUTILE_ATTEMPTS = 3;

    private final FrameReader frames;
    private final Deque<GenerationEvent> early = new ArrayDeque<>();
    private final StreamReconnector reconnector;
    private volatile @Nullable EventStream stream;
    private @Nullable Poller poller;
    private long openedAt;
    private long requestedAt;
    private boolean started;
    private @Nullable Duration requestedRetryDelay;
    private int futileAttempts;
    private long earlyChars;

    StreamObservation(ProviderClient client, Generation known, Time time) {
        super(client, known, time);
        this.frames = Objects.requireNonNull(client.descriptor().stream()).reader();
        this.reconnector = new StreamReconnector(client);
    }

    /**
     * Creates a generation by opening its stream, and reads it until it tells the id.
     *
     * @throws GenAiException when the stream does not open, or ends before that
     */
    public static StreamObservation create(ProviderClient client, CreateRequest asked, Time time) {
        Generation expected = Generation.of(client.descriptor().name())
                .model(asked.model())
                .status(GenerationStatus.QUEUED)
                .build();
        StreamObservation observation = new StreamObservation(client, expected, time);
        try {
            observation.requestedAt = time.nanos();
            EventStream opened = client.createStream(asked, observation.cancellation);
            observation.stream = opened;
            observation.openedAt = time.nanos();
            observation.reconnector.openedByCreate();
            while (observation.current().id() == null && !observation.state.isTerminal()) {
                GenerationEvent event = observation.read(opened);
                if (event != null) {
                    observation.keepEarly(event);
                }
            }
            return observation;
        } catch (RuntimeException e) {
            observation.close();
            throw e;
        }
    }

    /** What came before the id is told later, and has to be kept: not without bound. */
    private void keepEarly(GenerationEvent event) {
        early.add(event);
        earlyChars += event.data() == null ? 0 : event.data().length();
        long most = client.settings().limits().maxResponseBytes();
        if (earlyChars > most) {
            throw new StreamLimitException(
                    "The stream of " + client.descriptor().name() + " brought more than " + most
                            + " characters and no id. Raise the option maxResponseSize if it has to",
                    Where.provider(client.descriptor().name()),
                    null);
        }
    }

    /**
     * Opens the stream now, for a caller that wants to hear at once when that fails.
     *
     * @throws GenAiException when the stream does not open
     */
    StreamObservation open() {
        try {
            connected();
            return this;
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
                GenerationEvent event = read(connected());
                if (event != null) {
                    return event;
                }
            } catch (StreamLimitException e) {
                client.listener().streamInterrupted(client.settings(), e);
                throw e;
            } catch (GenAiException e) {
                GenerationEvent end = isClosed() ? null : reconcile(e);
                if (end != null) {
                    return end;
                }
            }
        }
        return null;
    }

    private EventStream connected() {
        EventStream open = stream;
        if (open == null && isClosed()) {
            throw interrupted("it was closed from our side", null);
        }
        if (open == null) {
            requestedAt = started ? requestedAt : time.nanos();
            open = reconnector.open(Objects.requireNonNull(state.current().id()), cancellation);
            openedAt = time.nanos();
            stream = open;
            if (isClosed()) {
                release();
            }
        }
        return open;
    }

    @Override
    boolean isStreamOpen() {
        return stream != null;
    }

    @Override
    void release() {
        EventStream open = stream;
        if (open != null) {
            stream = null;
            if (isFinished()) {
                open.finish();
            } else {
                open.close();
            }
        }
    }

    /** The event of the next frame; null for a frame that means nothing, or that was seen before. */
    private @Nullable GenerationEvent read(EventStream open) {
        ServerSentEvent frame = open.next();
        if (frame == null) {
            return unfinished(open);
        }
        Frame meaning = interpret(frame);
        if (!meaning.ignored()) {
            open.markMeaningful();
            begin();
        }
        return event(meaning, frame);
    }

    private void begin() {
        if (!started) {
            started = true;
            client.listener().firstEvent(client.settings(), Duration.ofNanos(time.nanos() - requestedAt));
        }
    }

    private @Nullable GenerationEvent event(Frame meaning, ServerSentEvent frame) {
        if (reconnector.position().advance(meaning, frame.id())) {
            failureBudget.progress();
            futileAttempts = 0;
            return state.frame(meaning, frame.data());
        }
        return reconnector.position().hasDiverged() ? eventsLost("it does not go on where it broke") : null;
    }

    /** The exact terminal marker counts without its blank line. What was cut may be no JSON any more; then it is none. */
    private GenerationEvent unfinished(EventStream open) {
        ServerSentEvent rest = open.unfinished();
        try {
            Frame last = rest == null ? null : frames.read(rest.event(), rest.data());
            boolean isMarker = last != null && last.type().isTerminal();
            GenerationEvent event = rest == null || last == null || !isMarker ? null : event(last, rest);
            if (event != null) {
                return event;
            }
        } catch (JsonProcessingException cut) {
            throw interrupted("it ended within a frame", null);
        }
        throw interrupted("it ended without the provider's terminal marker", null);
    }

    private Frame interpret(ServerSentEvent frame) {
        try {
            return frames.read(frame.event(), frame.data());
        } catch (JsonProcessingException e) {
            throw interrupted("frame '" + frame.event() + "' is not JSON", e);
        }
    }

    /** The stream broke: asks what became of the generation. Null when it has to be read or looked at further. */
    private @Nullable GenerationEvent reconcile(GenAiException cause) {
        reportInterruption(cause);
        if (cause.getCause() instanceof JsonProcessingException && ++futileAttempts >= MAX_FUTILE_ATTEMPTS) {
            return cut(cause.getMessage());
        }
        reconnector.failed(cause);
        if (client.descriptor().calls().get() == null) {
            return reconnector.canOpen() ? afterFailure(cause, requestedRetryDelay) : cut(cause.getMessage());
        }
        if (client.descriptor().calls().stream() == null) {
            switchToPolling();
            return null;
        }
        Generation seen;
        try {
            seen = client.get(state.current(), cancellation).generation();
        } catch (GenAiException e) {
            return isClosed() ? null : afterFailure(e, requestedRetryDelay);
        }
        return continueAfter(seen, cause);
    }

    private @Nullable GenerationEvent continueAfter(Generation seen, GenAiException cause) {
        boolean complete = seen.status() == GenerationStatus.COMPLETED;
        boolean holdsText = client.descriptor().generation().holdsText();
        boolean textIsLost = complete && seen.text() == null && (state.hasText() || !holdsText);
        if (!textIsLost) {
            state.note(seen);
        }
        if (seen.isTerminal() && !textIsLost) {
            return state.currentEvent();
        }
        if (!reconnector.canOpen()) {
            return eventsLost(cause.getMessage());
        }
        return textIsLost && ++futileAttempts >= MAX_FUTILE_ATTEMPTS
                ? cut(cause.getMessage())
                : afterFailure(cause, requestedRetryDelay);
    }

    private void reportInterruption(GenAiException cause) {
        EventStream broken = stream;
        if (broken != null) {
            client.listener().streamInterrupted(client.settings(), cause);
        }
        requestedRetryDelay = broken == null ? null : broken.requestedRetryDelay();
        if (broken != null && time.nanos() - openedAt >= FailureBudget.HEALTHY.toNanos()) {
            failureBudget.healthy();
        }
        release();
    }

    /** Events are lost. What the provider still tells of the generation itself is looked at, from its present state on. */
    private GenerationEvent eventsLost(@Nullable String why) {
        release();
        boolean tellsAll = client.descriptor().calls().get() != null
                && (client.descriptor().generation().holdsText() || !state.hasText());
        if (!tellsAll) {
            return cut(why);
        }
        switchToPolling();
        return state.currentEvent();
    }

    private void switchToPolling() {
        state.textIncomplete();
        poller = new Poller(this, true);
    }

    private GenerationEvent cut(@Nullable String why) {
        return declare(new GenerationError(GenerationError.STREAM_CUT, why, true));
    }

    private GenAiException interrupted(String why, @Nullable Throwable cause) {
        Generation known = state.current();
        return new GenAiException(
                "The stream of generation " + known.id() + " of " + known.provider() + " broke: " + why,
                Where.generation(known.provider(), known.id()),
                cause);
    }
}
