package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.ToolCall;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths of tool calls, in a document or in a frame with a piece of one.
 *
 * @param items the paths of each call, or of a list of them
 * @param id the paths of the id, relative to the call
 * @param name the paths of the name, relative to the call
 * @param arguments the paths of the arguments, relative to the call: JSON text, or an object
 */
record ToolCallPaths(JsonPaths items, JsonPaths id, JsonPaths name, JsonPaths arguments) {

    static final ToolCallPaths NONE = new ToolCallPaths(JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE, JsonPaths.NONE);

    /** The paths under the key {@code toolCalls} of this section. */
    static ToolCallPaths in(DescriptorSection section) {
        return Objects.requireNonNullElse(section.optionalSection("toolCalls", ToolCallPaths::read), NONE);
    }

    private static ToolCallPaths read(DescriptorSection section) {
        return new ToolCallPaths(
                section.require("items").jsonPaths(),
                section.paths("id"),
                section.require("name").jsonPaths(),
                section.require("arguments").jsonPaths());
    }

    /** The calls in a document: what has no name is none. */
    List<ToolCall> in(JsonNode document) {
        return items.isKnown()
                ? items.elements(document).stream().flatMap(this::call).toList()
                : List.of();
    }

    private Stream<ToolCall> call(JsonNode item) {
        ExtractedValues values = ExtractedValues.of(item);
        String named = name.text(values);
        JsonNode given = arguments.node(item);
        return named == null
                ? Stream.empty()
                : Stream.of(new ToolCall(id.text(values), named, given == null ? ToolCall.NO_ARGUMENTS : text(given)));
    }

    /**
     * The piece of arguments in a frame: an empty text where it only begins a call, or null where it belongs to none.
     *
     * @param values the values that were found in the frame
     * @param data the frame
     */
    @Nullable
    String piece(ExtractedValues values, String data) throws JsonProcessingException {
        if (!items.isPresentIn(values)) {
            return null;
        }
        String joined = null;
        for (JsonNode item : items.elements(JsonText.tree(data))) {
            String piece = piece(item);
            joined = joined == null ? piece : piece == null ? joined : joined + piece;
        }
        return joined;
    }

    private @Nullable String piece(JsonNode item) {
        for (JsonPath path : arguments.alternatives()) {
            JsonNode given = path.first(item);
            if (given != null && (given.isValueNode() || !given.isEmpty())) {
                return text(given);
            }
        }
        return name.isPresentIn(ExtractedValues.of(item)) ? "" : null;
    }

    /** JSON text is taken as it is. */
    private static String text(JsonNode arguments) {
        return arguments.isTextual() ? arguments.textValue() : arguments.toString();
    }
}
