package io.camelgenai.simulator.runway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
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

/** The tasks of Runway: a DELETE cancels one that is pending or runs and deletes one that is over; afterwards it is gone. */
public final class Runway extends ProviderSupport<MediaTask> {
    private static final String VERSION = "2024-11-06";
    private static final ErrorEnvelope ERRORS =
            ErrorEnvelope.of("""
                    {"error":"$message"}""", """
                    500 internal
                    400 invalid
                    401 unauthorized
                    403 forbidden
                    404 not_found
                    405 method_not_allowed
                    429 rate_limited
                    502 bad_gateway
                    503 unavailable
                    """).withRequestedMessage("Refused as the prompt demands");
    private static final Response UNAUTHORIZED = problem(401, "The API key is missing or invalid");
    private static final Response NO_VERSION = problem(400, "The header X-Runway-Version must be " + VERSION);
    private static final Response NOT_FOUND = problem(404, "An asset with that ID was not found");
    private static final Response CONTENT_REJECTED = problem(400, "The prompt was refused by moderation");
    private static final JsonTemplate CREATED = JsonTemplate.of("""
            {"id":"$id","estimatedCost":"$credits"}""");
    private static final JsonTemplate TASK = JsonTemplate.of("""
            {"id":"$id","createdAt":"$created","status":"$status"}""");
    private static final JsonTemplate CREDITS = JsonTemplate.of("""
            {"credits":"$credits"}""");
    private static final Schema RATIO = Schema.matching("[1-9]\\d{2,3}:[1-9]\\d{2,3}", "WIDTH:HEIGHT");
    private static final Schema URI =
            Schema.matching("(?s)(https?://|data:|runway://).+", "an https, data or runway URI");
    private static final Schema FRAME =
            Schema.object().required("uri", URI).required("position", Schema.oneOf("first", "last"));
    private static final Schema REFERENCE = Schema.object()
            .required("uri", URI)
            .optional("tag", Schema.matching("[A-Za-z]\\w{2,15}", "a letter and 2 to 15 letters, digits or _"));
    private static final Schema.Fields TEXT_TO_VIDEO = Schema.object()
            .required("model", Schema.text(1, 100))
            .required("promptText", Schema.text(1, 1000))
            .required("ratio", RATIO)
            .optional("duration", Schema.integer(2, 10))
            .optional("audio", Schema.bool())
            .optional("seed", Schema.integer(0, 4_294_967_295L));
    private static final Schema.Fields IMAGE_TO_VIDEO = Schema.object()
            .required("model", Schema.text(1, 100))
            .required("promptImage", URI.or(Schema.array(FRAME, 1, 2)))
            .required("ratio", RATIO)
            .optional("promptText", Schema.text(1, 1000))
            .optional("duration", Schema.integer(2, 10))
            .optional("seed", Schema.integer(0, 4_294_967_295L));
    private static final Schema.Fields TEXT_TO_IMAGE = Schema.object()
            .required("model", Schema.text(1, 100))
            .required("promptText", Schema.text(1, 1000))
            .required("ratio", RATIO)
            .optional("referenceImages", Schema.array(REFERENCE, 0, 3))
            .optional("seed", Schema.integer(0, 4_294_967_295L));
    private static final int CREDITS_OF_A_VIDEO = 25;
    private static final int CREDITS_OF_AN_IMAGE = 5;

    private final FileStore files;
    private final RunwayUploads uploads;

    /** Creates a provider without tasks. */
    public Runway(SimulatorOptions options, CreationLog created) {
        super("runway", options, created, task -> false);
        this.files = new FileStore(name(), options, store()::find);
        this.uploads = new RunwayUploads(created, options, ids(), this::key);
        routes(uploads.routes());
        route("POST", "/v1/text_to_video", "create", exchange -> create(exchange, TEXT_TO_VIDEO, Medium.VIDEO));
        route("POST", "/v1/image_to_video", "create", exchange -> create(exchange, IMAGE_TO_VIDEO, Medium.VIDEO));
        route("POST", "/v1/text_to_image", "create", exchange -> create(exchange, TEXT_TO_IMAGE, Medium.IMAGE));
        route("GET", "/v1/tasks/{id}", "get", this::get);
        route("DELETE", "/v1/tasks/{id}", "cancel", this::cancel);
        routes(files.routes());
    }

    private static Response problem(int status, String message) {
        return ERRORS.error(status, "error", message);
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    private String key(Request request) {
        String key = requireKey(request, "", UNAUTHORIZED);
        if (!VERSION.equals(request.header("X-Runway-Version"))) {
            throw new ErrorResponseException(NO_VERSION);
        }
        return key;
    }

    private void create(HttpExchange exchange, Schema schema, Medium medium) {
        String key = key(exchange.request());
        JsonNode body = exchange.request()
                .json(
                        schema,
                        problem(400, "The body must be JSON"),
                        errors -> problem(
                                400,
                                errors.get(0).dotted() + " " + errors.get(0).message()));
        receive(exchange.request(), message -> problem(400, message)).forEach(file -> requireUploaded(file, key));
        PromptMarkers markers = PromptMarkers.of(body.path("promptText").asText("an image"));
        admit(key, markers, ERRORS, CONTENT_REJECTED);
        MediaTask task = add(new MediaTask(
                ids().uuid(),
                key,
                body.get("model").textValue(),
                medium,
                markers,
                body.get("ratio").textValue(),
                body.has("seed") ? body.get("seed").longValue() : null,
                options()));
        exchange.respond(Response.json(200, CREATED.fill("id", task.id(), "credits", credits(task))));
    }

    private void requireUploaded(ReceivedFile file, String key) {
        if (file.sha256().startsWith("runway:") && !uploads.has(file.sha256(), key)) {
            throw new ErrorResponseException(problem(400, file.name() + ": there is no such upload"));
        }
    }

    @Override
    public void reset() {
        super.reset();
        uploads.clear();
    }

    private void get(HttpExchange exchange) {
        MediaTask task = require(exchange, key(exchange.request()), NOT_FOUND);
        exchange.respond(Response.json(200, document(task, task.phase(), exchange.request())));
    }

    private void cancel(HttpExchange exchange) {
        MediaTask task = require(exchange, key(exchange.request()), NOT_FOUND);
        task.stop();
        forget(task.id());
        exchange.respond(Response.of(204, "application/json", new byte[0]));
    }

    private ObjectNode document(MediaTask task, Phase phase, Request request) {
        ObjectNode document = TASK.fill("id", task.id(), "created", task.createdAt(), "status", word(phase));
        ObjectNode credits = credits(task);
        switch (phase) {
            case QUEUED -> document.set("estimatedCost", credits);
            case RUNNING -> {
                document.put("progress", task.progress());
                document.set("estimatedCost", credits);
            }
            case COMPLETED -> {
                GeneratedFile file = Objects.requireNonNull(task.file(0));
                document.putArray("output").add(files.url(task.id(), 0, file, request));
                document.set("cost", credits);
            }
            case FAILED -> {
                document.put("failure", "The output was refused by moderation");
                document.put("failureCode", task.failCode("SAFETY.OUTPUT.VIDEO"));
                document.set("cost", credits);
            }
            case CANCELED -> document.set("cost", credits);
        }
        return document;
    }

    private static ObjectNode credits(MediaTask task) {
        return CREDITS.fill("credits", task.medium() == Medium.IMAGE ? CREDITS_OF_AN_IMAGE : CREDITS_OF_A_VIDEO);
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case QUEUED -> "PENDING";
            case RUNNING -> "RUNNING";
            case COMPLETED -> "SUCCEEDED";
            case FAILED -> "FAILED";
            case CANCELED -> "CANCELLED";
        };
    }
}
