package io.camelgenai.simulator.privategpt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The valid body of a create. The product accepts one without max_tokens and model, although its OpenAPI file requires them. */
record MessageRequest(
        String model,
        String prompt,
        int maxTokens,
        int messageCount,
        boolean thinking,
        @Nullable JsonNode schema) {
    private static final int TEXT_LIMIT = 10_000_000;
    private static final Schema TEXT = Schema.text(0, TEXT_LIMIT);
    private static final Schema BLOCKS = Schema.array(Schema.map(), 0, 10_000);
    private static final Schema NUMBER = Schema.number(-1e9, 1e9).orNull();
    private static final Schema FRACTION = Schema.number(0, 1).orNull();
    private static final Schema WHOLE = Schema.integer().orNull();
    private static final Schema MAP = Schema.map().orNull();
    private static final Schema MESSAGE = Schema.object()
            .required("role", Schema.oneOf("user", "assistant", "system"))
            .required("content", TEXT.or(BLOCKS));
    private static final Schema FORMAT =
            Schema.object().required("type", Schema.oneOf("json_schema")).required("schema", Schema.map());
    private static final Schema OUTPUT = Schema.object()
            .optional("format", FORMAT.orNull())
            .optional(
                    "effort",
                    Schema.oneOf("low", "medium", "high", "max", "xhigh").orNull());
    private static final Schema BODY = Schema.object()
            .optional("model", TEXT)
            .required("messages", Schema.array(MESSAGE, 0, 10_000))
            .optional("max_tokens", Schema.integer(1, Integer.MAX_VALUE).orNull())
            .optional("system", TEXT.or(BLOCKS).or(Schema.array(TEXT, 0, 1000)).or(MAP))
            .optional("tools", BLOCKS.orNull())
            .optional("tool_choice", MAP)
            .optional("thinking", MAP)
            .optional("stream", Schema.bool())
            .optional("temperature", FRACTION)
            .optional("top_p", FRACTION)
            .optional("top_k", Schema.integer(0, Integer.MAX_VALUE).orNull())
            .optional("min_p", NUMBER)
            .optional("repetition_penalty", NUMBER)
            .optional("presence_penalty", NUMBER)
            .optional("frequency_penalty", NUMBER)
            .optional("seed", WHOLE)
            .optional("priority", WHOLE)
            .optional("stop_sequences", Schema.array(TEXT, 0, 1000).orNull())
            .optional("response_format", MAP)
            .optional("output_config", OUTPUT.orNull())
            .optional("service_tier", Schema.oneOf("auto", "standard_only").orNull())
            .optional("metadata", MAP)
            .optional("mcp_servers", BLOCKS.orNull())
            .optional("tool_context", Schema.any())
            .optional("container", Schema.any())
            .optional("cache_control", MAP)
            .optional("correlation_id", TEXT.orNull())
            .optional("inference_geo", TEXT.orNull())
            .optional("context_management", MAP)
            .optional(
                    "maximum_loaded_skills",
                    Schema.integer(1, Integer.MAX_VALUE).orNull());

    private static final JsonTemplate ERROR = JsonTemplate.of("""
            {"type":"$type","loc":"$path","msg":"$message","input":"$input"}""");

    static MessageRequest read(Request request) {
        JsonNode body = request.json(
                BODY,
                invalid(List.of(new ValidationError(
                        ValidationError.Kind.TYPE, List.of("body"), "must be a JSON object", null))),
                MessageRequest::invalid,
                "body");
        JsonNode messages = body.get("messages");
        String prompt = lastUserText(messages);
        if (prompt.isBlank()) {
            throw new ErrorResponseException(PrivateGpt.invalidRequest(
                    "INVALID_REQUEST_EMPTY_MESSAGE_ERROR", "The last message of the user is empty"));
        }
        return new MessageRequest(
                body.path("model").asText("default"),
                prompt,
                body.path("max_tokens").asInt(Integer.MAX_VALUE),
                messages.size(),
                body.path("thinking").path("enabled").asBoolean(false),
                body.at("/output_config/format").get("schema"));
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt);
    }

    /** Returns the text of the last message with the role user. */
    private static String lastUserText(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).get("role").asText().equals("user")) {
                return text(messages.get(i).get("content"));
            }
        }
        return "";
    }

    private static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(block -> text.append(block.path("text").asText("")));
        return text.toString();
    }

    private static Response invalid(List<ValidationError> errors) {
        ArrayNode detail = Json.array();
        errors.forEach(error -> detail.add(ERROR.fill(
                "type", type(error),
                "path", path(error),
                "message", type(error).equals("extra_forbidden") ? "Extra inputs are not permitted" : error.message(),
                "input", error.input())));
        String message = errors.size() + " validation error" + (errors.size() == 1 ? "" : "s");
        return PrivateGpt.invalidRequest("INVALID_REQUEST_ERROR", message, "RequestValidationError", detail);
    }

    private static String type(ValidationError error) {
        return switch (error.kind()) {
            case MISSING -> "missing";
            case UNKNOWN -> "extra_forbidden";
            case TYPE -> "type_error";
            case VALUE -> "value_error";
        };
    }

    private static ArrayNode path(ValidationError error) {
        ArrayNode path = Json.array();
        error.path().forEach(path::add);
        return path;
    }
}
