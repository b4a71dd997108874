package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON that a provider sent: what is too deep, or holds a number of too many digits, is refused like what is not JSON.
 * How long a text may be is bounded where it is received ({@code maxEventSize}, {@code maxResponseSize}), not here.
 */
public final class JsonText {

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(200)
            .maxNumberLength(200)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build());

    private JsonText() {}

    /**
     * The tree of a text; missing where the text is empty.
     *
     * @throws JsonProcessingException when the text is not JSON, or beyond what is read
     */
    public static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(json);
    }

    /** @param json in UTF-8, which is faster to read than characters are */
    static JsonParser parser(byte[] json) throws IOException {
        return MAPPER.getFactory().createParser(json);
    }

    /** What the JSON string says that these bytes are, or null when they are anything else. */
    static @Nullable String string(byte[] json, int from, int to) {
        try (JsonParser parser = MAPPER.getFactory().createParser(json, from, to - from)) {
            String text = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
            return parser.nextToken() == null ? text : null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
