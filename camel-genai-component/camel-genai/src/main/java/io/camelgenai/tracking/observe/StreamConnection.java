package io.camelgenai.tracking.observe;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.client.Cancellation;
import io.camelgenai.client.EventStream;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.provider.Frame;
import io.camelgenai.provider.FrameReader;
import io.camelgenai.provider.ProviderOperations.Attach;
import io.camelgenai.sse.ServerSentEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one generation, over as many connections as it takes: opens it, and turns its frames into events, each once.
 * For one thread; only {@link #release} may be called from any thread.
 */
final class StreamConnection {

    private final ProviderClient client;
    private final ObservedState state;
    private final Time time;
    private final Cancellation cancellation;
    private final FrameReader frames;
    private final ReplayCursor cursor;
    private volatile @Nullable EventStream stream;

    /** What followed the last frame in its event. */
    private @Nullable ServerSentEvent rest;

    /** Whether the event without a blank line at the end of the response was read. */
    private boolean endRead;

    private long requestedAt;
    private long openedAt;
    private boolean hasStarted;

    StreamConnection(ProviderClient client, ObservedState state, Time time, Cancellation cancellation) {
        this.client = client;
        this.state = state;
        this.time = time;
        this.cancellation = cancellation;
        this.frames = client.descriptor().frames().reader();
        Attach attach = client.descriptor().operations().stream();
        this.cursor = new ReplayCursor(
                attach == null || attach.resume() == null
                        ? null
                        : attach.resume().after());
    }

    /** Reads the stream with which the provider answered the create. */
    void created(EventStream answer, long sentAt) {
        requestedAt = sentAt;
        opened(answer);
    }

    /** @param resume whether after the last event, and not from the beginning */
    void open(boolean resume) throws StreamEndedException {
        Generation known = state.current();
        String after = resume ? cursor.cursor() : null;
        requestedAt = hasStarted ? requestedAt : time.nanos();
        try {
            opened(after == null ? client.attach(known, cancellation) : client.resume(known, after, cancellation));
        } catch (GenAiException e) {
            boolean refused = after != null && e.getFailureKind().refusesCursor();
            throw new StreamEndedException(refused ? new StreamEnd.CursorRefused(e) : new StreamEnd.NotOpened(e));
        }
        if (after == null) {
            cursor.rewind();
        } else {
            cursor.resume();
        }
    }

    private void opened(EventStream open) {
        rest = null;
        endRead = false;
        openedAt = time.nanos();
        stream = open;
    }

    /** Waits for the next frame. Returns its event, or null for a frame without a meaning or that was read before. */
    @Nullable
    GenerationEvent read() throws StreamEndedException {
        EventStream open = stream;
        if (open == null) {
            throw closedByUs();
        }
        try {
            ServerSentEvent frame = rest == null ? open.next() : rest;
            return frame == null ? lastEvent(open) : event(open, frame);
        } catch (StreamLimitException e) {
            throw new StreamEndedException(new StreamEnd.LimitExceeded(e));
        } catch (GenAiException e) {
            throw e.getFailureKind() == FailureKind.INTERNAL
                    ? internalFailure(e)
                    : new StreamEndedException(new StreamEnd.Cut(e));
        } catch (RuntimeException | StackOverflowError e) {
            throw internalFailure(e);
        }
    }

    /** The frame is lost, with whatever text it had. */
    private StreamEndedException internalFailure(Throwable bug) {
        state.textLost();
        Generation known = state.current();
        return new StreamEndedException(new StreamEnd.InternalFailure(
                client.bugs().failure("Reading a frame", Where.generation(known.provider(), known.id()), bug)));
    }

    private @Nullable GenerationEvent event(EventStream open, ServerSentEvent received) throws StreamEndedException {
        Frame frame = parse(received);
        if (!frame.ignored()) {
            open.markMeaningful();
            reportFirstEvent();
        }
        return eventIfNew(frame, received);
    }

    private @Nullable GenerationEvent eventIfNew(Frame frame, ServerSentEvent received) throws StreamEndedException {
        if (cursor.advance(frame, frames.eventId(received.id()))) {
            if (state.hasToAsk(frame)) {
                throw new StreamEndedException(new StreamEnd.NoWordOfSuccess(
                        interrupted("its end marker came without a word of success", null)));
            }
            String data = frames.data(received.data());
            if (!frames.onlyTextIsNew()) {
                state.assemble(frame, data);
            }
            return state.frame(frame, data);
        }
        if (cursor.hasDiverged()) {
            throw new StreamEndedException(
                    new StreamEnd.Gap(interrupted("it does not continue where it was interrupted", null)));
        }
        return null;
    }

    private Frame parse(ServerSentEvent received) throws StreamEndedException {
        try {
            return read(received);
        } catch (JsonProcessingException e) {
            throw new StreamEndedException(
                    new StreamEnd.UnparseableFrame(interrupted("frame '" + received.event() + "' is not JSON", e)));
        }
    }

    private Frame read(ServerSentEvent received) throws JsonProcessingException {
        rest = null;
        Frame frame = frames.read(received.event(), received.data());
        String others = frames.rest();
        rest = others == null ? null : new ServerSentEvent(received.id(), received.event(), others);
        return frame;
    }

    private void reportFirstEvent() {
        if (!hasStarted) {
            hasStarted = true;
            client.listener().firstEvent(client.settings(), Duration.ofNanos(time.nanos() - requestedAt));
        }
    }

    /**
     * A complete terminal marker counts without its blank line, and so does any frame where the end of the response is the marker.
     * The rest of a cut frame may not be JSON.
     */
    private GenerationEvent lastEvent(EventStream open) throws StreamEndedException {
        String why = "it ended without the provider's terminal marker";
        try {
            ServerSentEvent last = endRead ? null : open.unfinished();
            endRead = true;
            if (last != null) {
                Frame frame = read(last);
                boolean isWhole = frame.type().isTerminal() || rest != null || endsWithResponse();
                GenerationEvent event = isWhole ? eventIfNew(frame, last) : null;
                if (event != null) {
                    return event;
                }
            }
            GenerationEvent end = state.responseEnd();
            if (end != null) {
                return end;
            }
        } catch (JsonProcessingException cut) {
            why = "it ended within a frame";
        }
        throw new StreamEndedException(new StreamEnd.NoTerminalMarker(interrupted(why, null)));
    }

    private boolean endsWithResponse() {
        return client.descriptor().frames().endsWithResponse();
    }

    StreamEndedException closedByUs() {
        return new StreamEndedException(new StreamEnd.ClosedByUs(interrupted("it was closed from our side", null)));
    }

    private GenAiException interrupted(String why, @Nullable Throwable cause) {
        Generation known = state.current();
        return new GenAiException(
                "The stream of generation " + known.id() + " of " + known.provider() + " was interrupted: " + why,
                Where.generation(known.provider(), known.id()),
                cause);
    }

    /** May be called from any thread. */
    boolean isOpen() {
        return stream != null;
    }

    /** Whether the stream can be resumed after the last event. */
    boolean hasCursor() {
        return cursor.cursor() != null;
    }

    /** How long the stream has been open. */
    Duration age() {
        return Duration.ofNanos(time.nanos() - openedAt);
    }

    /** The reconnection time that the open stream asked for, or null. */
    @Nullable
    Duration requestedRetryDelay() {
        EventStream open = stream;
        return open == null ? null : open.requestedRetryDelay();
    }

    /**
     * Releases the connection. May be called from any thread, and more than once.
     *
     * @param finished whether the terminal event was read, so that the connection can be used again
     */
    void release(boolean finished) {
        EventStream open = stream;
        if (open != null) {
            stream = null;
            if (finished) {
                open.finish();
            } else {
                open.close();
            }
        }
    }
}
