package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Map;

/** The valid body of a create: model, prompt, and parameters that depend on the medium. */
record GenerationRequest(String model, Medium medium, String prompt, JsonNode params) {
    private static final Schema TEXT = Schema.text(0, 100_000);
    private static final Schema BODY = Schema.object()
            .required("model", Schema.text(1, 200))
            .required("prompt", Schema.text(1, 100_000))
            .optional("params", Schema.map());
    private static final Schema MESSAGE = Schema.object()
            .required("role", Schema.oneOf("system", "user", "assistant"))
            .required("content", TEXT);
    private static final Schema SEED = Schema.integer();
    private static final Map<Medium, Schema> PARAMS = Map.of(
            Medium.TEXT,
            Schema.object()
                    .optional("system_prompt", TEXT)
                    .optional("temperature", Schema.number(0, 2))
                    .optional("max_tokens", Schema.integer(1, Integer.MAX_VALUE))
                    .optional("messages", Schema.array(MESSAGE, 0, 1000)),
            Medium.IMAGE,
            Schema.object()
                    .optional("size", Schema.matching("[1-9]\\d{1,3}x[1-9]\\d{1,3}", "WxH"))
                    .optional("format", Schema.oneOf("webp", "png", "jpeg"))
                    .optional("quality", Schema.oneOf("standard", "hd"))
                    .optional("style", TEXT)
                    .optional("seed", SEED)
                    .optional("negative_prompt", TEXT)
                    .optional("image_url", TEXT),
            Medium.VIDEO,
            Schema.object()
                    .optional("image_url", TEXT)
                    .optional("duration", Schema.integer(5, 5).or(Schema.integer(10, 10)))
                    .optional("aspect_ratio", Schema.oneOf("16:9", "9:16", "1:1"))
                    .optional("negative_prompt", TEXT),
            Medium.AUDIO,
            Schema.object().optional("voice", TEXT));

    private static final JsonTemplate INVALID = JsonTemplate.of("""
            {"error":"validation_error","message":"Validation failed","details":"$details"}""");
    private static final Response NOT_JSON =
            Elumenta.ERRORS.error(400, "bad_request", "The body must be JSON, and its Content-Type must say so");

    static GenerationRequest read(Request request) {
        JsonNode body = request.json(BODY, NOT_JSON, GenerationRequest::invalid);
        String model = body.get("model").textValue();
        Medium medium = Medium.ofModel(model);
        if (medium == null) {
            throw new ErrorResponseException(Elumenta.ERRORS.error(404, "not_found", "Model " + model + " not found"));
        }
        JsonNode params = body.has("params") ? body.get("params") : Json.object();
        Schema schema = PARAMS.get(medium);
        List<ValidationError> errors = schema == null ? List.of() : schema.errors(params, "params");
        if (!errors.isEmpty()) {
            throw new ErrorResponseException(invalid(errors));
        }
        return new GenerationRequest(model, medium, body.get("prompt").textValue(), params);
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt);
    }

    int maxTokens() {
        return params.path("max_tokens").asInt(Integer.MAX_VALUE);
    }

    /** Creates the response to a request with errors, which lists all of them. */
    static Response invalid(List<ValidationError> errors) {
        ObjectNode details = Json.object();
        errors.forEach(error -> details.put(error.dotted(), error.message()));
        return Response.json(422, INVALID.fill("details", details));
    }
}
