package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.provider.StreamMapping.Frame;
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

    FrameReader(StreamMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Reads one frame. Where its data is several documents, as of proxies that lose the blank line between two events, the
     * first one is read, and {@link #rest} returns the others.
     *
     * @param event the type in the event line
     * @param data the frame's data
     * @throws JsonProcessingException when the data is not JSON
     */
    public Frame read(String event, String data) throws JsonProcessingException {
        rest = null;
        first = null;
        onlyTextIsNew = false;
        if (mapping.isEndMarker(data)) {
            return mapping.endMarker(event);
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
        ScanResult values = mapping.scanner().scan(bytes);
        if (values.end() >= 0) {
            first = new String(bytes, 0, values.end(), StandardCharsets.UTF_8);
            rest = new String(bytes, values.end(), bytes.length - values.end(), StandardCharsets.UTF_8);
            return mapping.interpret(event, first, mapping.values(values, first));
        }
        Frame frame = mapping.interpret(event, data, mapping.values(values, data));
        if (missesLeft == 0 || !mapping.isScanned()) {
            template = null;
        } else if (frame.type() == GenerationEventType.TEXT) {
            missesLeft--;
            template = FrameTemplate.of(mapping, event, frame, bytes, values);
        }
        return frame;
    }

    /** The data of the frame that was read, given the data that contained it. */
    public String data(String all) {
        return first == null ? all : first;
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
