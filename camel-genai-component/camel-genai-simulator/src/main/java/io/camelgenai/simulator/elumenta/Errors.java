package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.server.ErrorCodes;
import io.camelgenai.simulator.server.RateLimits;
import io.camelgenai.simulator.server.Refusals;
import io.camelgenai.simulator.server.Response;
import java.util.List;

/** The error document: a code, a message, and details, which are empty where there is nothing to tell. */
final class Errors implements Refusals {
    static final Errors REFUSALS = new Errors();

    private static final ErrorCodes CODES = new ErrorCodes("provider_error", 500)
            .with(400, "bad_request")
            .with(401, "not_authenticated", "token_expired")
            .with(402, "insufficient_tokens")
            .with(403, "insufficient_plan")
            .with(404, "not_found")
            .with(405, "bad_request")
            .with(422, "validation_error")
            .with(429, "rate_limit_exceeded")
            .with(503, "model_unavailable");

    private Errors() {}

    static Response status(int status) {
        return error(status, CODES.code(status), "Status " + status);
    }

    static Response notFound(String what) {
        return error(404, "not_found", what + " not found");
    }

    static Response badRequest(String message) {
        return error(400, "bad_request", message);
    }

    static Response invalid(List<Problem> problems) {
        ObjectNode body = document("validation_error", "Validation failed");
        ObjectNode details = body.putObject("details");
        problems.forEach(problem -> details.put(problem.dotted(), problem.message()));
        return Response.json(422, body);
    }

    @Override
    public Response refused() {
        return error(400, "bad_request", "The prompt was refused");
    }

    /** The only place that says how long to wait is the body. */
    @Override
    public Response tooMany(RateLimits.Standing standing) {
        return Response.json(
                429,
                document("rate_limit_exceeded", "Too many requests")
                        .put("retry_after", standing.waitSeconds())
                        .put("plan", Account.plan(true))
                        .put("limit_hour", standing.limit())
                        .put("limit_day", Account.DAY * standing.limit()));
    }

    @Override
    public Response demanded(String codeOrStatus) {
        return CODES.demanded(codeOrStatus, (status, code) -> error(status, code, "Refused as the prompt demands"));
    }

    private static Response error(int status, String code, String message) {
        ObjectNode body = document(code, message);
        if (status == 429) {
            body.put("retry_after", 1)
                    .put("plan", Account.plan(true))
                    .put("limit_hour", 100)
                    .put("limit_day", 1000);
        } else {
            body.putObject("details");
        }
        return Response.json(status, body);
    }

    private static ObjectNode document(String code, String message) {
        return Json.object().put("error", code).put("message", message);
    }
}
