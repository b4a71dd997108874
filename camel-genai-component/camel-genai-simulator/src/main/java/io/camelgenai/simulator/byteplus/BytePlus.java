package io.camelgenai.simulator.byteplus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.MediaTask;
import io.camelgenai.simulator.provider.MediaTask.Phase;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** The generation tasks of BytePlus ModelArk: a DELETE cancels a queued one and deletes one that is over. */
public final class BytePlus extends ProviderSupport<MediaTask> {
    private static final ErrorEnvelope ERRORS =
            ErrorEnvelope.of("""
                    {"error":{"code":"$code","message":"$message","param":"","type":"$type"}}""", """
                    500 InternalServiceError
                    400 InvalidParameter MissingParameter SensitiveContentDetected
                    401 AuthenticationError
                    403 AccessDenied
                    404 ResourceNotFound
                    405 InvalidParameter
                    409 OperationDenied
                    429 RateLimitExceeded
                    503 ServiceUnavailable
                    """).withRequestedMessage("Refused as the prompt demands");
    private static final Response UNAUTHORIZED =
            ERRORS.error(401, "AuthenticationError", "The API key is missing or invalid");
    private static final Response NOT_FOUND = ERRORS.error(404, "ResourceNotFound", "There is no such task");
    private static final Response CONTENT_REJECTED =
            ERRORS.error(400, "SensitiveContentDetected", "The text may contain sensitive information");
    private static final Response RUNS =
            ERRORS.error(409, "OperationDenied", "A task that runs can neither be canceled nor deleted");
    private static final JsonTemplate CREATED = JsonTemplate.of("""
            {"id":"$id"}""");
    private static final JsonTemplate TASK = JsonTemplate.of("""
            {"id":"$id","model":"$model","status":"$status","created_at":"$created","updated_at":"$updated"}""");
    private static final JsonTemplate CONTENT = JsonTemplate.of("""
            {"video_url":"$url"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"completion_tokens":103818,"total_tokens":103818}""");
    private static final Schema TEXT =
            Schema.object().required("type", Schema.oneOf("text")).required("text", Schema.text(1, 10_000));
    private static final Schema IMAGE = Schema.object()
            .required("type", Schema.oneOf("image_url"))
            .required("image_url", Schema.object().required("url", Schema.text(1, 40_000_000)))
            .optional("role", Schema.oneOf("first_frame", "last_frame", "reference_image"));
    private static final Schema BODY = Schema.object()
            .required("model", Schema.text(1, 200))
            .required("content", Schema.array(TEXT.or(IMAGE), 1, 10))
            .optional("resolution", Schema.oneOf("480p", "720p", "1080p"))
            .optional("ratio", Schema.matching("[1-9]\\d?:[1-9]\\d?|adaptive", "W:H"))
            .optional("duration", Schema.integer(1, 60))
            .optional("seed", Schema.integer(-1, 4_294_967_295L))
            .optional("camera_fixed", Schema.bool())
            .optional("watermark", Schema.bool())
            .optional("generate_audio", Schema.bool())
            .optional("return_last_frame", Schema.bool())
            .optional("callback_url", Schema.matching("https?://.+", "a URL"));

    private final FileStore files;

    /** Creates a provider without tasks. */
    public BytePlus(SimulatorOptions options, CreationLog created) {
        super("byteplus", options, created, task -> false);
        this.files = new FileStore(name(), options, store()::find);
        route("POST", "/contents/generations/tasks", "create", this::create);
        route("GET", "/contents/generations/tasks/{id}", "get", this::get);
        route("DELETE", "/contents/generations/tasks/{id}", "delete", this::delete);
        routes(files.routes());
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    private void create(HttpExchange exchange) {
        Request request = exchange.request();
        String key = requireKey(request, "", UNAUTHORIZED);
        JsonNode body = request.json(
                BODY,
                ERRORS.error(400, "InvalidParameter", "The body must be JSON"),
                errors -> ERRORS.error(
                        400,
                        "InvalidParameter",
                        errors.get(0).dotted() + " " + errors.get(0).message()));
        receive(request, message -> ERRORS.error(400, "InvalidParameter", message));
        PromptMarkers markers = PromptMarkers.of(text(body.get("content")));
        admit(key, markers, ERRORS, CONTENT_REJECTED);
        MediaTask task = add(new MediaTask(
                "cgt_" + ids().hex(),
                key,
                body.get("model").textValue(),
                Medium.VIDEO,
                markers,
                body.path("ratio").asText("16:9").replace("adaptive", "16:9"),
                body.has("seed") ? body.get("seed").longValue() : null,
                options()));
        exchange.respond(Response.json(200, CREATED.fill("id", task.id())));
    }

    private static String text(JsonNode content) {
        return StreamSupport.stream(content.spliterator(), false)
                .map(each -> each.path("text").asText(""))
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElseThrow(
                        () -> new ErrorResponseException(ERRORS.error(400, "MissingParameter", "content has no text")));
    }

    private void get(HttpExchange exchange) {
        MediaTask task = task(exchange);
        exchange.respond(Response.json(200, document(task, task.phase(), exchange.request())));
    }

    private void delete(HttpExchange exchange) {
        MediaTask task = task(exchange);
        switch (task.phase()) {
            case QUEUED -> task.stop();
            case RUNNING -> throw new ErrorResponseException(RUNS);
            default -> forget(task.id());
        }
        exchange.respond(Response.json(200, Json.object()));
    }

    private MediaTask task(HttpExchange exchange) {
        return require(exchange, requireKey(exchange.request(), "", UNAUTHORIZED), NOT_FOUND);
    }

    private ObjectNode document(MediaTask task, Phase phase, Request request) {
        ObjectNode document = TASK.fill(
                "id", task.id(),
                "model", task.model(),
                "status", word(phase),
                "created", task.createdAt().getEpochSecond(),
                "updated", task.createdAt().plusNanos(task.ageNanos()).getEpochSecond());
        if (phase == Phase.COMPLETED) {
            GeneratedFile file = Objects.requireNonNull(task.file(0));
            document.set("content", CONTENT.fill("url", files.url(task.id(), 0, file, request)));
            document.set("usage", USAGE.fill());
        }
        if (phase == Phase.FAILED) {
            document.putObject("error")
                    .put("code", task.failCode("OutputVideoSensitiveContentDetected"))
                    .put("message", "The video may contain sensitive information");
        }
        return document;
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case QUEUED -> "queued";
            case RUNNING -> "running";
            case COMPLETED -> "succeeded";
            case FAILED -> "failed";
            case CANCELED -> "cancelled";
        };
    }
}
