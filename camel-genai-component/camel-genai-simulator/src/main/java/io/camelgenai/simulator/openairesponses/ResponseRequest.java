package io.camelgenai.simulator.openairesponses;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.schema.StructuredSchema;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The valid body of a create. Names and types are those of the OpenAPI file of August 2026. From memory: the least number of
 * output tokens, and that a reasoning item of an earlier response may come back as input.
 *
 * @param body the document
 * @param prompt the text of the last message of the user
 * @param functions the functions that the model calls, none for a text
 */
record ResponseRequest(JsonNode body, String prompt, List<FunctionTool> functions) {
    private static final String REFUSAL = "refusal";
    private static final int TEXT_LIMIT = 10_485_760;
    private static final int MIN_OUTPUT_TOKENS = 16;
    private static final Schema TEXT = Schema.text(0, TEXT_LIMIT);
    private static final Schema FLAG = Schema.bool().orNull();
    private static final Schema MAP = Schema.map().orNull();
    private static final Schema DETAIL = Schema.oneOf("low", "high", "auto", "original");
    private static final Schema TEXT_PART = Schema.object()
            .required("type", Schema.oneOf("input_text", "output_text"))
            .required("text", TEXT)
            .optional("annotations", Schema.array(Schema.map(), 0, 1000))
            .optional("logprobs", Schema.array(Schema.map(), 0, 100_000));
    private static final Schema IMAGE_PART = Schema.object()
            .required("type", Schema.oneOf("input_image"))
            .optional(
                    "image_url",
                    Schema.matching("(?s)(https?://|data:image/).+", "a URL or a data URL")
                            .orNull())
            .optional("file_id", TEXT.orNull())
            .optional("detail", DETAIL.orNull());
    private static final Schema FILE_PART = Schema.object()
            .required("type", Schema.oneOf("input_file"))
            .optional("file_id", TEXT.orNull())
            .optional("file_url", TEXT)
            .optional("file_data", TEXT)
            .optional("filename", TEXT);
    private static final Schema PARTS = Schema.array(TEXT_PART.or(IMAGE_PART).or(FILE_PART), 0, 10_000);
    private static final Schema MESSAGE = Schema.object()
            .optional("type", Schema.oneOf("message"))
            .required("role", Schema.oneOf("user", "assistant", "system", "developer"))
            .required("content", TEXT.or(PARTS))
            .optional("id", TEXT)
            .optional("status", Schema.oneOf("in_progress", "completed", "incomplete"));
    private static final Schema OUTPUT_OF_CALL = Schema.object()
            .required("type", Schema.oneOf("function_call_output"))
            .required("call_id", Schema.text(1, 64))
            .required("output", TEXT.or(PARTS));
    private static final Schema CALL = Schema.object()
            .required("type", Schema.oneOf("function_call"))
            .required("call_id", Schema.text(1, 64))
            .required("name", Schema.text(1, 128))
            .required("arguments", TEXT)
            .optional("id", TEXT)
            .optional("status", TEXT);
    private static final Schema REASONING = Schema.object()
            .required("type", Schema.oneOf("reasoning"))
            .required("id", TEXT)
            .required("summary", Schema.array(Schema.map(), 0, 1000))
            .optional("content", Schema.array(Schema.map(), 0, 1000).orNull())
            .optional("encrypted_content", TEXT.orNull());
    private static final Schema ITEM = REASONING.or(CALL).or(OUTPUT_OF_CALL).or(MESSAGE);
    private static final Schema PLAIN = Schema.object().required("type", TEXT);
    private static final Schema JSON_SCHEMA = Schema.object()
            .required("type", TEXT)
            .required("name", Schema.matching("[a-zA-Z0-9_-]{1,64}", "1 to 64 of a-z, A-Z, 0-9, _ and -"))
            .required("schema", Schema.map())
            .optional("description", TEXT)
            .optional("strict", FLAG);
    private static final Schema FORMAT =
            Schema.variants("type", Map.of("text", PLAIN, "json_object", PLAIN, "json_schema", JSON_SCHEMA));
    private static final Schema OUTPUT = Schema.object()
            .optional("format", FORMAT)
            .optional("verbosity", Schema.oneOf("low", "medium", "high").orNull());
    private static final Schema BODY = Schema.object()
            .required("model", Schema.text(1, 200))
            .required("input", TEXT.or(Schema.array(ITEM, 1, 100_000)))
            .optional("background", FLAG)
            .optional("stream", FLAG)
            .optional("store", FLAG)
            .optional(
                    "stream_options",
                    Schema.object()
                            .optional("include_obfuscation", Schema.bool())
                            .orNull())
            .optional("instructions", TEXT.orNull())
            .optional(
                    "max_output_tokens",
                    Schema.integer(MIN_OUTPUT_TOKENS, Integer.MAX_VALUE).orNull())
            .optional("max_tool_calls", Schema.integer(1, Integer.MAX_VALUE).orNull())
            .optional("metadata", MAP)
            .optional("parallel_tool_calls", FLAG)
            .optional("previous_response_id", TEXT.orNull())
            .optional("conversation", TEXT.or(Schema.map()).orNull())
            .optional("context_management", Schema.array(Schema.map(), 0, 100).orNull())
            .optional("include", Schema.array(TEXT, 0, 100).orNull())
            .optional("prompt", MAP)
            .optional("prompt_cache_key", TEXT)
            .optional("prompt_cache_retention", TEXT.orNull())
            .optional("reasoning", MAP)
            .optional("safety_identifier", TEXT)
            .optional(
                    "service_tier",
                    Schema.oneOf("auto", "default", "flex", "scale", "priority").orNull())
            .optional("temperature", Schema.number(0, 2).orNull())
            .optional("text", OUTPUT)
            .optional("tool_choice", TEXT.or(Schema.map()))
            .optional("tools", Schema.array(Schema.map(), 0, 1000))
            .optional("top_logprobs", Schema.integer(0, 20).orNull())
            .optional("top_p", Schema.number(0, 1).orNull())
            .optional("truncation", Schema.oneOf("auto", "disabled").orNull())
            .optional("user", TEXT);

    private static final Response NOT_JSON = OpenAiResponses.ERRORS.error(
            400, "invalid_request", "The body must be JSON, and its Content-Type must say so");

    static ResponseRequest read(Request request) {
        JsonNode body = request.json(BODY, NOT_JSON, errors -> invalid(errors.get(0)));
        if (!body.path("stream").asBoolean() && body.hasNonNull("stream_options")) {
            throw rejected(
                    "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.");
        }
        if (body.path("background").asBoolean() && !body.path("store").asBoolean(true)) {
            throw rejected("background", "Background mode requires 'store' to be true.");
        }
        String prompt = prompt(body.get("input"));
        ResponseRequest response =
                new ResponseRequest(body, prompt, FunctionTool.called(body, prompt, hasOutput(body.get("input"))));
        JsonNode schema = response.schema();
        if (schema != null) {
            boolean strict = body.at("/text/format/strict").asBoolean();
            String error = strict ? StructuredSchema.strictError(schema) : StructuredSchema.rootError(schema);
            if (error != null) {
                throw rejected(
                        "text.format.schema",
                        "Invalid schema for response_format '"
                                + body.at("/text/format/name").asText() + "': " + error);
            }
        }
        return response;
    }

    /** Returns the JSON schema of the answer; null for prose. */
    @Nullable
    JsonNode schema() {
        return body.at("/text/format").get("schema");
    }

    String model() {
        return body.get("model").textValue();
    }

    boolean background() {
        return body.path("background").asBoolean();
    }

    boolean stream() {
        return body.path("stream").asBoolean();
    }

    /** Whether texts in pieces are padded, so that their size says nothing about them. */
    boolean obfuscated() {
        return body.at("/stream_options/include_obfuscation").asBoolean(true);
    }

    int maxTokens() {
        return body.path("max_output_tokens").asInt(Integer.MAX_VALUE);
    }

    @Nullable
    String previousResponse() {
        return body.path("previous_response_id").textValue();
    }

    /** Returns whether the output begins with a summary of the reasoning. */
    boolean summarizes() {
        return body.at("/reasoning/summary").isTextual();
    }

    /** Returns the place of what follows the reasoning. */
    int outputIndex() {
        return summarizes() ? 1 : 0;
    }

    /** Returns whether the prompt asks for a refusal. */
    boolean isRefused() {
        return REFUSAL.equals(markers().failCode());
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt);
    }

    /** Returns whether the last input is the output of a call. */
    private static boolean hasOutput(JsonNode input) {
        return input.isArray()
                && input.path(input.size() - 1).path("type").asText().equals("function_call_output");
    }

    private static String prompt(JsonNode input) {
        String prompt = input.asText("");
        for (JsonNode item : input) {
            if (item.path("role").asText().equals("user")) {
                prompt = text(item.get("content"));
            }
        }
        return prompt;
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asText(""));
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    static ErrorResponseException rejected(String param, String message) {
        return rejected("invalid_request_error", param, message);
    }

    static ErrorResponseException rejected(String code, String param, String message) {
        return new ErrorResponseException(OpenAiResponses.ERRORS.error(400, code, message, "param", param));
    }

    private static Response invalid(ValidationError error) {
        String param = error.dotted();
        String code =
                switch (error.kind()) {
                    case UNKNOWN -> "unknown_parameter";
                    case MISSING -> "missing_required_parameter";
                    case TYPE -> "invalid_type";
                    case VALUE -> "invalid_value";
                };
        String message =
                switch (error.kind()) {
                    case UNKNOWN -> "Unknown parameter: '" + param + "'.";
                    case MISSING -> "Missing required parameter: '" + param + "'.";
                    case TYPE -> "Invalid type for '" + param + "': " + error.message();
                    case VALUE -> "Invalid value for '" + param + "': " + error.message();
                };
        return OpenAiResponses.ERRORS.error(400, code, message, "param", param);
    }
}
