package io.camelgenai.simulator.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in a document that is not as it must be.
 *
 * @param kind what is wrong
 * @param path the names from the top to the place; an index is a name too
 * @param message what is wrong, for a reader
 * @param input what stood there; null where nothing did
 */
public record Problem(
        Kind kind,
        List<String> path,
        String message,
        @Nullable JsonNode input) {

    /** What can be wrong. */
    public enum Kind {
        /** A field that must be there is not. */
        MISSING,
        /** A field that there is none of. */
        UNKNOWN,
        /** A value of another type. */
        TYPE,
        /** A value of the right type that is not allowed. */
        VALUE
    }

    /**
     * The place in the way people write it.
     *
     * @return for example {@code input.images.0}
     */
    public String dotted() {
        return String.join(".", path);
    }
}
