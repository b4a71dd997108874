package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationEventType;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one stream. Consecutive frames of a growing text mostly differ in their piece of text, their number and
 * their date alone: such a frame is recognized by its bytes, and only these are read. Any other frame is parsed. For use by one
 * thread.
 */
public final class FrameReader {

    /** After this many templates without a match no further one is created: each frame has another structure. */
    private static final int MAX_MISSES = 8;

    private final StreamMapping mapping;
    private @Nullable FrameTemplate template;
    private int missesLeft = MAX_MISSES;
    private @Nullable String rest;
    private @Nullable String first;
    private boolean onlyTextIsNew;

    /** The values of the last frame that was parsed. */
    private @Nullable ExtractedValues values;

    FrameReader(StreamMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Reads one frame. Where its data is several documents, as of proxies that lose the blank line between two events, the
     * first one is read, and {@link #rest} returns the others.
     *
     * @param event the type in the event line
     * @param data the frame's data
     * @throws JsonProcessingException when the data is not JSON, and the descriptor does not say that it is a text
     */
    public Frame read(String event, String data) throws JsonProcessingException {
        rest = null;
        first = null;
        onlyTextIsNew = false;
        values = null;
        if (mapping.isEndMarker(data)) {
            return mapping.endMarker(event);
        }
        Frame plain = mapping.plain(event, data);
        if (plain != null) {
            return plain;
        }
        byte[] bytes = JsonText.withoutMark(data).getBytes(StandardCharsets.UTF_8);
        FrameTemplate current = template;
        Frame alike = current == null ? null : current.read(event, data, bytes);
        if (current != null && alike != null) {
            missesLeft = MAX_MISSES;
            onlyTextIsNew = current.onlyTextIsNew();
            return alike;
        }
        if (mapping.isError(event, event) && !JsonText.isBegun(data)) {
            return mapping.failed(event, data);
        }
        ScanResult scanned = mapping.scanner().scan(bytes);
        if (scanned.end() >= 0) {
            first = new String(bytes, 0, scanned.end(), StandardCharsets.UTF_8);
            rest = new String(bytes, scanned.end(), bytes.length - scanned.end(), StandardCharsets.UTF_8);
        }
        String read = data(data);
        values = mapping.values(scanned, read);
        Frame frame = mapping.interpret(event, read, values);
        if (rest != null) {
            return frame;
        }
        if (missesLeft == 0 || !mapping.usesTemplates()) {
            template = null;
        } else if (frame.type() == GenerationEventType.TEXT) {
            missesLeft--;
            template = FrameTemplate.of(mapping, event, frame, bytes, scanned);
        }
        return frame;
    }

    /** The data of the frame that was read, given the data that contained it. */
    public String data(String all) {
        return first == null ? all : first;
    }

    /**
     * The id of the frame that was read; an empty text where it has none.
     *
     * @param idLine the id in the id line of the event that contained it
     */
    public String eventId(String idLine) {
        ExtractedValues read = values;
        return read == null ? idLine : mapping.eventId(read, idLine);
    }

    /** Whether the frame that was read contained nothing new but its piece of text. */
    public boolean onlyTextIsNew() {
        return onlyTextIsNew;
    }

    /** What followed this frame in the same data, or null. */
    public @Nullable String rest() {
        return rest;
    }
}
