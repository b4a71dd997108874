package io.camelgenai.simulator.replicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of Replicate. The base URL takes the place of the one that ends in {@code /v1}. A stream is on the same host here,
 * and needs no token: the SDK sends none.
 * What the documentation leaves open: the form of errors besides {@code detail}, and that a cancel of a prediction that is over
 * answers with it.
 */
public final class Replicate extends ProviderSupport<Prediction> {
    private static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"title":"$Code","detail":"$message","status":"$status"}""", """
                    500 internal_server_error
                    400 bad_request
                    401 unauthenticated
                    402 insufficient_credit
                    403 forbidden
                    404 not_found
                    405 method_not_allowed
                    422 input_validation_failed
                    429 too_many_requests
                    502 bad_gateway
                    503 service_unavailable
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRateLimitMessage("Request was throttled.")
            .withRetryAfter("Retry-After");
    static final Response NOT_FOUND = ERRORS.error(404, "not_found", "The requested resource could not be found.");
    private static final Response UNAUTHENTICATED =
            ERRORS.error(401, "unauthenticated", "You did not pass a valid authentication token");
    private static final Response CONTENT_REJECTED = invalid("input.prompt: the prompt was flagged as sensitive");

    private final FileStore files;
    private final ReplicateFiles uploads;

    /** Creates a provider without predictions. */
    public Replicate(SimulatorOptions options, CreationLog created) {
        super("replicate", options, created, prediction -> false);
        this.files = new FileStore(name(), options, store()::find);
        route("POST", "/predictions", "create", this::createByVersion);
        route("POST", "/models/{owner}/{name}/predictions", "create", this::createByName);
        route("POST", "/deployments/{owner}/{name}/predictions", "create", this::createByName);
        route("GET", "/predictions/{id}", "get", this::get);
        route("GET", "/stream/{id}", "stream", this::stream);
        route("POST", "/predictions/{id}/cancel", "cancel", this::cancel);
        routes(files.routes());
        this.uploads = new ReplicateFiles(created, ids(), request -> requireKey(request, "", UNAUTHENTICATED));
        routes(uploads.routes());
    }

    static Response invalid(String message) {
        return ERRORS.error(422, "input_validation_failed", message);
    }

    @Override
    public String sampleKey() {
        return "r8_simulator";
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    @Override
    public void reset() {
        super.reset();
        uploads.clear();
    }

    @Override
    public void forget(String id) {
        Prediction prediction = store().find(id);
        if (prediction != null) {
            store().remove(id);
            prediction.forget();
        }
    }

    private void createByVersion(HttpExchange exchange) {
        String key = requireKey(exchange.request(), "", UNAUTHENTICATED);
        create(exchange, key, PredictionRequest.ofVersion(exchange.request()));
    }

    private void createByName(HttpExchange exchange) {
        String key = requireKey(exchange.request(), "", UNAUTHENTICATED);
        String model = exchange.pathParameter("owner") + "/" + exchange.pathParameter("name");
        create(exchange, key, PredictionRequest.ofModel(exchange.request(), model));
    }

    private void create(HttpExchange exchange, String key, PredictionRequest request) {
        receive(exchange.request(), Replicate::invalid).forEach(file -> {
            if (file.way().equals("url") && !uploads.mayRead(file.sha256(), key, exchange.request())) {
                throw new ErrorResponseException(invalid(file.name() + ": there is no such file"));
            }
        });
        admit(key, request.markers(), ERRORS, CONTENT_REJECTED);
        Prediction prediction = add(Prediction.start(ids().hex(), key, request, options()));
        Duration maxWait = request.maxWait();
        if (maxWait == null) {
            exchange.respond(document(prediction, 201, exchange.request()));
        } else {
            exchange.schedule(
                    Math.min(maxWait.toNanos(), prediction.remainingNanos()),
                    () -> exchange.respond(document(prediction, 201, exchange.request())));
        }
    }

    private void get(HttpExchange exchange) {
        exchange.respond(document(prediction(exchange), 200, exchange.request()));
    }

    private void stream(HttpExchange exchange) {
        Prediction prediction = store().find(exchange.pathParameter("id"));
        if (prediction == null || !prediction.streams()) {
            throw new ErrorResponseException(NOT_FOUND);
        }
        Request request = exchange.request();
        StreamPlayer.play(
                exchange,
                prediction,
                new PredictionEvents(prediction, () -> Objects.requireNonNull(file(prediction, request))),
                ServerSentEvents.COMMENT,
                options().pingInterval().toNanos());
    }

    private void cancel(HttpExchange exchange) {
        Prediction prediction = prediction(exchange);
        prediction.stop();
        exchange.respond(document(prediction, 200, exchange.request()));
    }

    private Prediction prediction(HttpExchange exchange) {
        return require(exchange, requireKey(exchange.request(), "", UNAUTHENTICATED), NOT_FOUND);
    }

    private Response document(Prediction prediction, int status, Request request) {
        String root = "http://" + request.header("Host") + "/" + name();
        String address = root + "/predictions/" + prediction.id();
        ObjectNode urls = Json.object()
                .put("get", address)
                .put("cancel", address + "/cancel")
                .put("web", "https://replicate.com/p/" + prediction.id());
        if (prediction.streams()) {
            urls.put("stream", root + "/stream/" + prediction.id());
        }
        return Response.json(status, prediction.document(file(prediction, request), urls));
    }

    private @Nullable String file(Prediction prediction, Request request) {
        GeneratedFile file = prediction.file(0);
        return file == null ? null : files.url(prediction.id(), 0, file, request);
    }
}
