package io.camelgenai.component.connection;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;

/** Reads the value of the option {@code jsonSchema}: a JSON object, or a resource in UTF-8 that has one. */
public final class JsonSchemaOption {

    private static final String OPTION = "jsonSchema";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonSchemaOption() {}

    /**
     * Reads the schema. That it is a valid schema is for the provider to say: each takes another part of the language.
     *
     * @throws IllegalArgumentException when it cannot be read, or is no JSON object
     */
    public static ObjectNode read(CamelContext context, String value) {
        String text = value.trim();
        return text.startsWith("{") || text.startsWith("[") ? parsed(text) : parsed(contentOf(context, text));
    }

    private static String contentOf(CamelContext context, String resource) {
        try (InputStream content = LocalResource.open(OPTION, context, resource)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The option " + OPTION + " is neither a JSON object nor a resource that can be read: "
                            + e.getMessage(),
                    e);
        }
    }

    /** The parser's own message would quote the text. */
    private static ObjectNode parsed(String text) {
        try {
            JsonNode schema = JSON.readTree(text);
            if (schema instanceof ObjectNode object) {
                return object;
            }
            throw new IllegalArgumentException(
                    "The option " + OPTION + " is JSON, but not an object: write a JSON schema");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new IllegalArgumentException(
                    "The option " + OPTION + " is not JSON" + where + ": correct the schema");
        }
    }
}
