package io.camelgenai.tracking.observe;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.LocalId;
import io.camelgenai.provider.Frame;
import io.camelgenai.provider.GenerationMapping;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The state of one generation as observed, and the events made from it. One thread writes.
 */
final class ObservedState {

    private static final GenerationError CUT = new GenerationError(
            GenerationError.STREAM_CUT,
            "Its stream was interrupted, and the provider completed it without repeating its text",
            true);

    private static final GenerationError NO_WORD = new GenerationError(
            GenerationError.STREAM_CUT,
            "Its stream ended with the end marker, and nothing before it said that it succeeded, such as a finish reason. Where"
                    + " the server never says it, set the option endMarkerCompletes",
            true);

    private final ProviderClient client;
    private final StreamedOutput output;
    private boolean incomplete;

    /** Whether a part of the stream was not read that may have had text. */
    private boolean textLost;

    /** Whether the state was read from a document of the provider, and not from frames. */
    private boolean fromDocument;

    private volatile Generation generation;
    private final AtomicLong events = new AtomicLong();

    ObservedState(ProviderClient client, Generation known) {
        this.client = client;
        this.output = new StreamedOutput(client);
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

    /** Whether the stream has brought text, reasoning or a tool call. */
    boolean hasOutput() {
        return output.isPresent();
    }

    /** Whether what the stream has brought is the files of this state. */
    boolean hasFilesOf(Generation polled) {
        return output.isUrlsIn(polled);
    }

    /** The stream is not read any further: what it brought is not complete. */
    void outputIncomplete() {
        incomplete = true;
    }

    /** A part of the stream was not read, of which it is not known whether it had text. */
    void textLost() {
        incomplete = true;
        textLost = client.descriptor().frames().hasText();
    }

    /** Whether the provider has to be asked how the generation ended, since neither this last frame nor an earlier one says it. */
    boolean hasToAsk(Frame frame) {
        String id = generation.id();
        boolean canAsk = client.descriptor().operations().get() != null && id != null && !LocalId.is(id);
        return canAsk && lacksWord(frame);
    }

    /** A finish reason is the provider's word where the stream ends with a marker. */
    private boolean lacksWord(Frame frame) {
        return frame.needsWord() && generation.finishReason() == null;
    }

    /** Takes what a frame contains besides its text; to be called before the frame itself is taken. */
    void assemble(Frame frame, String data) {
        output.assemble(frame, data, generation);
    }

    /** Takes a frame of the stream, and returns its event. */
    GenerationEvent frame(Frame frame, String data) {
        apply(frame);
        if (lacksWord(frame)) {
            finish(GenerationStatus.INCOMPLETE, NO_WORD);
            return event(GenerationEventType.INCOMPLETE, frame.name(), null, data);
        }
        GenerationEventType type = frame.type() == GenerationEventType.STATUS && frame.document() != null
                ? GenerationEventType.ofStatus(generation.status())
                : frame.type();
        if (type.isTerminal()) {
            finish(frame, type);
            type = GenerationEventType.ofStatus(generation.status());
        }
        String piece = frame.text();
        return event(type, frame.name(), piece == null || piece.isEmpty() ? null : piece, data);
    }

    /**
     * The terminal event of a stream whose response ended, where that takes the place of an end marker and a finish reason came
     * before it; otherwise null.
     */
    @Nullable
    GenerationEvent responseEnd() {
        if (!client.descriptor().frames().endsWithResponse() || generation.finishReason() == null) {
            return null;
        }
        finishByReason(GenerationStatus.COMPLETED, generation.error());
        return event(GenerationEventType.ofStatus(generation.status()), GenerationEvent.ENDED, null, null);
    }

    private void apply(Frame frame) {
        output.take(frame, generation);
        fromDocument = frame.document() != null;
        if (frame.document() != null) {
            generation = client.read(frame.document(), generation);
        }
        if (frame.id() != null && generation.id() == null) {
            generation = generation.with().id(frame.id()).build();
        }
        boolean hasDetails = frame.finishReason() != null
                || frame.error() != null
                || !frame.usage().isUnknown();
        boolean starts = generation.status() == GenerationStatus.QUEUED && frame.document() == null;
        if (hasDetails || starts) {
            Generation before = generation;
            generation = before.with()
                    .status(starts ? GenerationStatus.RUNNING : before.status())
                    .queuePosition(starts ? null : before.queuePosition())
                    .usage(frame.usage().orElse(before.usage()))
                    .finishReason(frame.finishReason() != null ? frame.finishReason() : before.finishReason())
                    .error(frame.error() != null ? client.redacted(frame.error()) : before.error())
                    .build();
        }
    }

    private void finish(Frame frame, GenerationEventType type) {
        GenerationStatus status = generation.isTerminal() && frame.document() != null
                ? generation.status()
                : GenerationStatus.valueOf(type.name());
        finishByReason(status, generation.error());
    }

    /** Takes the result of a poll. Returns null where nothing has changed. */
    @Nullable
    GenerationEvent polled(Generation now) {
        boolean changed = now.status() != generation.status()
                || !String.valueOf(now.providerStatus()).equals(String.valueOf(generation.providerStatus()))
                || !String.valueOf(now.progress()).equals(String.valueOf(generation.progress()))
                || !Objects.equals(now.queuePosition(), generation.queuePosition());
        note(now);
        return changed || now.isTerminal() ? currentEvent() : null;
    }

    /** Takes a state over without an event. */
    void note(Generation now) {
        generation = now;
        fromDocument = true;
    }

    /** Gives the generation an id. */
    void identify(String id) {
        generation = generation.with().id(id).build();
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
        GenerationError failure = client.descriptor().generation().failure(generation.finishReason());
        finish(failure == null ? status : GenerationStatus.FAILED, failure == null ? error : failure);
        return event(GenerationEventType.ofStatus(status), GenerationEvent.POLLED, null, null);
    }

    /** The finish reason may turn success into a failure, or into a part. */
    private void finishByReason(GenerationStatus reported, @Nullable GenerationError error) {
        String reason = generation.finishReason();
        GenerationMapping mapping = client.descriptor().generation();
        GenerationStatus status = mapping.statusFor(reported, reason);
        if (status == GenerationStatus.COMPLETED || status == GenerationStatus.INCOMPLETE) {
            output.markResult();
        }
        finish(status, error == null ? mapping.failure(reason) : error);
    }

    private void finish(GenerationStatus reported, @Nullable GenerationError reportedError) {
        boolean lacksText =
                textLost && Objects.requireNonNullElse(generation.text(), "").isEmpty();
        boolean cut =
                incomplete && reported == GenerationStatus.COMPLETED && (lacksText || output.isMissingIn(generation));
        GenerationStatus status = cut ? GenerationStatus.INCOMPLETE : reported;
        GenerationError error = cut ? CUT : reportedError;
        Generation terminal = generation
                .with()
                .status(status)
                .queuePosition(null)
                .error(error == null && status == GenerationStatus.FAILED ? GenerationError.UNSPECIFIED : error)
                .build();
        generation = output.addTo(terminal, fromDocument);
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
