package io.camelgenai.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.client.EventConnection;
import io.camelgenai.client.NewGeneration;
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
import io.camelgenai.provider.StreamLayout.Frame;
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
final class StreamObservation extends Observation {

    /** How often a stream may be opened again in vain, when there is a sign that it will not get better. */
    private static final int VAIN_ATTEMPTS = 3;

    private final FrameReader frames;
    private final Deque<GenerationEvent> early = new ArrayDeque<>();
    private final StreamOpener opener;
    private volatile @Nullable EventConnection connection;
    private @Nullable Looks looks;
    private long openedAt;
    private long requestedAt;
    private boolean begun;
    private @Nullable Duration askedToWait;
    private int vainAttempts;
    private long earlyChars;

    StreamObservation(ProviderClient client, Generation known, Time time) {
        super(client, known, time);
        this.frames = Objects.requireNonNull(client.descriptor().stream()).reader();
        this.opener = new StreamOpener(client);
    }

    /**
     * Creates a generation by opening its stream, and reads it until it tells the id.
     *
     * @throws GenAiException when the stream does not open, or ends before that
     */
    static StreamObservation create(ProviderClient client, NewGeneration asked, Time time) {
        Generation expected = Generation.of(client.descriptor().name())
                .model(asked.model())
                .status(GenerationStatus.QUEUED)
                .build();
        StreamObservation observation = new StreamObservation(client, expected, time);
        try {
            observation.requestedAt = time.nanos();
            EventConnection opened = client.createStream(asked, observation.cancellation);
            observation.connection = opened;
            observation.openedAt = time.nanos();
            observation.opener.openedByCreate();
            while (observation.soFar().id() == null && !observation.state.isTerminal()) {
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
            if (looks != null) {
                return looks.next();
            }
            try {
                GenerationEvent event = read(connected());
                if (event != null) {
                    return event;
                }
            } catch (StreamLimitException e) {
                client.listener().broke(client.settings(), e);
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

    private EventConnection connected() {
        EventConnection open = connection;
        if (open == null && isClosed()) {
            throw broken("it was closed from our side", null);
        }
        if (open == null) {
            requestedAt = begun ? requestedAt : time.nanos();
            open = opener.open(Objects.requireNonNull(state.soFar().id()), cancellation);
            openedAt = time.nanos();
            connection = open;
            if (isClosed()) {
                release();
            }
        }
        return open;
    }

    @Override
    boolean isStreamOpen() {
        return connection != null;
    }

    @Override
    void release() {
        EventConnection open = connection;
        if (open != null) {
            connection = null;
            if (isOver()) {
                open.finish();
            } else {
                open.close();
            }
        }
    }

    /** The event of the next frame; null for a frame that means nothing, or that was seen before. */
    private @Nullable GenerationEvent read(EventConnection open) {
        ServerSentEvent frame = open.next();
        if (frame == null) {
            return unfinished(open);
        }
        Frame meaning = interpret(frame);
        if (!meaning.ignored()) {
            open.counts();
            begin();
        }
        return event(meaning, frame);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            client.listener().firstEvent(client.settings(), Duration.ofNanos(time.nanos() - requestedAt));
        }
    }

    private @Nullable GenerationEvent event(Frame meaning, ServerSentEvent frame) {
        if (opener.position().advance(meaning, frame.id())) {
            patience.progress();
            vainAttempts = 0;
            return state.frame(meaning, frame.data());
        }
        return opener.position().hasDiverged() ? lost("it does not go on where it broke") : null;
    }

    /** The exact terminal marker counts without its blank line. What was cut may be no JSON any more; then it is none. */
    private GenerationEvent unfinished(EventConnection open) {
        ServerSentEvent rest = open.unfinished();
        try {
            Frame last = rest == null ? null : frames.read(rest.event(), rest.data());
            boolean isMarker = last != null && last.type().isTerminal();
            GenerationEvent event = rest == null || last == null || !isMarker ? null : event(last, rest);
            if (event != null) {
                return event;
            }
        } catch (JsonProcessingException cut) {
            throw broken("it ended within a frame", null);
        }
        throw broken("it ended without the provider's terminal marker", null);
    }

    private Frame interpret(ServerSentEvent frame) {
        try {
            return frames.read(frame.event(), frame.data());
        } catch (JsonProcessingException e) {
            throw broken("frame '" + frame.event() + "' is not JSON", e);
        }
    }

    /** The stream broke: asks what became of the generation. Null when it has to be read or looked at further. */
    private @Nullable GenerationEvent reconcile(GenAiException cause) {
        noteBreak(cause);
        if (cause.getCause() instanceof JsonProcessingException && ++vainAttempts >= VAIN_ATTEMPTS) {
            return cut(cause.getMessage());
        }
        opener.failed(cause);
        if (client.descriptor().calls().get() == null) {
            return opener.canOpen() ? missed(cause, askedToWait) : cut(cause.getMessage());
        }
        if (client.descriptor().calls().stream() == null) {
            goOnByLooking();
            return null;
        }
        Generation seen;
        try {
            seen = client.get(state.soFar(), cancellation).generation();
        } catch (GenAiException e) {
            return isClosed() ? null : missed(e, askedToWait);
        }
        return goOn(seen, cause);
    }

    private @Nullable GenerationEvent goOn(Generation seen, GenAiException cause) {
        boolean complete = seen.status() == GenerationStatus.COMPLETED;
        boolean holdsText = client.descriptor().generation().holdsText();
        boolean textIsLost = complete && seen.text() == null && (state.hasText() || !holdsText);
        if (!textIsLost) {
            state.note(seen);
        }
        if (seen.isTerminal() && !textIsLost) {
            return state.present();
        }
        if (!opener.canOpen()) {
            return lost(cause.getMessage());
        }
        return textIsLost && ++vainAttempts >= VAIN_ATTEMPTS ? cut(cause.getMessage()) : missed(cause, askedToWait);
    }

    private void noteBreak(GenAiException cause) {
        EventConnection broken = connection;
        if (broken != null) {
            client.listener().broke(client.settings(), cause);
        }
        askedToWait = broken == null ? null : broken.askedToWait();
        if (broken != null && time.nanos() - openedAt >= Patience.HEALTHY.toNanos()) {
            patience.healthy();
        }
        release();
    }

    /** Events are lost. What the provider still tells of the generation itself is looked at, from its present state on. */
    private GenerationEvent lost(@Nullable String why) {
        release();
        boolean tellsAll = client.descriptor().calls().get() != null
                && (client.descriptor().generation().holdsText() || !state.hasText());
        if (!tellsAll) {
            return cut(why);
        }
        goOnByLooking();
        return state.present();
    }

    private void goOnByLooking() {
        state.textBroke();
        looks = new Looks(this, true);
    }

    private GenerationEvent cut(@Nullable String why) {
        return declare(new GenerationError(GenerationError.STREAM_CUT, why, true));
    }

    private GenAiException broken(String why, @Nullable Throwable cause) {
        Generation known = state.soFar();
        return new GenAiException(
                "The stream of generation " + known.id() + " of " + known.provider() + " broke: " + why,
                Where.generation(known.provider(), known.id()),
                cause);
    }
}
