package io.camelgenai.simulator.skillsvideo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.ErrorCodes;
import io.camelgenai.simulator.server.RateLimits;
import io.camelgenai.simulator.server.Refusals;
import io.camelgenai.simulator.server.Response;

/**
 * The error document: an old name, a code to branch on, and a message. Codes of models begin with what they make.
 *
 * @param medium what the model makes
 */
record Errors(Medium medium) implements Refusals {
    private static final ErrorCodes CODES = new ErrorCodes("FAILED", 502)
            .with(400, "INVALID_INPUT", "UNSUPPORTED_MODEL")
            .with(401, "UNAUTHORIZED")
            .with(402, "INSUFFICIENT_CREDITS")
            .with(403, "FORBIDDEN")
            .with(404, "NOT_FOUND")
            .with(405, "METHOD_NOT_ALLOWED")
            .with(422, "CONTENT_REJECTED")
            .with(429, "RATE_LIMITED")
            .with(500, "INTERNAL_ERROR")
            .with(503, "PROVIDER_UNAVAILABLE")
            .with(504, "TIMEOUT");
    /** Errors that come from the server and not from what a model makes. */
    private static final String BARE = "UNAUTHORIZED|FORBIDDEN|NOT_FOUND|METHOD_NOT_ALLOWED|INTERNAL_ERROR";

    private static final String FAMILY = "^(IMAGE|VIDEO|TTS)_GENERATION_";

    /** The code as the models of a medium have it. */
    String code(String code) {
        String bare = code.replaceFirst(FAMILY, "");
        String prefix =
                switch (medium) {
                    case IMAGE -> "IMAGE";
                    case AUDIO -> "TTS";
                    default -> "VIDEO";
                };
        return bare.matches(BARE) ? bare : prefix + "_GENERATION_" + bare;
    }

    Response of(int status, String code, String message) {
        ObjectNode body = Json.object()
                .put("error", code.replaceFirst(FAMILY, ""))
                .put("code", code(code))
                .put("message", message);
        return Response.json(status, body);
    }

    Response status(int status) {
        return of(status, CODES.code(status), "Status " + status);
    }

    @Override
    public Response refused() {
        return of(422, "CONTENT_REJECTED", "The prompt was refused");
    }

    @Override
    public Response tooMany(RateLimits.Standing standing) {
        return of(429, "RATE_LIMITED", "Too many requests");
    }

    @Override
    public Response demanded(String codeOrStatus) {
        return CODES.demanded(
                codeOrStatus.replaceFirst(FAMILY, ""),
                (status, code) -> of(status, code, "Refused as the prompt demands"));
    }
}
