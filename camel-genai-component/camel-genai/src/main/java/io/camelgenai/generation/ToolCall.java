package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool that a model asks for. The caller makes it, and sends the result with the next request.
 *
 * @param id the provider's id of the call, which the result has to name; null where the provider gives none
 * @param name the name of the tool
 * @param arguments the arguments as JSON text, as the model wrote it: a model may write JSON that does not fit the tool, and that
 *     of a generation that is not complete may be cut. An object without fields where the model wrote none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolCall(@Nullable String id, String name, String arguments) {

    /** The arguments of a call without any. */
    public static final String NO_ARGUMENTS = "{}";

    /** Shows id and name, never the arguments. */
    @Override
    public String toString() {
        return "ToolCall[" + id + " " + name + "]";
    }
}
