package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The content of one frame.
 *
 * @param name the provider's name for its kind
 * @param type the type of the event
 * @param number its sequence number, where the provider numbers its frames
 * @param id the generation's id
 * @param text a piece of text
 * @param document a document about the generation
 * @param usage the usage
 * @param finishReason the finish reason
 * @param error the error
 * @param ignored whether it is only a keep-alive
 * @param needsWord whether it completes only a generation of which the provider said before that it succeeded
 */
public record Frame(
        String name,
        GenerationEventType type,
        @Nullable Long number,
        @Nullable String id,
        @Nullable String text,
        @Nullable JsonNode document,
        Usage usage,
        @Nullable String finishReason,
        @Nullable GenerationError error,
        boolean ignored,
        boolean needsWord) {

    static Frame of(String name, GenerationEventType type, @Nullable GenerationError error) {
        return new Frame(name, type, null, null, null, null, Usage.UNKNOWN, null, error, false, false);
    }

    static Frame ignored(String name, @Nullable Long number) {
        return new Frame(
                name, GenerationEventType.OTHER, number, null, null, null, Usage.UNKNOWN, null, null, true, false);
    }

    /** The same frame with another text. */
    Frame with(String otherText) {
        return new Frame(name, type, number, id, otherText, document, usage, finishReason, error, ignored, needsWord);
    }

    /** Shows name and type, never a text. */
    @Override
    public String toString() {
        return "Frame[" + name + " " + type + "]";
    }
}
