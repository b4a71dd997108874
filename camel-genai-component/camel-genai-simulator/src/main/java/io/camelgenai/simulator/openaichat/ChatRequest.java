package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;

/** The valid body of a create. */
record ChatRequest(String model, String prompt, boolean stream, boolean usage, int maxTokens) {
    private static final Schema TEXT = Schema.text(0, 10_000_000);
    private static final Schema PARTS = Schema.array(Schema.map(), 1, 10_000);
    private static final Schema COUNT = Schema.integer(1, Integer.MAX_VALUE).orNull();
    private static final Schema PENALTY = Schema.number(-2, 2).orNull();
    private static final Schema MAP = Schema.map().orNull();
    private static final Schema MESSAGE = Schema.object()
            .required("role", Schema.oneOf("system", "developer", "user", "assistant", "tool"))
            .optional("content", TEXT.orNull().or(PARTS))
            .optional("name", TEXT)
            .optional("tool_call_id", TEXT)
            .optional("tool_calls", PARTS)
            .optional("refusal", TEXT.orNull());
    private static final Schema BODY = Schema.object()
            .required("model", Schema.text(1, 200))
            .required("messages", Schema.array(MESSAGE, 1, 100_000))
            .optional("stream", Schema.bool().orNull())
            .optional(
                    "stream_options",
                    Schema.object()
                            .optional("include_usage", Schema.bool())
                            .optional("include_obfuscation", Schema.bool())
                            .orNull())
            .optional("max_tokens", COUNT)
            .optional("max_completion_tokens", COUNT)
            .optional("n", Schema.integer(1, 1).orNull())
            .optional("temperature", Schema.number(0, 2).orNull())
            .optional("top_p", Schema.number(0, 1).orNull())
            .optional("presence_penalty", PENALTY)
            .optional("frequency_penalty", PENALTY)
            .optional("stop", TEXT.or(Schema.array(TEXT, 0, 4)).orNull())
            .optional("seed", Schema.integer().orNull())
            .optional("user", TEXT)
            .optional("logprobs", Schema.bool().orNull())
            .optional("top_logprobs", Schema.integer(0, 20).orNull())
            .optional("logit_bias", MAP)
            .optional("response_format", MAP)
            .optional("tools", Schema.array(Schema.map(), 0, 128))
            .optional("tool_choice", Schema.any())
            .optional("parallel_tool_calls", Schema.bool())
            .optional("store", Schema.bool().orNull())
            .optional("metadata", MAP)
            .optional("service_tier", TEXT.orNull())
            .optional("reasoning_effort", TEXT.orNull())
            .optional("safety_identifier", TEXT)
            .optional("prompt_cache_key", TEXT);

    private static final Response NOT_JSON =
            OpenAiChat.ERRORS.error(400, "invalid_request", "The body must be JSON, and its Content-Type must say so");

    static ChatRequest read(Request request) {
        JsonNode body = request.json(BODY, NOT_JSON, errors -> invalid(errors.get(0)));
        boolean stream = body.path("stream").asBoolean(false);
        if (!stream && body.hasNonNull("stream_options")) {
            throw new ErrorResponseException(OpenAiChat.ERRORS.error(
                    400,
                    "invalid_request",
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                    "param",
                    "stream_options"));
        }
        int limit = body.path("max_tokens").asInt(Integer.MAX_VALUE);
        return new ChatRequest(
                body.get("model").textValue(),
                prompt(body.get("messages")),
                stream,
                body.at("/stream_options/include_usage").asBoolean(false),
                Math.min(limit, body.path("max_completion_tokens").asInt(Integer.MAX_VALUE)));
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt);
    }

    /** Returns the text of the last message with the role user. */
    private static String prompt(JsonNode messages) {
        String prompt = "";
        for (JsonNode message : messages) {
            if (message.get("role").textValue().equals("user")) {
                prompt = text(message.path("content"));
            }
        }
        return prompt;
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asText(""));
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
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
        return OpenAiChat.ERRORS.error(400, code, message, "param", param);
    }
}
