package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Parses JSON that a provider sent, and writes what is sent to one. JSON that is nested too deep, or contains a number of too many digits, is refused like a
 * text that is not JSON. The length is limited where the text is received ({@code maxEventSize}, {@code maxResponseSize}).
 *
 * <p>Two habits of real servers are tolerated: {@code NaN} and {@code Infinity}, which Python writes, and a byte order mark.
 */
public final class JsonText {

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(200)
            .maxNumberLength(200)
            .maxStringLength(Integer.MAX_VALUE)
            .build();

    private static final ObjectMapper MAPPER = new ObjectMapper(new JsonFactoryBuilder()
            .streamReadConstraints(LIMITS)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build());

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private JsonText() {}

    /**
     * The tree of a text; a missing node where the text is empty.
     *
     * @throws JsonProcessingException when the text is not JSON, or exceeds the limits
     */
    public static JsonNode tree(String json) throws JsonProcessingException {
        return MAPPER.readTree(withoutMark(json));
    }

    /** A document as it is sent. */
    public static byte[] utf8(ObjectNode document) {
        try {
            return MAPPER.writeValueAsBytes(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree cannot be written", e);
        }
    }

    /** The text without the byte order mark at its beginning. */
    static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    /** Whether a text begins as an object, an array or a string does: a message may begin with a number. */
    static boolean isBegun(String text) {
        String begun = withoutMark(text).stripLeading();
        return !begun.isEmpty() && "{[\"".indexOf(begun.charAt(0)) >= 0;
    }

    /** @param json in UTF-8, which Jackson parses faster than characters */
    static JsonParser parser(byte[] json) throws IOException {
        return MAPPER.getFactory().createParser(json);
    }

    /** The value of the JSON string in these bytes, or null when they are anything else. */
    static @Nullable String string(byte[] json, int from, int to) {
        try (JsonParser parser = MAPPER.getFactory().createParser(json, from, to - from)) {
            String text = parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
            return parser.nextToken() == null ? text : null;
        } catch (IOException notJson) {
            return null;
        }
    }
}
