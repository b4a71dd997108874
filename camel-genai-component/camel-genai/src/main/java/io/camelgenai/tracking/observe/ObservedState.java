package io.camelgenai.tracking.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.provider.StreamMapping.Frame;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What one observation knows of its generation, and the events that it makes of it. Text is put together on the side and
 * becomes part of the state with the end, so that a long text is not copied with each of its pieces.
 */
final class ObservedState {

    /** The name of an event that was seen by asking, and not told by the provider. */
    static final String POLLED = "status";

    private static final GenerationError TEXT_CUT = new GenerationError(
            GenerationError.STREAM_CUT,
            "Its stream broke, and the provider completed it without telling its text again",
            true);

    private final ProviderClient client;
    private final long maxTextChars;
    private final StringBuilder text = new StringBuilder();
    private boolean textIncomplete;
    private volatile Generation generation;
    private final AtomicLong events = new AtomicLong();

    ObservedState(ProviderClient client, Generation known) {
        this.client = client;
        this.maxTextChars = client.settings().limits().maxResponseBytes();
        this.generation = known;
    }

    /** The state so far, with the text so far. May be asked from any thread. */
    Generation current() {
        return generation;
    }

    /** How many events there were so far. May be asked from any thread. */
    long events() {
        return events.get();
    }

    boolean isTerminal() {
        return generation.isTerminal();
    }

    /** Whether the stream has brought text. */
    boolean hasText() {
        return !text.isEmpty();
    }

    /** The stream is not read to its end: what it brought of the text is not the whole. */
    void textIncomplete() {
        textIncomplete = true;
    }

    /** A frame of the stream arrived. */
    GenerationEvent frame(Frame frame, String data) {
        apply(frame);
        GenerationEventType type = frame.type() == GenerationEventType.STATUS && frame.document() != null
                ? GenerationEventType.ofStatus(generation.status())
                : frame.type();
        if (type.isTerminal()) {
            finish(frame, type);
            type = GenerationEventType.ofStatus(generation.status());
        }
        return event(type, frame.name(), frame.text(), data);
    }

    private void apply(Frame frame) {
        if (frame.text() != null && frame.type() == GenerationEventType.TEXT) {
            append(frame.text());
        }
        if (frame.document() != null) {
            generation = client.read(frame.document(), generation);
        }
        if (frame.id() != null && generation.id() == null) {
            generation = generation.with().id(frame.id()).build();
        }
        boolean tells = frame.finishReason() != null
                || frame.error() != null
                || !frame.usage().isUnknown();
        boolean begins = generation.status() == GenerationStatus.QUEUED;
        if (tells || begins) {
            Generation before = generation;
            generation = before.with()
                    .status(begins ? GenerationStatus.RUNNING : before.status())
                    .usage(frame.usage().orElse(before.usage()))
                    .finishReason(frame.finishReason() != null ? frame.finishReason() : before.finishReason())
                    .error(frame.error() != null ? client.redacted(frame.error()) : before.error())
                    .build();
        }
    }

    private void append(String piece) {
        if (text.length() + piece.length() > maxTextChars) {
            throw new StreamLimitException(
                    "The text of generation " + generation.id() + " is longer than " + maxTextChars
                            + " characters. Raise the option maxResponseSize if it has to be",
                    Where.generation(generation.provider(), generation.id()),
                    null);
        }
        text.append(piece);
    }

    private void finish(Frame frame, GenerationEventType type) {
        GenerationStatus told = generation.isTerminal() && frame.document() != null
                ? generation.status()
                : GenerationStatus.valueOf(type.name());
        end(client.descriptor().generation().afterReason(told, generation.finishReason()), generation.error());
    }

    /** A look showed this. Null where it shows nothing new. */
    @Nullable
    GenerationEvent polled(Generation now) {
        boolean changed = now.status() != generation.status()
                || !String.valueOf(now.providerStatus()).equals(String.valueOf(generation.providerStatus()))
                || !String.valueOf(now.progress()).equals(String.valueOf(generation.progress()));
        note(now);
        return changed || now.isTerminal() ? currentEvent() : null;
    }

    /** This is the state by now, and nobody is told. */
    void note(Generation now) {
        generation = now;
    }

    /** An event that tells the present state. */
    GenerationEvent currentEvent() {
        if (generation.isTerminal()) {
            end(generation.status(), generation.error());
        }
        JsonNode raw = generation.raw();
        return event(
                GenerationEventType.ofStatus(generation.status()), POLLED, null, raw == null ? null : raw.toString());
    }

    /** The last event of a generation whose end we declare. */
    GenerationEvent declare(GenerationStatus status, GenerationError error) {
        end(status, error);
        return event(GenerationEventType.ofStatus(status), POLLED, null, null);
    }

    private void end(GenerationStatus told, @Nullable GenerationError why) {
        boolean cut = textIncomplete && told == GenerationStatus.COMPLETED && generation.text() == null && hasText();
        GenerationStatus status = cut ? GenerationStatus.INCOMPLETE : told;
        GenerationError error = cut ? TEXT_CUT : why;
        generation = generation
                .with()
                .status(status)
                .error(error == null && status == GenerationStatus.FAILED ? GenerationError.UNSPECIFIED : error)
                .text(generation.text() == null && !text.isEmpty() ? text.toString() : generation.text())
                .build();
    }

    private GenerationEvent event(
            GenerationEventType type, String name, @Nullable String piece, @Nullable String data) {
        // One thread writes, and a stream brings a million a second: an ordered write is all that those who ask need.
        long sequence = events.getPlain();
        events.lazySet(sequence + 1);
        return new GenerationEvent(generation.id(), sequence, type, name, piece, generation, data);
    }
}
