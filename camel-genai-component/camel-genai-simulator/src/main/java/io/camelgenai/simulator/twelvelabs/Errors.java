package io.camelgenai.simulator.twelvelabs;

import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.server.ErrorCodes;
import io.camelgenai.simulator.server.RateLimits;
import io.camelgenai.simulator.server.Refusals;
import io.camelgenai.simulator.server.Response;

/** The error document: code, message, and where to read more. */
final class Errors implements Refusals {
    static final Errors REFUSALS = new Errors();

    private static final String DOCS = "https://docs.twelvelabs.io/api-reference/error-codes";
    private static final ErrorCodes CODES = new ErrorCodes("internal_server_error", 500)
            .with(
                    400,
                    "parameter_invalid",
                    "parameter_not_provided",
                    "parameter_unknown",
                    "request_canceled_or_timed_out",
                    "tags_not_allowed",
                    "api_upgrade_required",
                    "token_limit_exceeded",
                    "invalid_request")
            .with(401, "api_key_invalid", "unauthorized")
            .with(403, "api_not_allowed", "region_not_allowed", "api_allowed_for_paid_plan")
            .with(404, "resource_not_exist")
            .with(405, "api_not_allowed")
            .with(429, "too_many_requests");

    private Errors() {}

    static Response invalid(Problem problem) {
        String code =
                switch (problem.kind()) {
                    case MISSING -> "parameter_not_provided";
                    case UNKNOWN -> "parameter_unknown";
                    case TYPE, VALUE -> "parameter_invalid";
                };
        return error(400, code, "The " + problem.dotted() + " parameter " + problem.message());
    }

    static Response invalid(String message) {
        return error(400, "parameter_invalid", message);
    }

    static Response status(int status) {
        Response response = error(status, CODES.code(status), "Status " + status);
        return status == 429 ? response.with("retry-after", "1") : response;
    }

    @Override
    public Response refused() {
        return invalid("The input was refused");
    }

    @Override
    public Response tooMany(RateLimits.Standing standing) {
        return error(429, "too_many_requests", "Too many requests")
                .with("retry-after", String.valueOf(standing.waitSeconds()));
    }

    @Override
    public Response demanded(String codeOrStatus) {
        return CODES.demanded(codeOrStatus, (status, code) -> error(status, code, "Refused as the prompt demands"));
    }

    private static Response error(int status, String code, String message) {
        return Response.json(
                status, Json.object().put("code", code).put("message", message).put("docs_url", DOCS));
    }
}
