package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.provider.StreamMapping.Frame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one stream. Consecutive frames of a growing text mostly differ in their piece of text alone: such a
 * frame is recognized by its bytes, and only the piece is read. Any other frame is parsed. For use by one thread.
 */
public final class FrameReader {

    /** After this many templates without a match no further one is created: the provider numbers or dates its frames. */
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
            return Frame.of(event, GenerationEventType.COMPLETED, null);
        }
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        Frame alike = template == null ? null : template.read(event, bytes);
        if (alike != null) {
            missesLeft = MAX_MISSES;
            return alike;
        }
        return parse(event, data, bytes);
    }

    private Frame parse(String event, String data, byte[] bytes) throws JsonProcessingException {
        boolean mayBeTemplate = missesLeft > 0;
        ScanResult values = mapping.scanner().scan(bytes, mayBeTemplate);
        Frame frame = mapping.interpret(event, data, values);
        boolean hasText = frame.type() == GenerationEventType.TEXT && frame.text() != null;
        JsonPath textPath = mayBeTemplate && hasText ? mapping.exclusiveTextPath(frame, values) : null;
        if (textPath != null) {
            missesLeft--;
            template = FrameTemplate.of(event, bytes, frame, values.offset(textPath));
        } else if (!mayBeTemplate) {
            template = null;
        }
        return frame;
    }
}
