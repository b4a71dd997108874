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
import io.camelgenai.provider.Calls.Attach;
import io.camelgenai.provider.Calls.Replay;
import io.camelgenai.provider.StreamLayout;
import io.camelgenai.provider.StreamLayout.Frame;
import io.camelgenai.sse.ServerSentEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Sees what happens by reading the event stream of a generation. A stream that ends without its terminal marker proves
 * nothing: the state is asked for, and where the provider replays, the stream is opened again and read on from where it
 * broke.
 */
final class StreamObservation extends Observation {

    /** How often a generation that is said to be complete may show a stream that is not. */
    private static final int VAIN_REPLAYS = 3;

    private final StreamLayout layout;
    private final Deque<GenerationEvent> early = new ArrayDeque<>();
    private final ReplayPosition position = new ReplayPosition();
    private volatile @Nullable EventConnection connection;
    private @Nullable Looks looks;
    private int vainReplays;

    StreamObservation(ProviderClient client, Generation known, Time time) {
        super(client, known, time);
        this.layout = Objects.requireNonNull(client.descriptor().stream());
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
            EventConnection opened = client.createStream(asked, observation.cancellation);
            observation.connection = opened;
            while (observation.soFar().id() == null && !observation.state.isTerminal()) {
                GenerationEvent event = observation.read(opened);
                if (event != null) {
                    observation.early.add(event);
                }
            }
            return observation;
        } catch (RuntimeException e) {
            observation.close();
            throw e;
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
        if (open == null) {
            open = client.attach(Objects.requireNonNull(state.soFar().id()), cancellation);
            position.rewind();
            connection = open;
            if (isClosed()) {
                release();
            }
        }
        return open;
    }

    @Override
    void release() {
        EventConnection open = connection;
        if (open != null) {
            open.close();
            connection = null;
        }
    }

    /** The event of the next frame; null for a frame that means nothing, or that was seen before. */
    private @Nullable GenerationEvent read(EventConnection open) {
        ServerSentEvent frame = open.next();
        if (frame == null) {
            frame = open.unfinished();
            Frame last = frame == null ? null : interpretUnfinished(frame);
            if (frame == null || last == null || !last.type().isTerminal()) {
                throw broken("it ended without the provider's terminal marker", null);
            }
            return state.frame(last, frame.data());
        }
        Frame meaning = interpret(frame);
        if (meaning == null) {
            return null;
        }
        open.counts();
        if (position.advance(meaning)) {
            reached();
            vainReplays = 0;
            return state.frame(meaning, frame.data());
        }
        if (position.hasDiverged()) {
            return cut("the provider's replay does not begin as it did before");
        }
        return null;
    }

    private @Nullable Frame interpret(ServerSentEvent frame) {
        try {
            return layout.interpret(frame.event(), frame.data());
        } catch (JsonProcessingException e) {
            throw broken("frame '" + frame.event() + "' is not JSON", e);
        }
    }

    /** What was cut may be no JSON any more; then it is no marker either. */
    private @Nullable Frame interpretUnfinished(ServerSentEvent frame) {
        try {
            return layout.interpret(frame.event(), frame.data());
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** The stream broke: asks what became of the generation. Null when it has to be read or looked at further. */
    private @Nullable GenerationEvent reconcile(GenAiException cause) {
        release();
        if (client.descriptor().calls().get() == null) {
            return replays() ? missed(cause) : cut(String.valueOf(cause.getMessage()));
        }
        if (client.descriptor().calls().stream() == null) {
            looks = new Looks(this, true);
            return null;
        }
        Generation seen;
        try {
            seen = client.get(state.soFar(), cancellation).generation();
        } catch (GenAiException e) {
            return isClosed() ? null : missed(e);
        }
        if (seen.status() != GenerationStatus.COMPLETED) {
            state.seen(seen);
            return seen.isTerminal() ? state.present() : missed(cause);
        }
        if (client.descriptor().generation().holdsText()) {
            state.seen(seen);
            return state.present();
        }
        if (!replays() || ++vainReplays >= VAIN_REPLAYS) {
            return cut(String.valueOf(cause.getMessage()));
        }
        return missed(cause);
    }

    private boolean replays() {
        Attach stream = client.descriptor().calls().stream();
        return stream != null && stream.replay() == Replay.ALL;
    }

    private GenerationEvent cut(String why) {
        return state.declare(GenerationStatus.INCOMPLETE, new GenerationError(GenerationError.STREAM_CUT, why, true));
    }

    private GenAiException broken(String why, @Nullable Throwable cause) {
        Generation known = state.soFar();
        return new GenAiException(
                "The stream of generation " + known.id() + " of " + known.provider() + " broke: " + why,
                Where.generation(known.provider(), known.id()),
                cause);
    }
}
