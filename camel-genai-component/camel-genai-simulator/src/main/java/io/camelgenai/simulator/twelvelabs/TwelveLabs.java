package io.camelgenai.simulator.twelvelabs;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.RateLimits;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** The responses of TwelveLabs, version 1.3. */
public final class TwelveLabs extends ProviderSupport<ModelResponse> {
    static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"code":"$code","message":"$message",
                     "docs_url":"https://docs.twelvelabs.io/api-reference/error-codes"}""", """
                    500 internal_server_error
                    400 parameter_invalid parameter_not_provided parameter_unknown request_canceled_or_timed_out \
                    tags_not_allowed api_upgrade_required token_limit_exceeded invalid_request
                    401 api_key_invalid unauthorized
                    403 api_not_allowed region_not_allowed api_allowed_for_paid_plan
                    404 resource_not_exist
                    405 api_not_allowed
                    429 too_many_requests
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRateLimitMessage("Too many requests")
            .withRetryAfter("retry-after");
    private static final Response CONTENT_REJECTED = ERRORS.error(400, "parameter_invalid", "The input was refused");

    private record Session(String key, String knowledgeStore) {}

    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /** Creates a provider without responses. */
    public TwelveLabs(SimulatorOptions options, CreationLog created) {
        // A response cannot be read again.
        super("twelvelabs", options, created, response -> true);
        route("POST", "/responses", "create", this::create);
    }

    @Override
    public Response error(int status) {
        Response response = ERRORS.status(status);
        return status == 429 ? response.with("retry-after", "1") : response;
    }

    @Override
    public Map<String, String> headers(Request request) {
        String key = request.header("x-api-key");
        RateLimits.Usage usage = limits().usage(key == null ? "" : key);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Api-Version", "1.3");
        headers.put("X-Ratelimit-Limit", String.valueOf(usage.limit()));
        headers.put("X-Ratelimit-Remaining", String.valueOf(usage.remaining()));
        headers.put("X-Ratelimit-Used", String.valueOf(usage.used()));
        headers.put("X-Ratelimit-Reset", String.valueOf(usage.resets().getEpochSecond()));
        return headers;
    }

    @Override
    public void reset() {
        super.reset();
        sessions.clear();
    }

    private void create(HttpExchange exchange) {
        String key = exchange.request().header("x-api-key");
        if (key == null || key.isBlank()) {
            throw new ErrorResponseException(ERRORS.status(401));
        }
        accepted(key, ERRORS.status(401));
        ResponseRequest request = ResponseRequest.read(exchange.request());
        String requestedSession = request.session();
        Session session = new Session(key, request.knowledgeStore());
        if (requestedSession != null && !session.equals(sessions.get(requestedSession))) {
            throw new ErrorResponseException(ERRORS.error(
                    400, "parameter_invalid", "There is no session " + requestedSession + " of this knowledge store"));
        }
        admit(key, request.markers(), ERRORS, CONTENT_REJECTED);
        String id = ids().hex();
        String sessionId = requestedSession == null ? open("sess_" + id, session) : requestedSession;
        TimedText text = text(
                request.markers(),
                request.schema(),
                Integer.MAX_VALUE,
                reason -> ERRORS.error(400, "parameter_invalid", reason));
        ModelResponse response = add(new ModelResponse("resp_" + id, key, sessionId, request, text));
        if (request.stream()) {
            StreamPlayer.play(exchange, response, response.script());
        } else {
            exchange.schedule(
                    response.remainingNanos(), () -> exchange.respond(Response.json(200, response.document())));
        }
    }

    private String open(String id, Session session) {
        sessions.put(id, session);
        if (sessions.size() > options().generationLimit()) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return id;
    }
}
