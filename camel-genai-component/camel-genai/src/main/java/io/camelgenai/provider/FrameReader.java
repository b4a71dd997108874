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

    FrameReader(StreamMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * Reads one frame.
     *
     * @param event the type in the event line
     * @param data the frame's data
     * @throws JsonProcessingException when the data is not JSON
     */
    public Frame read(String event, String data) throws JsonProcessingException {
        if (mapping.isEndMarker(data)) {
            return mapping.endMarker(event);
        }
        byte[] bytes = JsonText.withoutMark(data).getBytes(StandardCharsets.UTF_8);
        Frame alike = template == null ? null : template.read(event, data, bytes);
        if (alike != null) {
            missesLeft = MAX_MISSES;
            return alike;
        }
        if (mapping.isError(event, event) && !JsonText.isBegun(data)) {
            return mapping.failed(event, data);
        }
        ScanResult values = mapping.scanner().scan(bytes);
        Frame frame = mapping.interpret(event, data, values);
        if (missesLeft == 0) {
            template = null;
        } else if (frame.type() == GenerationEventType.TEXT) {
            missesLeft--;
            template = FrameTemplate.of(mapping, event, frame, bytes, values);
        }
        return frame;
    }
}
