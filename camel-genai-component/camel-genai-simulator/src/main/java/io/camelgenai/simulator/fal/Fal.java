package io.camelgenai.simulator.fal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.MediaTask;
import io.camelgenai.simulator.provider.MediaTask.Phase;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Objects;

/**
 * The queue of fal. A request is asked for below the first two segments of its model; its status says that it is over, and only
 * its result says how. What the documentation leaves open: a request that was canceled is over, and its result is an error.
 */
public final class Fal extends ProviderSupport<MediaTask> {
    private static final String PREFIX = "Key ";
    private static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"detail":"$message"}""", """
                    500 internal_server_error
                    400 bad_request
                    401 unauthorized
                    403 forbidden
                    404 not_found
                    405 method_not_allowed
                    422 invalid
                    429 rate_limited
                    502 bad_gateway
                    503 unavailable
                    504 request_timeout
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRetryAfter("Retry-After");
    private static final Response UNAUTHORIZED = problem(401, "Authentication is required to access this application");
    private static final Response NOT_FOUND = problem(404, "Request not found");
    private static final Response NO_MODEL = problem(404, "Application not found");
    private static final Response CONTENT_REJECTED = problem(422, "The content could not be processed");
    private static final Response NOT_READY = problem(400, "Request is still in progress");
    private static final JsonTemplate QUEUED = JsonTemplate.of("""
            {"status":"$status","request_id":"$id","response_url":"$url","status_url":"$statusUrl",
             "cancel_url":"$cancelUrl"}""");
    private static final JsonTemplate METRICS = JsonTemplate.of("""
            {"inference_time":"$seconds"}""");
    private static final JsonTemplate LOG = JsonTemplate.of("""
            {"message":"$message","level":"INFO","source":"USER","timestamp":"$time"}""");
    private static final JsonTemplate FILE = JsonTemplate.of("""
            {"url":"$url","content_type":"$type","file_name":"$name"}""");
    private static final JsonTemplate FAILURE = JsonTemplate.of("""
            {"detail":[{"loc":["body","prompt"],"msg":"$message","type":"$type"}],"error_type":"$type"}""");

    private final FileStore files;
    private final FalStorage storage;

    /** Creates a provider without requests. */
    public Fal(SimulatorOptions options, CreationLog created) {
        super("fal", options, created, task -> false);
        this.files = new FileStore(name(), options, store()::find);
        routes(files.routes());
        this.storage = new FalStorage(created, options, ids(), this::key);
        routes(storage.routes());
        route("GET", "/{owner}/{app}/requests/{id}/status", "get", this::status);
        route("GET", "/{owner}/{app}/requests/{id}/status/stream", "stream", this::stream);
        route("GET", "/{owner}/{app}/requests/{id}", "result", this::result);
        route("PUT", "/{owner}/{app}/requests/{id}/cancel", "cancel", this::cancel);
        route("POST", "/{owner}/{model...}", "create", this::create);
    }

    private static Response problem(int status, String message) {
        return ERRORS.error(status, "error", message);
    }

    @Override
    public String sampleKey() {
        return "fal-simulator";
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    private String key(Request request) {
        String authorization = request.header("Authorization");
        if (authorization == null || !authorization.startsWith(PREFIX) || authorization.length() == PREFIX.length()) {
            throw new ErrorResponseException(UNAUTHORIZED);
        }
        return accepted(authorization.substring(PREFIX.length()), UNAUTHORIZED);
    }

    private void create(HttpExchange exchange) {
        Request request = exchange.request();
        String key = key(request);
        String model = exchange.pathParameter("owner") + "/" + exchange.pathParameter("model");
        Medium medium = Medium.ofModel(model);
        if (medium == null || medium == Medium.TEXT) {
            throw new ErrorResponseException(NO_MODEL);
        }
        JsonNode body = request.json();
        if (!(body instanceof ObjectNode)) {
            throw new ErrorResponseException(problem(422, "The body must be a JSON object"));
        }
        receive(request, message -> problem(422, message)).forEach(file -> requireStored(file, key, request));
        PromptMarkers markers = PromptMarkers.of(body.path("prompt").asText(""));
        admit(key, markers, ERRORS, CONTENT_REJECTED);
        MediaTask task = add(new MediaTask(
                ids().uuid(),
                key,
                model,
                medium,
                markers,
                body.path("aspect_ratio").asText("16:9"),
                body.path("seed").isIntegralNumber() ? body.get("seed").longValue() : null,
                options()));
        exchange.respond(Response.json(200, document(task, Phase.QUEUED, request)));
    }

    /** A URL of the own storage is that of a file which has arrived. */
    private void requireStored(ReceivedFile file, String key, Request request) {
        if (file.way().equals("url") && !storage.mayRead(file.sha256(), key, request)) {
            throw new ErrorResponseException(problem(422, file.name() + ": the file does not exist"));
        }
    }

    @Override
    public void reset() {
        super.reset();
        storage.clear();
    }

    private void status(HttpExchange exchange) {
        MediaTask task = task(exchange);
        Phase phase = task.phase();
        exchange.respond(Response.json(
                phase == Phase.QUEUED || phase == Phase.RUNNING ? 202 : 200,
                document(task, phase, exchange.request())));
    }

    private void stream(HttpExchange exchange) {
        MediaTask task = task(exchange);
        Request request = exchange.request();
        StreamScript all = new StatusEvents(task, phase -> ServerSentEvents.data(document(task, phase, request)));
        StreamPlayer.play(
                exchange,
                task,
                all.from(Math.min(task.phase().ordinal(), all.frames() - 1)),
                ServerSentEvents.COMMENT,
                options().pingInterval().toNanos());
    }

    private void result(HttpExchange exchange) {
        MediaTask task = task(exchange);
        Response response =
                switch (task.phase()) {
                    case QUEUED, RUNNING -> NOT_READY;
                    case COMPLETED -> Response.json(200, output(task, exchange.request()));
                    case FAILED -> failure(task.failCode("content_policy_violation"), "The content was flagged");
                    case CANCELED -> failure("request_cancelled", "The request was cancelled");
                };
        exchange.respond(response.with("x-fal-request-id", task.id()));
    }

    private static Response failure(String type, String message) {
        return Response.json(422, FAILURE.fill("type", type, "message", message))
                .with("X-Fal-Error-Type", type);
    }

    private void cancel(HttpExchange exchange) {
        MediaTask task = task(exchange);
        boolean over = task.isTerminal();
        task.stop();
        exchange.respond(Response.json(
                over ? 400 : 202, Json.object().put("status", over ? "ALREADY_COMPLETED" : "CANCELLATION_REQUESTED")));
    }

    /** Returns the request of this key below the application's name, whose further segments do not count. */
    private MediaTask task(HttpExchange exchange) {
        String key = key(exchange.request());
        MediaTask task = require(exchange, key, NOT_FOUND);
        String application = exchange.pathParameter("owner") + "/" + exchange.pathParameter("app");
        if (!(task.model() + "/").startsWith(application + "/")) {
            throw new ErrorResponseException(NOT_FOUND);
        }
        return task;
    }

    private ObjectNode document(MediaTask task, Phase phase, Request request) {
        String[] model = task.model().split("/");
        String url = "http://" + request.header("Host") + "/" + name() + "/" + model[0] + "/" + model[1] + "/requests/"
                + task.id();
        ObjectNode document = QUEUED.fill(
                "status",
                word(phase),
                "id",
                task.id(),
                "url",
                url,
                "statusUrl",
                url + "/status",
                "cancelUrl",
                url + "/cancel");
        if (phase == Phase.QUEUED) {
            document.put("queue_position", 0);
        } else if ("1".equals(request.parameter("logs"))) {
            document.set("logs", logs(task, phase));
        }
        if (phase != Phase.QUEUED && phase != Phase.RUNNING) {
            document.set("metrics", METRICS.fill("seconds", task.durationMillis() / 1000));
        }
        return document;
    }

    private static ArrayNode logs(MediaTask task, Phase phase) {
        ArrayNode logs = Json.array();
        for (String message :
                phase == Phase.COMPLETED ? List.of("Loading the model", "Done") : List.of("Loading the model")) {
            logs.add(LOG.fill("message", message, "time", task.createdAt().toString()));
        }
        return logs;
    }

    private ObjectNode output(MediaTask task, Request request) {
        GeneratedFile file = Objects.requireNonNull(task.file(0));
        ObjectNode described = FILE.fill(
                "url",
                files.url(task.id(), 0, file, request),
                "type",
                file.mediaType(),
                "name",
                "output." + file.extension());
        ObjectNode output = Json.object();
        switch (task.medium()) {
            case IMAGE -> output.putArray("images").add(described);
            case VIDEO -> output.set("video", described);
            default -> output.set("audio", described);
        }
        return output;
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case QUEUED -> "IN_QUEUE";
            case RUNNING -> "IN_PROGRESS";
            default -> "COMPLETED";
        };
    }
}
