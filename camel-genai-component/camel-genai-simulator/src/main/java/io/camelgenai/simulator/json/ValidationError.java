package io.camelgenai.simulator.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document that violates its schema.
 *
 * @param kind what is wrong
 * @param path the field names from the root to the value; an array index is a name too
 * @param message what is wrong, for a reader
 * @param input the value; null if it is missing
 */
public record ValidationError(
        Kind kind,
        List<String> path,
        String message,
        @Nullable JsonNode input) {

    /** What can be wrong. */
    public enum Kind {
        /** A required field is missing. */
        MISSING,
        /** The schema has no such field. */
        UNKNOWN,
        /** The value has another type. */
        TYPE,
        /** The value has the right type but is not allowed. */
        VALUE
    }

    /** Returns the path with dots, for example {@code input.images.0}. */
    public String dotted() {
        return String.join(".", path);
    }
}
