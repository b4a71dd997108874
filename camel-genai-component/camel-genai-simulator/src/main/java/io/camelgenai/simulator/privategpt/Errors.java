package io.camelgenai.simulator.privategpt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.server.ErrorCodes;
import io.camelgenai.simulator.server.RateLimits;
import io.camelgenai.simulator.server.Refusals;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Locale;

/** The two ways in which PrivateGPT says no: a bare detail, and the envelope of its global handler. */
final class Errors implements Refusals {
    static final Errors REFUSALS = new Errors();

    private static final ErrorCodes TYPES = new ErrorCodes("api_error", 500)
            .with(400, "invalid_request_error")
            .with(401, "authentication_error")
            .with(402, "billing_error")
            .with(403, "permission_error")
            .with(404, "not_found_error")
            .with(413, "request_too_large")
            .with(422, "invalid_request_error")
            .with(429, "rate_limit_error")
            .with(529, "overloaded_error");

    private Errors() {}

    static Response detail(int status, String detail) {
        return Response.json(status, Json.object().put("detail", detail));
    }

    static Response notFound(String id) {
        return detail(404, "Stream with message_id " + id + " not found");
    }

    static Response unauthenticated() {
        return detail(401, "Not authenticated")
                .with("WWW-Authenticate", "Basic realm=\"All the API\", charset=\"UTF-8\"");
    }

    static Response duplicate(String id) {
        return refusal("INVALID_REQUEST_ERROR", "Stream with message_id " + id + " already exists");
    }

    static Response emptyMessage() {
        return refusal("INVALID_REQUEST_EMPTY_MESSAGE_ERROR", "The last message of the user is empty");
    }

    @Override
    public Response refused() {
        return refusal("INVALID_REQUEST_ERROR", "The request was refused");
    }

    private static Response refusal(String code, String message) {
        return envelope(400, "invalid_request_error", code, "ValueError", message, TextNode.valueOf(message));
    }

    static Response invalid(List<Problem> problems) {
        ArrayNode detail = Json.array();
        problems.forEach(problem -> detail.add(line(problem)));
        String message = problems.size() + " validation error" + (problems.size() == 1 ? "" : "s");
        return envelope(
                400, "invalid_request_error", "INVALID_REQUEST_ERROR", "RequestValidationError", message, detail);
    }

    static Response status(int status) {
        return typed(status, TYPES.code(status));
    }

    @Override
    public Response tooMany(RateLimits.Standing standing) {
        return status(429);
    }

    @Override
    public Response demanded(String error) {
        return TYPES.demanded(error, Errors::typed);
    }

    private static Response typed(int status, String type) {
        String message = "Status " + status;
        return envelope(
                status, type, type.toUpperCase(Locale.ROOT), "HTTPException", message, TextNode.valueOf(message));
    }

    private static ObjectNode line(Problem problem) {
        ObjectNode line = Json.object();
        line.put(
                "type",
                switch (problem.kind()) {
                    case MISSING -> "missing";
                    case UNKNOWN -> "extra_forbidden";
                    case TYPE -> "type_error";
                    case VALUE -> "value_error";
                });
        ArrayNode place = line.putArray("loc");
        problem.path().forEach(place::add);
        line.put("msg", problem.kind() == Problem.Kind.UNKNOWN ? "Extra inputs are not permitted" : problem.message());
        line.set("input", problem.input());
        return line;
    }

    private static Response envelope(
            int status, String type, String code, String exception, String message, JsonNode detail) {
        ObjectNode body = Json.object().put("type", "error");
        ObjectNode error = body.putObject("error").put("type", type).put("message", title(type));
        error.putObject("detail").put("code", code).put("explanation", message);
        body.putNull("request_id");
        body.putObject("exception").put("type", exception).put("message", message);
        body.set("detail", detail);
        return Response.json(status, body);
    }

    /** The message is the type with capitals: {@code Api Error} for {@code api_error}. */
    private static String title(String type) {
        StringBuilder title = new StringBuilder();
        for (String word : type.split("_")) {
            title.append(title.isEmpty() ? "" : " ")
                    .append(Character.toUpperCase(word.charAt(0)))
                    .append(word.substring(1));
        }
        return title.toString();
    }
}
