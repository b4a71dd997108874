package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a JSON document says, by place. A null in the document counts as nothing. */
interface ExtractedValues {

    /** Whether something stands there. */
    boolean has(JsonPath place);

    /** The first scalar there as text, or null. */
    @Nullable
    String text(JsonPath place);

    /** All scalars there, one after the other, or null. */
    @Nullable
    String joinedText(JsonPath place);

    /** What this tree says. */
    static ExtractedValues of(JsonNode document) {
        return new OfTree(document);
    }

    /**
     * What a tree says.
     *
     * @param document the tree
     */
    record OfTree(JsonNode document) implements ExtractedValues {

        @Override
        public boolean has(JsonPath place) {
            return !place.all(document).isEmpty();
        }

        @Override
        public @Nullable String text(JsonPath place) {
            return scalars(place).stream().findFirst().orElse(null);
        }

        @Override
        public @Nullable String joinedText(JsonPath place) {
            List<String> scalars = scalars(place);
            return scalars.isEmpty() ? null : scalars.stream().collect(Collectors.joining());
        }

        private List<String> scalars(JsonPath place) {
            return place.all(document).stream()
                    .filter(JsonNode::isValueNode)
                    .map(JsonNode::asText)
                    .toList();
        }
    }
}
