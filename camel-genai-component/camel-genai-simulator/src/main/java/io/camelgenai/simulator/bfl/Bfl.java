package io.camelgenai.simulator.bfl;

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
import io.camelgenai.simulator.upload.InlineFiles;
import io.camelgenai.simulator.webhook.Signer;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pictures of Black Forest Labs. A task is polled with its id in the query; one that is not known is no error by HTTP, but by a
 * word. The URL for polls is on the same host here. From memory: the form of errors, and of the details of a refusal.
 */
public final class Bfl extends ProviderSupport<MediaTask> {
    private static final ErrorEnvelope ERRORS = ErrorEnvelope.of("""
                    {"detail":"$message"}""", """
                    500 internal_server_error
                    400 bad_request
                    402 payment_required
                    403 forbidden
                    404 not_found
                    405 method_not_allowed
                    422 unprocessable_entity
                    429 too_many_requests
                    503 service_unavailable
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRetryAfter("Retry-After");
    private static final Response UNAUTHORIZED = ERRORS.error(403, "forbidden", "Not authenticated");
    private static final Response NO_MODEL = ERRORS.error(404, "not_found", "Not Found");
    private static final Response CONTENT_REJECTED = invalid("prompt was refused");
    private static final JsonTemplate CREATED = JsonTemplate.of("""
            {"id":"$id","polling_url":"$url","cost":4.5,"input_mp":0.0,"output_mp":"$megapixels"}""");
    private static final JsonTemplate RESULT = JsonTemplate.of("""
            {"id":"$id","status":"$status","result":null,"progress":"$progress","details":null,"preview":null}""");
    private static final JsonTemplate PICTURE = JsonTemplate.of("""
            {"sample":"$url","prompt":"$prompt","seed":"$seed","duration":"$duration"}""");
    private static final JsonTemplate MODERATED = JsonTemplate.of("""
            {"Moderation Reasons":["$reason"]}""");
    private static final Set<String> MODELS = Set.of(
            "flux-2-pro",
            "flux-2-flex",
            "flux-2-max",
            "flux-kontext-pro",
            "flux-kontext-max",
            "flux-pro-1.1",
            "flux-pro-1.1-ultra",
            "flux-dev");
    private static final List<String> PICTURES =
            List.of("input_image", "input_image_2", "input_image_3", "input_image_4", "mask", "image_prompt");
    private static final Schema BODY = Schema.object()
            .required("prompt", Schema.text(1, 100_000))
            .optional("width", Schema.integer(64, 4096))
            .optional("height", Schema.integer(64, 4096))
            .optional("aspect_ratio", Schema.matching("[1-9]\\d?:[1-9]\\d?", "W:H"))
            .optional("seed", Schema.integer())
            .optional("steps", Schema.integer(1, 50))
            .optional("guidance", Schema.number(1.5, 10))
            .optional("prompt_upsampling", Schema.bool())
            .optional("raw", Schema.bool())
            .optional("safety_tolerance", Schema.integer(0, 6))
            .optional("output_format", Schema.oneOf("jpeg", "png"))
            .optional("input_image", Schema.text(1, 40_000_000))
            .optional("input_image_2", Schema.text(1, 40_000_000))
            .optional("input_image_3", Schema.text(1, 40_000_000))
            .optional("input_image_4", Schema.text(1, 40_000_000))
            .optional("mask", Schema.text(1, 40_000_000))
            .optional("image_prompt", Schema.text(1, 40_000_000))
            .optional("webhook_url", Schema.matching("https?://.+", "a URL"))
            .optional("webhook_secret", Schema.text(1, 200));
    private static final String REQUEST_MODERATED = "request_moderated";
    private static final String CONTENT_MODERATED = "content_moderated";

    private final FileStore files;

    /** Creates a provider without tasks. */
    public Bfl(SimulatorOptions options, CreationLog created) {
        super("bfl", options, created, task -> false);
        this.files = new FileStore(name(), options, store()::find);
        routes(files.routes());
        route("GET", "/v1/get_result?id={id}", "get", this::get);
        route("POST", "/v1/{model}", "create", this::create);
    }

    private static Response invalid(String message) {
        return ERRORS.error(422, "unprocessable_entity", message);
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    private String key(Request request) {
        String key = request.header("x-key");
        if (key == null || key.isEmpty()) {
            throw new ErrorResponseException(UNAUTHORIZED);
        }
        return accepted(key, UNAUTHORIZED);
    }

    private void create(HttpExchange exchange) {
        Request request = exchange.request();
        String key = key(request);
        String model = exchange.pathParameter("model");
        if (!MODELS.contains(model)) {
            throw new ErrorResponseException(NO_MODEL);
        }
        JsonNode body = request.json(
                BODY,
                invalid("The body must be JSON"),
                errors -> invalid(errors.get(0).dotted() + " " + errors.get(0).message()));
        receive(request, Bfl::invalid);
        for (String field : PICTURES) {
            receivePicture(body, field);
        }
        PromptMarkers markers = PromptMarkers.of(body.get("prompt").textValue());
        admit(key, markers, ERRORS, CONTENT_REJECTED);
        MediaTask task = add(new MediaTask(
                ids().uuid(),
                key,
                model,
                Medium.IMAGE,
                markers,
                body.path("aspect_ratio").asText("1:1"),
                body.has("seed") ? body.get("seed").longValue() : null,
                options()));
        String url = "http://" + request.header("Host") + "/" + name() + "/v1/get_result?id=" + task.id();
        if (body.has("webhook_url")) {
            announce(
                    task,
                    body.get("webhook_url").textValue(),
                    () -> document(task, task.phase(), request),
                    Signer.NONE);
        }
        exchange.respond(Response.json(200, CREATED.fill("id", task.id(), "url", url, "megapixels", 1.05)));
    }

    /** A picture is a URL, or base64 that does not say its type. */
    private void receivePicture(JsonNode body, String field) {
        String text = body.path(field).asText("");
        if (!text.isEmpty() && !text.matches("(?s)(https?|data):.*")) {
            try {
                created().files().add(InlineFiles.picture(name(), "/" + field, text));
            } catch (InlineFiles.InvalidFileException e) {
                throw new ErrorResponseException(invalid(String.valueOf(e.getMessage())));
            }
        }
    }

    private void get(HttpExchange exchange) {
        String key = key(exchange.request());
        MediaTask task = store().find(exchange, key);
        exchange.respond(Response.json(
                200,
                task == null
                        ? result(exchange.pathParameter("id"), "Task not found", null)
                        : document(task, task.phase(), exchange.request())));
    }

    private static ObjectNode result(String id, String status, @Nullable Double progress) {
        return RESULT.fill("id", id, "status", status, "progress", progress);
    }

    private ObjectNode document(MediaTask task, Phase phase, Request request) {
        return switch (phase) {
            case QUEUED -> result(task.id(), "Pending", null);
            case RUNNING -> result(task.id(), "Pending", task.progress());
            case COMPLETED -> {
                ObjectNode ready = result(task.id(), "Ready", 1.0);
                GeneratedFile file = Objects.requireNonNull(task.file(0));
                ready.set(
                        "result",
                        PICTURE.fill(
                                "url",
                                files.url(task.id(), 0, file, request),
                                "prompt",
                                "",
                                "seed",
                                42,
                                "duration",
                                task.durationMillis() / 1000.0));
                yield ready;
            }
            case FAILED -> failure(task.id(), task.failCode("error"));
            case CANCELED -> result(task.id(), "Error", null);
        };
    }

    private static ObjectNode failure(String id, String code) {
        return switch (code) {
            case REQUEST_MODERATED -> moderated(id, "Request Moderated", "Safety Filter");
            case CONTENT_MODERATED -> moderated(id, "Content Moderated", "Derivative Works Filter");
            default -> {
                ObjectNode failed = result(id, "Error", null);
                failed.putObject("details").put("error", "The task failed: " + code);
                yield failed;
            }
        };
    }

    private static ObjectNode moderated(String id, String status, String reason) {
        ObjectNode moderated = result(id, status, null);
        moderated.set("details", MODERATED.fill("reason", reason));
        return moderated;
    }
}
