package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a JSON document, by path. A null, and an empty object or array, count as absent. */
interface ExtractedValues {

    /** Whether there is a value at this path. */
    boolean has(JsonPath path);

    /** The first scalar at this path as text, or null. */
    @Nullable
    String text(JsonPath path);

    /** All scalars at this path, concatenated, or null. */
    @Nullable
    String joinedText(JsonPath path);

    /** The values of this tree. */
    static ExtractedValues of(JsonNode document) {
        return new OfTree(document);
    }

    /**
     * The values of a tree.
     *
     * @param document the tree
     */
    record OfTree(JsonNode document) implements ExtractedValues {

        @Override
        public boolean has(JsonPath path) {
            JsonNode first = path.first(document);
            return first != null
                    && (!isEmptyContainer(first)
                            || path.all(document).stream().anyMatch(each -> !isEmptyContainer(each)));
        }

        private static boolean isEmptyContainer(JsonNode value) {
            return value.isContainerNode() && value.isEmpty();
        }

        @Override
        public @Nullable String text(JsonPath path) {
            for (JsonNode value : path.all(document)) {
                if (value.isValueNode()) {
                    return value.asText();
                }
            }
            return null;
        }

        @Override
        public @Nullable String joinedText(JsonPath path) {
            if (!path.hasWildcard()) {
                return text(path);
            }
            List<String> scalars = path.all(document).stream()
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText)
                    .toList();
            return scalars.isEmpty() ? null : String.join("", scalars);
        }
    }
}
