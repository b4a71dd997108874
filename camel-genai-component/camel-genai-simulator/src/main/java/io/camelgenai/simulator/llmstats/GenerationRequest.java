package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.json.Shape;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a create, after it was found to be right in every field. */
record GenerationRequest(String name, Model model, JsonNode input, int count, int waitSeconds) {
    private static final int LONGEST_WAIT = 60;
    private static final Shape INPUT = Shape.object()
            .required("prompt", Shape.text(1, 8000))
            .optional("images", Shape.array(Shape.form("https?://.+", "a URL"), 0, 8))
            .optional("aspect_ratio", Shape.form("[1-9]\\d{0,2}:[1-9]\\d{0,2}", "W:H"))
            .optional("size", Shape.form("[1-9]\\d{0,4}x[1-9]\\d{0,4}", "WxH"))
            .optional("duration", Shape.number(0.1, 600))
            .optional("resolution", Shape.oneOf("720p", "1080p"))
            .optional("seed", Shape.integer(Long.MIN_VALUE, Long.MAX_VALUE))
            .optional("negative_prompt", Shape.text(0, 8000));
    private static final Shape BODY = Shape.object()
            .required("model", Shape.text(1, 200))
            .required("input", INPUT)
            .optional("n", Shape.integer(1, 10))
            .optional("wait", Shape.oneOf("auto").or(Shape.integer(0, LONGEST_WAIT)));

    static GenerationRequest read(Request request) {
        JsonNode body = request.json();
        if (body == null) {
            throw refusal("body", "The body must be JSON, and its Content-Type must say so");
        }
        List<Problem> problems = BODY.problems(body);
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            throw refusal(first.dotted(), first.dotted() + " " + first.message());
        }
        String name = body.get("model").textValue();
        Model model = Model.of(name);
        if (model == null) {
            throw new Rejection(Errors.modelUnavailable(name));
        }
        JsonNode input = body.get("input");
        checkMedium(model, body, input);
        JsonNode wait = body.path("wait");
        return new GenerationRequest(
                name,
                model,
                input,
                body.path("n").asInt(1),
                wait.isNumber() ? wait.intValue() : model.autoWaitSeconds());
    }

    /** Reads the wait of a GET; there it is a number. */
    static int waitSeconds(@Nullable String query) {
        if (query == null || query.isEmpty()) {
            return 0;
        }
        if (!query.matches("wait=\\d{1,2}") || Integer.parseInt(query.substring(5)) > LONGEST_WAIT) {
            throw refusal("wait", "The only parameter is wait, a number of seconds from 0 to 60");
        }
        return Integer.parseInt(query.substring(5));
    }

    String prompt() {
        return input.get("prompt").textValue();
    }

    Directives directives() {
        return Directives.of(prompt());
    }

    private static void checkMedium(Model model, JsonNode body, JsonNode input) {
        if (model == Model.VIDEO && body.has("n")) {
            throw refusal("n", "n is for images only");
        }
        for (String field : List.of("duration", "resolution")) {
            if (model == Model.IMAGE && input.has(field)) {
                throw refusal("input." + field, "input." + field + " is for videos only");
            }
        }
    }

    private static Rejection refusal(String param, String message) {
        return new Rejection(Errors.invalid(param, message));
    }
}
