package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.json.Shape;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import java.util.List;

/** The body of a create, after it was found to be right in every field. */
record ChatRequest(String model, String prompt, boolean stream, boolean usage, int maxTokens) {
    private static final Shape TEXT = Shape.text(0, 10_000_000);
    private static final Shape PARTS = Shape.array(Shape.map(), 1, 10_000);
    private static final Shape COUNT = Shape.integer(1, Integer.MAX_VALUE).orNull();
    private static final Shape PENALTY = Shape.number(-2, 2).orNull();
    private static final Shape MAP = Shape.map().orNull();
    private static final Shape MESSAGE = Shape.object()
            .required("role", Shape.oneOf("system", "developer", "user", "assistant", "tool"))
            .optional("content", TEXT.orNull().or(PARTS))
            .optional("name", TEXT)
            .optional("tool_call_id", TEXT)
            .optional("tool_calls", PARTS)
            .optional("refusal", TEXT.orNull());
    private static final Shape BODY = Shape.object()
            .required("model", Shape.text(1, 200))
            .required("messages", Shape.array(MESSAGE, 1, 100_000))
            .optional("stream", Shape.bool().orNull())
            .optional(
                    "stream_options",
                    Shape.object()
                            .optional("include_usage", Shape.bool())
                            .optional("include_obfuscation", Shape.bool())
                            .orNull())
            .optional("max_tokens", COUNT)
            .optional("max_completion_tokens", COUNT)
            .optional("n", Shape.integer(1, 1).orNull())
            .optional("temperature", Shape.number(0, 2).orNull())
            .optional("top_p", Shape.number(0, 1).orNull())
            .optional("presence_penalty", PENALTY)
            .optional("frequency_penalty", PENALTY)
            .optional("stop", TEXT.or(Shape.array(TEXT, 0, 4)).orNull())
            .optional("seed", Shape.integer(Long.MIN_VALUE, Long.MAX_VALUE).orNull())
            .optional("user", TEXT)
            .optional("logprobs", Shape.bool().orNull())
            .optional("top_logprobs", Shape.integer(0, 20).orNull())
            .optional("logit_bias", MAP)
            .optional("response_format", MAP)
            .optional("tools", Shape.array(Shape.map(), 0, 128))
            .optional("tool_choice", Shape.any())
            .optional("parallel_tool_calls", Shape.bool())
            .optional("store", Shape.bool().orNull())
            .optional("metadata", MAP)
            .optional("service_tier", TEXT.orNull())
            .optional("reasoning_effort", TEXT.orNull())
            .optional("safety_identifier", TEXT)
            .optional("prompt_cache_key", TEXT);

    static ChatRequest read(Request request) {
        JsonNode body = request.json();
        if (body == null) {
            throw new Rejection(Errors.invalid("The body must be JSON, and its Content-Type must say so", null));
        }
        List<Problem> problems = BODY.problems(body);
        if (!problems.isEmpty()) {
            throw new Rejection(Errors.invalid(problems.get(0)));
        }
        boolean stream = body.path("stream").asBoolean(false);
        if (!stream && body.hasNonNull("stream_options")) {
            throw new Rejection(Errors.invalid(
                    "The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options"));
        }
        int limit = body.path("max_tokens").asInt(Integer.MAX_VALUE);
        return new ChatRequest(
                body.get("model").textValue(),
                prompt(body.get("messages")),
                stream,
                body.at("/stream_options/include_usage").asBoolean(false),
                Math.min(limit, body.path("max_completion_tokens").asInt(Integer.MAX_VALUE)));
    }

    Directives directives() {
        return Directives.of(prompt);
    }

    /** The text of the last message of the user. */
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
}
