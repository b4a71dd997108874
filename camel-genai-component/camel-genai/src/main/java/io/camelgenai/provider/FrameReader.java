package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.provider.JsonScanner.ScanResult;
import io.camelgenai.provider.StreamMapping.Frame;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one stream. The frames of a text that grows mostly differ from the one before in their piece of text
 * alone: such a frame is recognized by its bytes, and only the piece is read. Any other frame is parsed. For one thread.
 */
public final class FrameReader {

    /** After as many frames that none was like, nobody looks for likes any more: this provider counts or dates its frames. */
    private static final int MAX_MISSES = 8;

    private final StreamMapping mapping;
    private @Nullable FrameTemplate template;
    private int missesLeft = MAX_MISSES;

    FrameReader(StreamMapping layout) {
        this.mapping = layout;
    }

    /**
     * What a frame says.
     *
     * @param event the event line's type
     * @param data the frame's data
     * @throws JsonProcessingException when the data is not JSON
     */
    public Frame read(String event, String data) throws JsonProcessingException {
        if (mapping.isEnd(data)) {
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
        boolean looking = missesLeft > 0;
        ScanResult found = mapping.scan().of(bytes, looking);
        Frame frame = mapping.interpret(event, data, found);
        boolean text = frame.type() == GenerationEventType.TEXT && frame.text() != null;
        JsonPath place = looking && text ? mapping.textPath(frame, found) : null;
        if (place != null) {
            missesLeft--;
            template = FrameTemplate.of(event, bytes, frame, found.offset(place));
        } else if (!looking) {
            template = null;
        }
        return frame;
    }
}
