package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.json.Shape;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The body of a create: model, prompt, and parameters that differ from medium to medium. */
record GenerationRequest(String model, Medium medium, String prompt, JsonNode params) {
    private static final Shape TEXT = Shape.text(0, 100_000);
    private static final Shape BODY = Shape.object()
            .required("model", Shape.text(1, 200))
            .required("prompt", Shape.text(1, 100_000))
            .optional("params", Shape.map());
    private static final Shape MESSAGE = Shape.object()
            .required("role", Shape.oneOf("system", "user", "assistant"))
            .required("content", TEXT);
    private static final Shape SEED = Shape.integer(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Map<Medium, Shape> PARAMS = Map.of(
            Medium.TEXT,
            Shape.object()
                    .optional("system_prompt", TEXT)
                    .optional("temperature", Shape.number(0, 2))
                    .optional("max_tokens", Shape.integer(1, Integer.MAX_VALUE))
                    .optional("messages", Shape.array(MESSAGE, 0, 1000)),
            Medium.IMAGE,
            Shape.object()
                    .optional("size", Shape.form("[1-9]\\d{1,3}x[1-9]\\d{1,3}", "WxH"))
                    .optional("format", Shape.oneOf("webp", "png", "jpeg"))
                    .optional("quality", Shape.oneOf("standard", "hd"))
                    .optional("style", TEXT)
                    .optional("seed", SEED)
                    .optional("negative_prompt", TEXT)
                    .optional("image_url", TEXT),
            Medium.VIDEO,
            Shape.object()
                    .optional("image_url", TEXT)
                    .optional("duration", Shape.integer(5, 5).or(Shape.integer(10, 10)))
                    .optional("aspect_ratio", Shape.oneOf("16:9", "9:16", "1:1"))
                    .optional("negative_prompt", TEXT),
            Medium.AUDIO,
            Shape.object().optional("voice", TEXT));

    static GenerationRequest read(Request request) {
        JsonNode body = request.json();
        if (body == null) {
            throw new Rejection(Errors.badRequest("The body must be JSON, and its Content-Type must say so"));
        }
        refuse(BODY.problems(body));
        String model = body.get("model").textValue();
        Medium medium = Medium.ofModel(model);
        if (medium == null) {
            throw new Rejection(Errors.notFound("Model " + model));
        }
        JsonNode params = body.has("params") ? body.get("params") : Json.object();
        List<Problem> problems = new ArrayList<>();
        Shape shape = PARAMS.get(medium);
        if (shape != null) {
            shape.check(params, List.of("params"), problems);
        }
        refuse(problems);
        return new GenerationRequest(model, medium, body.get("prompt").textValue(), params);
    }

    Directives directives() {
        return Directives.of(prompt);
    }

    int maxTokens() {
        return params.path("max_tokens").asInt(Integer.MAX_VALUE);
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new Rejection(Errors.invalid(problems));
        }
    }
}
