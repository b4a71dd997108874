package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelgenai.simulator.content.schema.StructuredSchema;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.server.ErrorResponseException;
import java.util.Map;

/**
 * The format of the text that a request asks for.
 *
 * @param type what the text is
 * @param schema the JSON schema of {@link Type#JSON_SCHEMA}, missing for none
 */
record ChatFormat(Type type, JsonNode schema) {
    private static final Schema TYPE = Schema.text(0, 100);
    private static final Schema JSON_SCHEMA = Schema.object()
            .required("name", Schema.matching("[a-zA-Z0-9_-]{1,64}", "1 to 64 of a-z, A-Z, 0-9, _ and -"))
            .optional("description", Schema.text(0, 1_000_000))
            .optional("schema", Schema.map())
            .optional("strict", Schema.bool().orNull());

    /** The parameter {@code response_format}. */
    static final Schema SCHEMA = Schema.variants(
            "type",
            Map.of(
                    "text", Schema.object().required("type", TYPE),
                    "json_object", Schema.object().required("type", TYPE),
                    "json_schema", Schema.object().required("type", TYPE).required("json_schema", JSON_SCHEMA)));

    /** What a text is. */
    enum Type {
        /** Prose. */
        TEXT,
        /** A JSON object of any form. */
        JSON_OBJECT,
        /** A JSON object that fits a schema. */
        JSON_SCHEMA
    }

    /**
     * Reads the format of a valid body.
     *
     * @throws ErrorResponseException if the provider would not write in this format
     */
    static ChatFormat read(JsonNode body) {
        JsonNode format = body.path("response_format");
        return switch (format.path("type").asText("text")) {
            case "json_object" -> {
                if (!ChatMessages.mentionJson(body.get("messages"))) {
                    throw new ErrorResponseException(OpenAiChat.invalid(
                            "'messages' must contain the word 'json' in some form, to use 'response_format' of type"
                                    + " 'json_object'.",
                            "messages"));
                }
                yield new ChatFormat(Type.JSON_OBJECT, MissingNode.getInstance());
            }
            case "json_schema" -> new ChatFormat(Type.JSON_SCHEMA, schema(format.get("json_schema")));
            default -> new ChatFormat(Type.TEXT, MissingNode.getInstance());
        };
    }

    private static JsonNode schema(JsonNode format) {
        JsonNode schema = format.path("schema");
        boolean strict = format.path("strict").asBoolean(false);
        if (strict && schema.isMissingNode()) {
            throw new ErrorResponseException(OpenAiChat.ERRORS.error(
                    400,
                    "missing_required_parameter",
                    "Missing required parameter: 'response_format.json_schema.schema'.",
                    "param",
                    "response_format.json_schema.schema"));
        }
        String error = schema.isMissingNode()
                ? null
                : strict ? StructuredSchema.strictError(schema) : StructuredSchema.rootError(schema);
        if (error != null) {
            throw new ErrorResponseException(OpenAiChat.invalid(
                    "Invalid schema for response_format '" + format.get("name").textValue() + "': " + error,
                    "response_format"));
        }
        return schema;
    }
}
