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
 * The state of one generation as observed, and the events made from it. The text is collected separately and becomes part of
 * the state with the terminal event, so that a long text is not copied for each of its pieces. One thread writes.
 */
final class ObservedState {

    private static final GenerationError TEXT_CUT = new GenerationError(
            GenerationError.STREAM_CUT,
            "Its stream was interrupted, and the provider completed it without repeating its text",
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

    /** The state so far; streamed text is part of it only when terminal. May be called from any thread. */
    Generation current() {
        return generation;
    }

    /** The number of events so far. May be called from any thread. */
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

    /** The stream is not read any further: the collected text is not complete. */
    void textIncomplete() {
        textIncomplete = true;
    }

    /** Takes a frame of the stream, and returns its event. */
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
        boolean hasDetails = frame.finishReason() != null
                || frame.error() != null
                || !frame.usage().isUnknown();
        boolean starts = generation.status() == GenerationStatus.QUEUED;
        if (hasDetails || starts) {
            Generation before = generation;
            generation = before.with()
                    .status(starts ? GenerationStatus.RUNNING : before.status())
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
        GenerationStatus status = generation.isTerminal() && frame.document() != null
                ? generation.status()
                : GenerationStatus.valueOf(type.name());
        finish(client.descriptor().generation().statusFor(status, generation.finishReason()), generation.error());
    }

    /** Takes the result of a poll. Returns null where nothing has changed. */
    @Nullable
    GenerationEvent polled(Generation now) {
        boolean changed = now.status() != generation.status()
                || !String.valueOf(now.providerStatus()).equals(String.valueOf(generation.providerStatus()))
                || !String.valueOf(now.progress()).equals(String.valueOf(generation.progress()));
        note(now);
        return changed || now.isTerminal() ? currentEvent() : null;
    }

    /** Takes a state over without an event. */
    void note(Generation now) {
        generation = now;
    }

    /** An event that shows the current state. */
    GenerationEvent currentEvent() {
        if (generation.isTerminal()) {
            finish(generation.status(), generation.error());
        }
        JsonNode raw = generation.raw();
        return event(
                GenerationEventType.ofStatus(generation.status()),
                GenerationEvent.POLLED,
                null,
                raw == null ? null : raw.toString());
    }

    /** An event of a generation whose own events nobody stored. */
    GenerationEvent stored(GenerationEventType type, @Nullable String piece) {
        return event(type, GenerationEvent.POLLED, piece, null);
    }

    /** The terminal event of a generation whose terminal status the component declares. */
    GenerationEvent declare(GenerationStatus status, GenerationError error) {
        finish(status, error);
        return event(GenerationEventType.ofStatus(status), GenerationEvent.POLLED, null, null);
    }

    private void finish(GenerationStatus reported, @Nullable GenerationError reportedError) {
        boolean cut =
                textIncomplete && reported == GenerationStatus.COMPLETED && generation.text() == null && hasText();
        GenerationStatus status = cut ? GenerationStatus.INCOMPLETE : reported;
        GenerationError error = cut ? TEXT_CUT : reportedError;
        generation = generation
                .with()
                .status(status)
                .error(error == null && status == GenerationStatus.FAILED ? GenerationError.UNSPECIFIED : error)
                .text(generation.text() == null && !text.isEmpty() ? text.toString() : generation.text())
                .build();
    }

    private GenerationEvent event(
            GenerationEventType type, String name, @Nullable String piece, @Nullable String data) {
        // One thread writes up to a million events a second; for the threads that read the count, an ordered write is
        // enough.
        long sequence = events.getPlain();
        events.lazySet(sequence + 1);
        return new GenerationEvent(generation.id(), sequence, type, name, piece, generation, data);
    }
}
