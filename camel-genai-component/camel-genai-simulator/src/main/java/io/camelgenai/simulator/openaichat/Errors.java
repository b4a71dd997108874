package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.server.ErrorCodes;
import io.camelgenai.simulator.server.RateLimits;
import io.camelgenai.simulator.server.Refusals;
import io.camelgenai.simulator.server.Response;
import org.jspecify.annotations.Nullable;

/** The error document: message, type, parameter and code. */
final class Errors implements Refusals {
    static final Errors REFUSALS = new Errors();

    private static final ErrorCodes CODES = new ErrorCodes("server_error", 500)
            .with(400, "invalid_request", "context_length_exceeded", "content_filter", "unknown_parameter")
            .with(401, "invalid_api_key")
            .with(403, "unsupported_country_region_territory")
            .with(404, "model_not_found")
            .with(405, "method_not_allowed")
            .with(429, "rate_limit_exceeded", "insufficient_quota")
            .with(503, "overloaded");

    private Errors() {}

    static Response invalid(Problem problem) {
        String param = problem.dotted();
        return switch (problem.kind()) {
            case UNKNOWN -> error(400, "unknown_parameter", "Unknown parameter: '" + param + "'.", param);
            case MISSING ->
                error(400, "missing_required_parameter", "Missing required parameter: '" + param + "'.", param);
            case TYPE -> error(400, "invalid_type", "Invalid type for '" + param + "': " + problem.message(), param);
            case VALUE -> error(400, "invalid_value", "Invalid value for '" + param + "': " + problem.message(), param);
        };
    }

    static Response invalid(String message, @Nullable String param) {
        return error(400, "invalid_request", message, param);
    }

    static Response status(int status) {
        return error(status, CODES.code(status), "Status " + status, null);
    }

    /** What stands in a frame when a stream breaks off. */
    static ObjectNode midStream() {
        return document(500, "server_error", "The model stopped answering", null);
    }

    @Override
    public Response refused() {
        return error(400, "content_filter", "The prompt was refused", "messages");
    }

    @Override
    public Response tooMany(RateLimits.Standing standing) {
        return status(429).with("Retry-After", String.valueOf(standing.waitSeconds()));
    }

    @Override
    public Response demanded(String codeOrStatus) {
        return CODES.demanded(
                codeOrStatus, (status, code) -> error(status, code, "Refused as the prompt demands", null));
    }

    private static Response error(int status, String code, String message, @Nullable String param) {
        return Response.json(status, document(status, code, message, param));
    }

    private static ObjectNode document(int status, String code, String message, @Nullable String param) {
        String type =
                switch (status) {
                    case 429 -> "rate_limit_error";
                    case 500, 502, 503, 504 -> "server_error";
                    default -> "invalid_request_error";
                };
        ObjectNode document = Json.object();
        document.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return document;
    }
}
