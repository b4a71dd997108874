package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of a JSON document, by path. A null in the document counts as absent. */
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
            return path.all(document).stream().anyMatch(each -> !each.isContainerNode() || !each.isEmpty());
        }

        @Override
        public @Nullable String text(JsonPath path) {
            return scalars(path).stream().findFirst().orElse(null);
        }

        @Override
        public @Nullable String joinedText(JsonPath path) {
            List<String> scalars = scalars(path);
            return scalars.isEmpty() ? null : scalars.stream().collect(Collectors.joining());
        }

        private List<String> scalars(JsonPath path) {
            return path.all(document).stream()
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText)
                    .toList();
        }
    }
}
