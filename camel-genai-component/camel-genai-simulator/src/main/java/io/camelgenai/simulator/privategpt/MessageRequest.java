package io.camelgenai.simulator.privategpt;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.json.Shape;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import java.util.List;

/** The body of a create. The product takes one without max_tokens and model, though its OpenAPI file requires them. */
record MessageRequest(String model, String prompt, int maxTokens, int messageCount, boolean thinking) {
    private static final int TEXT_LIMIT = 10_000_000;
    private static final Shape TEXT = Shape.text(0, TEXT_LIMIT);
    private static final Shape BLOCKS = Shape.array(Shape.map(), 0, 10_000);
    private static final Shape NUMBER = Shape.number(-1e9, 1e9).orNull();
    private static final Shape FRACTION = Shape.number(0, 1).orNull();
    private static final Shape WHOLE =
            Shape.integer(Long.MIN_VALUE, Long.MAX_VALUE).orNull();
    private static final Shape MAP = Shape.map().orNull();
    private static final Shape MESSAGE = Shape.object()
            .required("role", Shape.oneOf("user", "assistant", "system"))
            .required("content", TEXT.or(BLOCKS));
    private static final Shape BODY = Shape.object()
            .optional("model", TEXT)
            .required("messages", Shape.array(MESSAGE, 0, 10_000))
            .optional("max_tokens", Shape.integer(1, Integer.MAX_VALUE).orNull())
            .optional("system", TEXT.or(BLOCKS).or(Shape.array(TEXT, 0, 1000)).or(MAP))
            .optional("tools", BLOCKS.orNull())
            .optional("tool_choice", MAP)
            .optional("thinking", MAP)
            .optional("stream", Shape.bool())
            .optional("temperature", FRACTION)
            .optional("top_p", FRACTION)
            .optional("top_k", Shape.integer(0, Integer.MAX_VALUE).orNull())
            .optional("min_p", NUMBER)
            .optional("repetition_penalty", NUMBER)
            .optional("presence_penalty", NUMBER)
            .optional("frequency_penalty", NUMBER)
            .optional("seed", WHOLE)
            .optional("priority", WHOLE)
            .optional("stop_sequences", Shape.array(TEXT, 0, 1000).orNull())
            .optional("response_format", MAP)
            .optional("output_config", MAP)
            .optional("service_tier", Shape.oneOf("auto", "standard_only").orNull())
            .optional("metadata", MAP)
            .optional("mcp_servers", BLOCKS.orNull())
            .optional("tool_context", Shape.any())
            .optional("container", Shape.any())
            .optional("cache_control", MAP)
            .optional("correlation_id", TEXT.orNull())
            .optional("inference_geo", TEXT.orNull())
            .optional("context_management", MAP)
            .optional(
                    "maximum_loaded_skills", Shape.integer(1, Integer.MAX_VALUE).orNull());

    static MessageRequest read(Request request) {
        JsonNode body = request.json();
        if (body == null) {
            throw new Rejection(Errors.invalid(
                    List.of(new Problem(Problem.Kind.TYPE, List.of("body"), "must be a JSON object", null))));
        }
        List<Problem> problems = BODY.problems(body, "body");
        if (!problems.isEmpty()) {
            throw new Rejection(Errors.invalid(problems));
        }
        JsonNode messages = body.get("messages");
        String prompt = lastWords(messages);
        if (prompt.isBlank()) {
            throw new Rejection(Errors.emptyMessage());
        }
        return new MessageRequest(
                body.path("model").asText("default"),
                prompt,
                body.path("max_tokens").asInt(Integer.MAX_VALUE),
                messages.size(),
                body.path("thinking").path("enabled").asBoolean(false));
    }

    Directives directives() {
        return Directives.of(prompt);
    }

    /** The text of the last message of the user. */
    private static String lastWords(JsonNode messages) {
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
}
