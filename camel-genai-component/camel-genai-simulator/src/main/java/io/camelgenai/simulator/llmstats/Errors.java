package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Response;
import org.jspecify.annotations.Nullable;

/** The gateway's error document: code, message and the parameter it is about. */
final class Errors {
    private Errors() {}

    static Response invalid(String param, String message) {
        return error(400, "invalid_input", message, param);
    }

    static Response unauthenticated() {
        return error(401, "unauthenticated", "A key is required: Authorization: Bearer ze_...", null);
    }

    static Response modelUnavailable(String model) {
        return error(403, "model_unavailable", "There is no model " + model + " for this key", "model");
    }

    static Response notFound() {
        return error(404, "not_found", "There is no such generation", null);
    }

    static Response contentPolicy() {
        return error(422, "content_policy", "The prompt was refused", "input.prompt");
    }

    static Response status(int status) {
        String code =
                switch (status) {
                    case 400, 405, 413 -> "invalid_input";
                    case 401 -> "unauthenticated";
                    case 402 -> "insufficient_quota";
                    case 403 -> "model_unavailable";
                    case 404 -> "not_found";
                    case 422 -> "content_policy";
                    case 429 -> "rate_limited";
                    case 502, 503 -> "provider_unavailable";
                    case 504 -> "provider_timeout";
                    default -> "internal_error";
                };
        return error(status, code, "Status " + status, null);
    }

    private static Response error(int status, String code, String message, @Nullable String param) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message).put("param", param);
        return Response.json(status, body);
    }
}
