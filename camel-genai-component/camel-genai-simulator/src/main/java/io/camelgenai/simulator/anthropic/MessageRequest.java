package io.camelgenai.simulator.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The valid body of a create. Names and types are those of the vendor's SDK. From memory: that a text may not be empty, and the
 * words of the errors.
 *
 * @param body the document
 * @param prompt the text of the last message of the user
 */
record MessageRequest(JsonNode body, String prompt) {
    /** The version of the API that has removed the parameters of sampling. */
    static final String LATEST_VERSION = "2026-10-21";

    private static final List<String> SAMPLING = List.of("temperature", "top_k", "top_p");
    private static final int TEXT_LIMIT = 32_000_000;
    private static final int MIN_THINKING = 1024;
    private static final Schema TEXT = Schema.text(1, TEXT_LIMIT);
    private static final Schema TEXT_BLOCK = Schema.object()
            .required("type", Schema.oneOf("text"))
            .required("text", TEXT)
            .optional("cache_control", Schema.map().orNull())
            .optional("citations", Schema.any());
    private static final Schema SOURCE = Schema.object()
            .required("type", Schema.oneOf("base64"))
            .required("media_type", Schema.oneOf("image/jpeg", "image/png", "image/gif", "image/webp"))
            .required("data", TEXT);
    private static final Schema URL_SOURCE =
            Schema.object().required("type", Schema.oneOf("url")).required("url", TEXT);
    private static final Schema IMAGE_BLOCK = Schema.object()
            .required("type", Schema.oneOf("image"))
            .required("source", SOURCE.or(URL_SOURCE))
            .optional("cache_control", Schema.map().orNull());
    private static final Schema DOCUMENT_SOURCE = Schema.object()
            .required("type", Schema.oneOf("base64"))
            .required("media_type", Schema.oneOf("application/pdf"))
            .required("data", TEXT);
    private static final Schema DOCUMENT_BLOCK = Schema.object()
            .required("type", Schema.oneOf("document"))
            .required("source", DOCUMENT_SOURCE.or(URL_SOURCE))
            .optional("title", TEXT.orNull())
            .optional("context", TEXT.orNull())
            .optional("citations", Schema.map().orNull())
            .optional("cache_control", Schema.map().orNull());
    private static final Schema TOOL_USE_BLOCK = Schema.object()
            .required("type", Schema.oneOf("tool_use"))
            .required("id", TEXT)
            .required("name", TEXT)
            .required("input", Schema.map())
            .optional("cache_control", Schema.map().orNull());
    private static final Schema TOOL_RESULT_BLOCK = Schema.object()
            .required("type", Schema.oneOf("tool_result"))
            .required("tool_use_id", TEXT)
            .optional("content", Schema.text(0, TEXT_LIMIT).or(Schema.array(Schema.map(), 0, 10_000)))
            .optional("is_error", Schema.bool())
            .optional("cache_control", Schema.map().orNull());
    private static final Schema THINKING_BLOCK = Schema.object()
            .required("type", Schema.oneOf("thinking"))
            .required("thinking", Schema.text(0, TEXT_LIMIT))
            .required("signature", TEXT);
    private static final Schema BLOCK = THINKING_BLOCK
            .or(TOOL_USE_BLOCK)
            .or(TOOL_RESULT_BLOCK)
            .or(DOCUMENT_BLOCK)
            .or(IMAGE_BLOCK)
            .or(TEXT_BLOCK);
    private static final Schema MESSAGE = Schema.object()
            .required("role", Schema.oneOf("user", "assistant"))
            .required("content", TEXT.or(Schema.array(BLOCK, 1, 100_000)));
    private static final Schema THINKING = Schema.object()
            .required("type", Schema.oneOf("enabled"))
            .required("budget_tokens", Schema.integer(MIN_THINKING, Integer.MAX_VALUE))
            .optional("display", TEXT.orNull());
    private static final Schema OTHER_THINKING = Schema.object()
            .required("type", Schema.oneOf("disabled", "adaptive"))
            .optional("display", TEXT.orNull());
    private static final Schema FORMAT =
            Schema.object().required("type", Schema.oneOf("json_schema")).required("schema", Schema.map());
    private static final Schema OUTPUT = Schema.object()
            .optional("format", FORMAT.orNull())
            .optional(
                    "effort",
                    Schema.oneOf("low", "medium", "high", "xhigh", "max").orNull());
    private static final Schema BODY = Schema.object()
            .required("model", Schema.text(1, 256))
            .required("max_tokens", Schema.integer(0, Integer.MAX_VALUE))
            .required("messages", Schema.array(MESSAGE, 1, 100_000))
            .optional("system", TEXT.or(Schema.array(TEXT_BLOCK, 0, 1000)))
            .optional("stream", Schema.bool())
            .optional("temperature", Schema.number(0, 1))
            .optional("top_k", Schema.integer(0, Integer.MAX_VALUE))
            .optional("top_p", Schema.number(0, 1))
            .optional("stop_sequences", Schema.array(TEXT, 0, 8191))
            .optional("thinking", THINKING.or(OTHER_THINKING))
            .optional("tools", Schema.array(Schema.map(), 0, 10_000))
            .optional("tool_choice", Schema.map())
            .optional("metadata", Schema.object().optional("user_id", TEXT.orNull()))
            .optional("service_tier", Schema.oneOf("auto", "standard_only"))
            .optional("output_config", OUTPUT)
            .optional("cache_control", Schema.map().orNull())
            .optional("container", TEXT.or(Schema.map()).orNull())
            .optional("inference_geo", TEXT.orNull());

    private static final Response NOT_JSON =
            Anthropic.invalid("The body must be JSON, and its Content-Type must say so");

    static MessageRequest read(Request request) {
        JsonNode body = request.json(BODY, NOT_JSON, errors -> Anthropic.invalid(message(errors.get(0))));
        if (LATEST_VERSION.equals(request.header("anthropic-version"))) {
            SAMPLING.stream().filter(body::has).findFirst().ifPresent(name -> {
                throw new ErrorResponseException(Anthropic.invalid(name + ": Extra inputs are not permitted"));
            });
        }
        MessageRequest message = new MessageRequest(body, prompt(body.get("messages")));
        JsonNode schema = message.schema();
        if (schema != null && hasOpenObject(schema)) {
            throw new ErrorResponseException(
                    Anthropic.invalid(
                            "output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"));
        }
        return message;
    }

    /** Returns whether an object of a schema permits further properties, which the guide to structured outputs excludes. */
    private static boolean hasOpenObject(JsonNode schema) {
        boolean open = schema.path("type").asText().equals("object")
                && schema.path("additionalProperties").asBoolean(true);
        for (JsonNode child : schema) {
            open = open || hasOpenObject(child);
        }
        return open;
    }

    /** Returns the JSON schema of the answer; null for prose. */
    @Nullable
    JsonNode schema() {
        return body.at("/output_config/format").get("schema");
    }

    String model() {
        return body.get("model").textValue();
    }

    int maxTokens() {
        return body.get("max_tokens").intValue();
    }

    boolean stream() {
        return body.path("stream").asBoolean(false);
    }

    boolean thinks() {
        return body.at("/thinking/type").asText().equals("enabled");
    }

    /** Returns the name of the tool that the model uses if the prompt asks for one; null if the request has no tools. */
    @Nullable
    String tool() {
        return markers().tool() ? body.at("/tools/0/name").textValue() : null;
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt);
    }

    private static String prompt(JsonNode messages) {
        String prompt = "";
        for (JsonNode message : messages) {
            if (message.get("role").textValue().equals("user")) {
                prompt = text(message.get("content"));
            }
        }
        return prompt;
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asText(""));
        content.forEach(block -> text.append(block.path("text").asText("")));
        return text.toString();
    }

    private static String message(ValidationError error) {
        return error.dotted() + ": "
                + switch (error.kind()) {
                    case UNKNOWN -> "Extra inputs are not permitted";
                    case MISSING -> "Field required";
                    case TYPE, VALUE -> error.message();
                };
    }
}
