package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The valid body of a create. */
record GenerationRequest(String model, Medium medium, JsonNode input, int count, int waitSeconds) {
    private static final int MAX_WAIT_SECONDS = 60;
    private static final Schema INPUT = Schema.object()
            .required("prompt", Schema.text(1, 8000))
            .optional("images", Schema.array(Schema.matching("https?://.+", "a URL"), 0, 8))
            .optional("aspect_ratio", Schema.matching("[1-9]\\d{0,2}:[1-9]\\d{0,2}", "W:H"))
            .optional("size", Schema.matching("[1-9]\\d{0,4}x[1-9]\\d{0,4}", "WxH"))
            .optional("duration", Schema.number(0.1, 600))
            .optional("resolution", Schema.oneOf("720p", "1080p"))
            .optional("seed", Schema.integer())
            .optional("negative_prompt", Schema.text(0, 8000));
    private static final Schema BODY = Schema.object()
            .required("model", Schema.text(1, 200))
            .required("input", INPUT)
            .optional("n", Schema.integer(1, 10))
            .optional("wait", Schema.oneOf("auto").or(Schema.integer(0, MAX_WAIT_SECONDS)));

    static GenerationRequest read(Request request) {
        JsonNode body = request.json(
                BODY,
                invalid("body", "The body must be JSON, and its Content-Type must say so"),
                errors -> invalid(
                        errors.get(0).dotted(),
                        errors.get(0).dotted() + " " + errors.get(0).message()));
        String model = body.get("model").textValue();
        Medium medium = Medium.ofModel(model);
        if (medium != Medium.IMAGE && medium != Medium.VIDEO) {
            throw new ErrorResponseException(LlmStats.ERRORS.error(
                    403, "model_unavailable", "There is no model " + model + " for this key", "param", "model"));
        }
        JsonNode input = body.get("input");
        checkMedium(medium, body, input);
        JsonNode wait = body.path("wait");
        int autoWait = medium == Medium.IMAGE ? 60 : 10;
        return new GenerationRequest(
                model, medium, input, body.path("n").asInt(1), wait.isNumber() ? wait.intValue() : autoWait);
    }

    /** Parses the query of a GET, which has at most the seconds to wait. */
    static int waitSeconds(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return 0;
        }
        if (!query.matches("wait=\\d{1,2}") || Integer.parseInt(query.substring(5)) > MAX_WAIT_SECONDS) {
            throw new ErrorResponseException(
                    invalid("wait", "The only parameter is wait, a number of seconds from 0 to 60"));
        }
        return Integer.parseInt(query.substring(5));
    }

    PromptMarkers markers() {
        return PromptMarkers.of(input.get("prompt").textValue());
    }

    private static void checkMedium(Medium medium, JsonNode body, JsonNode input) {
        if (medium == Medium.VIDEO && body.has("n")) {
            throw new ErrorResponseException(invalid("n", "n is for images only"));
        }
        for (String field : List.of("duration", "resolution")) {
            if (medium == Medium.IMAGE && input.has(field)) {
                throw new ErrorResponseException(invalid("input." + field, "input." + field + " is for videos only"));
            }
        }
    }

    private static Response invalid(String param, String message) {
        return LlmStats.ERRORS.error(400, "invalid_input", message, "param", param);
    }
}
