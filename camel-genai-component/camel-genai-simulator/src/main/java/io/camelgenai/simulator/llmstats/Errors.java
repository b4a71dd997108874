package io.camelgenai.simulator.llmstats;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.ErrorCodes;
import io.camelgenai.simulator.server.RateLimits;
import io.camelgenai.simulator.server.Refusals;
import io.camelgenai.simulator.server.Response;
import org.jspecify.annotations.Nullable;

/** The gateway's error document: code, message and the parameter it is about. */
final class Errors implements Refusals {
    static final Errors REFUSALS = new Errors();

    private static final ErrorCodes CODES = new ErrorCodes("internal_error", 500)
            .with(400, "invalid_input")
            .with(401, "unauthenticated")
            .with(402, "insufficient_quota")
            .with(403, "model_unavailable")
            .with(404, "not_found")
            .with(405, "invalid_input")
            .with(413, "invalid_input")
            .with(422, "content_policy")
            .with(429, "rate_limited")
            .with(502, "provider_unavailable")
            .with(503, "provider_unavailable")
            .with(504, "provider_timeout");

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

    @Override
    public Response refused() {
        return error(422, "content_policy", "The prompt was refused", "input.prompt");
    }

    @Override
    public Response tooMany(RateLimits.Standing standing) {
        return status(429).with("Retry-After", String.valueOf(standing.waitSeconds()));
    }

    static Response status(int status) {
        return error(status, CODES.code(status), "Status " + status, null);
    }

    @Override
    public Response demanded(String error) {
        return CODES.demanded(error, (status, code) -> error(status, code, "Refused as the prompt demands", null));
    }

    private static Response error(int status, String code, String message, @Nullable String param) {
        ObjectNode body = Json.object();
        body.putObject("error").put("code", code).put("message", message).put("param", param);
        return Response.json(status, body);
    }
}
