package io.camelgenai.simulator.openrouter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.camelgenai.simulator.webhook.Signer;
import java.util.Objects;

/** The videos of OpenRouter, as its official SDK knows them: created and polled, neither canceled nor deleted. */
public final class OpenRouterVideo extends ProviderSupport<MediaTask> {
    private static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"error":{"code":"$status","message":"$message"}}""", """
                    500 internal_error
                    400 bad_request
                    401 unauthorized
                    402 payment_required
                    403 forbidden
                    404 not_found
                    405 method_not_allowed
                    429 rate_limited
                    502 bad_gateway
                    503 unavailable
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRetryAfter("Retry-After");
    private static final Response UNAUTHORIZED = problem(401, "No auth credentials found");
    private static final Response NOT_FOUND = problem(404, "Video generation not found");
    private static final Response NOT_COMPLETE = problem(400, "The video is not complete");
    private static final Response CONTENT_REJECTED = problem(403, "The prompt was flagged by moderation");
    private static final JsonTemplate VIDEO = JsonTemplate.of("""
            {"id":"$id","polling_url":"$url","status":"$status"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"cost":0.45}""");
    private static final Schema IMAGE = image();
    private static final Schema FRAME = image().required("frame_type", Schema.oneOf("first_frame", "last_frame"));
    private static final Schema BODY = Schema.object()
            .required("model", Schema.text(1, 200))
            .required("prompt", Schema.text(1, 10_000))
            .optional("aspect_ratio", Schema.matching("[1-9]\\d?:[1-9]\\d?", "W:H"))
            .optional("duration", Schema.integer(1, 60))
            .optional("resolution", Schema.oneOf("480p", "720p", "1080p"))
            .optional("generate_audio", Schema.bool())
            .optional("seed", Schema.integer())
            .optional("frame_images", Schema.array(FRAME, 0, 2))
            .optional("input_references", Schema.array(IMAGE, 0, 10))
            .optional(
                    "callback_url",
                    Schema.matching("https://.+|http://(127\\.0\\.0\\.1|localhost)[:/].*", "an https URL"))
            .optional("provider", Schema.map());

    private final FileStore files;

    /** Creates a provider without videos. */
    public OpenRouterVideo(SimulatorOptions options, CreationLog created) {
        super("openrouter-video", options, created, task -> false);
        this.files = new FileStore(name(), options, store()::find);
        route("POST", "/videos", "create", this::create);
        route("GET", "/videos/{id}", "get", this::get);
        route("GET", "/videos/{id}/content", "artifact", this::content);
    }

    private static Schema.Fields image() {
        return Schema.object()
                .required("type", Schema.oneOf("image_url"))
                .required("image_url", Schema.object().required("url", Schema.text(1, 40_000_000)));
    }

    private static Response problem(int status, String message) {
        return ERRORS.error(status, "error", message);
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
                problem(400, "The body must be JSON"),
                errors -> problem(
                        400, errors.get(0).dotted() + " " + errors.get(0).message()));
        receive(request, message -> problem(400, message));
        PromptMarkers markers = PromptMarkers.of(body.get("prompt").textValue());
        admit(key, markers, ERRORS, CONTENT_REJECTED);
        MediaTask task = add(new MediaTask(
                "vid_" + ids().hex(),
                key,
                body.get("model").textValue(),
                Medium.VIDEO,
                markers,
                body.path("aspect_ratio").asText("16:9"),
                body.has("seed") ? body.get("seed").longValue() : null,
                options()));
        if (body.has("callback_url")) {
            announce(
                    task,
                    body.get("callback_url").textValue(),
                    () -> document(task, task.phase(), request),
                    Signer.NONE);
        }
        exchange.respond(Response.json(202, document(task, Phase.QUEUED, request)));
    }

    private void get(HttpExchange exchange) {
        String key = requireKey(exchange.request(), "", UNAUTHORIZED);
        MediaTask task = require(exchange, key, NOT_FOUND);
        exchange.respond(Response.json(200, document(task, task.phase(), exchange.request())));
    }

    /** A video is read with the key: its URL is not signed. */
    private void content(HttpExchange exchange) {
        String key = requireKey(exchange.request(), "", UNAUTHORIZED);
        MediaTask task = require(exchange, key, NOT_FOUND);
        if (task.phase() != Phase.COMPLETED) {
            throw new ErrorResponseException(NOT_COMPLETE);
        }
        String index = Objects.requireNonNullElse(exchange.request().parameter("index"), "0");
        GeneratedFile file = index.equals("0") ? task.file(0) : null;
        if (file == null) {
            throw new ErrorResponseException(NOT_FOUND);
        }
        files.respond(exchange, file);
    }

    private ObjectNode document(MediaTask task, Phase phase, Request request) {
        String address = "http://" + request.header("Host") + "/" + name() + "/videos/" + task.id();
        ObjectNode document = VIDEO.fill("id", task.id(), "url", address, "status", word(phase));
        if (phase == Phase.COMPLETED) {
            document.putArray("unsigned_urls").add(address + "/content?index=0");
            document.set("usage", USAGE.fill());
        }
        if (phase == Phase.FAILED) {
            document.put("error", "The model could not finish this video");
        }
        return document;
    }

    private static String word(Phase phase) {
        return switch (phase) {
            case QUEUED -> "pending";
            case RUNNING -> "in_progress";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            case CANCELED -> "cancelled";
        };
    }
}
