package io.camelgenai.simulator.openaiimages;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;

/**
 * The valid body of a create, or of an edit. Names and types are those of the vendor's SDK for the GPT image models.
 *
 * @param body the document
 * @param events what the names of the events of its stream begin with
 */
record ImageRequest(JsonNode body, String events) {
    private static final int MAX_PROMPT = 32_000;
    private static final Schema BODY = common().optional(
                    "moderation", Schema.oneOf("low", "auto").orNull())
            .optional("safety_identifier", Schema.text(1, 128));
    private static final Schema EDIT = common().optional("input_fidelity", Schema.oneOf("low", "high"));

    private static final Response NOT_JSON = OpenAiImages.ERRORS.error(
            400, "invalid_request", "The body must be JSON, and its Content-Type must say so");

    private static Schema.Fields common() {
        return Schema.object()
                .required("model", Schema.text(1, 200))
                .required("prompt", Schema.text(1, MAX_PROMPT))
                .optional("n", Schema.integer(1, 10).orNull())
                .optional(
                        "size",
                        Schema.matching("auto|[1-9]\\d{1,3}x[1-9]\\d{1,3}", "auto or WIDTHxHEIGHT")
                                .orNull())
                .optional(
                        "quality",
                        Schema.oneOf("low", "medium", "high", "xhigh", "max", "auto")
                                .orNull())
                .optional(
                        "background",
                        Schema.oneOf("transparent", "opaque", "auto").orNull())
                .optional("output_format", Schema.oneOf("png", "jpeg", "webp").orNull())
                .optional("output_compression", Schema.integer(0, 100).orNull())
                .optional("partial_images", Schema.integer(0, 3).orNull())
                .optional("stream", Schema.bool().orNull())
                .optional("user", Schema.text(0, 512));
    }

    static ImageRequest read(Request request) {
        return new ImageRequest(request.json(BODY, NOT_JSON, errors -> invalid(errors.get(0))), "image_generation");
    }

    static ImageRequest edit(JsonNode fields) {
        List<ValidationError> errors = EDIT.errors(fields);
        if (!errors.isEmpty()) {
            throw new ErrorResponseException(invalid(errors.get(0)));
        }
        return new ImageRequest(fields, "image_edit");
    }

    String model() {
        return body.get("model").textValue();
    }

    String prompt() {
        return body.get("prompt").textValue();
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt());
    }

    int count() {
        return body.path("n").asInt(1);
    }

    boolean stream() {
        return body.path("stream").asBoolean();
    }

    int previews() {
        return body.path("partial_images").asInt(0);
    }

    String size() {
        String size = body.path("size").asText("auto");
        return size.equals("auto") ? "1024x1024" : size;
    }

    String quality() {
        String quality = body.path("quality").asText("auto");
        return quality.equals("auto") ? "high" : quality;
    }

    private static Response invalid(ValidationError error) {
        String param = error.dotted();
        return switch (error.kind()) {
            case UNKNOWN ->
                OpenAiImages.ERRORS.error(
                        400, "unknown_parameter", "Unknown parameter: '" + param + "'.", "param", param);
            case MISSING ->
                OpenAiImages.ERRORS.error(
                        400,
                        "missing_required_parameter",
                        "Missing required parameter: '" + param + "'.",
                        "param",
                        param);
            case TYPE, VALUE ->
                OpenAiImages.ERRORS.error(
                        400, "invalid_value", "Invalid value for '" + param + "': " + error.message(), "param", param);
        };
    }
}
