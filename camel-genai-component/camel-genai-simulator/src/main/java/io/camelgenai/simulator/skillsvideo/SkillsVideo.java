package io.camelgenai.simulator.skillsvideo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.artifact.VideoFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.provider.ErrorEnvelope.ModelCodes;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.StreamPlayer;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The open platform of skills.video. The documentation shows the files of images only; videos and sounds have the same
 * fields.
 */
public final class SkillsVideo extends ProviderSupport<Generation> {
    private static final String INVALID = "INVALID_INPUT";
    private static final ErrorEnvelope ENVELOPE = ErrorEnvelope.of("""
                    {"error":"$code","code":"$modelCode","message":"$message"}""", """
                    502 FAILED
                    400 INVALID_INPUT UNSUPPORTED_MODEL
                    401 UNAUTHORIZED
                    402 INSUFFICIENT_CREDITS
                    403 FORBIDDEN
                    404 NOT_FOUND
                    405 METHOD_NOT_ALLOWED
                    422 CONTENT_REJECTED
                    429 RATE_LIMITED
                    500 INTERNAL_ERROR
                    503 PROVIDER_UNAVAILABLE
                    504 TIMEOUT
                    """)
            .withRequestedMessage("Refused as the prompt demands")
            .withRateLimitMessage("Too many requests");
    private static final Pattern PREFIXES = Pattern.compile("^(IMAGE|VIDEO|TTS)_GENERATION_");
    /** Errors of the server, not of a model. */
    private static final Pattern UNPREFIXED =
            Pattern.compile("UNAUTHORIZED|FORBIDDEN|NOT_FOUND|METHOD_NOT_ALLOWED|INTERNAL_ERROR");

    private static final ErrorEnvelope ERRORS = errors(Medium.VIDEO);
    private static final Response UNAUTHORIZED = ERRORS.error(401, "UNAUTHORIZED", "The API key is missing or invalid");
    private static final Response NOT_FOUND = ERRORS.error(404, "NOT_FOUND", "There is no such generation");
    private static final JsonTemplate GENERATION = JsonTemplate.of("""
            {"id":"$id","status":"$status","input":"$input","usage":"$usage"}""");
    /** Credits have two pools; here all of them are subscribed. */
    private static final JsonTemplate CREDITS = JsonTemplate.of("""
            {"total":"$total","subscription":"$total","permanent":0}""");

    private static final JsonTemplate DATA = JsonTemplate.of("""
            {"type":"$type","n":"$count","actual_prompt":"$prompt"}""");
    private static final JsonTemplate FILE = JsonTemplate.of("""
            {"url":"$url","file_name":"$name","content_type":"$type"}""");
    private static final int INITIAL_CREDITS = 1_000_000;
    private static final int DEFAULT_LIST_LIMIT = 50;

    private final FileStore files;

    /** Creates a provider without generations. */
    public SkillsVideo(SimulatorOptions options, CreationLog created) {
        // The documentation does not say that generations expire.
        super("skills-video", options, created, generation -> false);
        this.files = new FileStore(name(), options, store()::find);
        route("POST", "/generation/sse/{model...}", "stream", this::stream);
        route("POST", "/generation/{model...}", "create", this::create);
        route("GET", "/generation/{id}", "get", this::get);
        route("GET", "/generations/running", "list", this::running);
        route("GET", "/credits", "credits", this::credits);
        routes(files.routes());
    }

    /** Returns the errors of the models of a medium, whose codes begin with what they generate. */
    static ErrorEnvelope errors(Medium medium) {
        String prefix =
                switch (medium) {
                    case IMAGE -> "IMAGE";
                    case AUDIO -> "TTS";
                    default -> "VIDEO";
                };
        return ENVELOPE.withModelCodes(new ModelCodes(prefix + "_GENERATION_", PREFIXES, UNPREFIXED));
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    private void create(HttpExchange exchange) {
        exchange.respond(Response.json(202, brief(created(exchange), "IN_QUEUE")));
    }

    private void stream(HttpExchange exchange) {
        Generation generation = created(exchange);
        StreamPlayer.play(
                exchange,
                generation,
                new StatusScript(generation, exchange.request()),
                ServerSentEvents.COMMENT,
                options().pingInterval().toNanos());
    }

    private Generation created(HttpExchange exchange) {
        String key = key(exchange.request());
        String name = exchange.pathParameter("model");
        Model model = Model.of(name);
        if (model == null) {
            throw new ErrorResponseException(ERRORS.error(404, "NOT_FOUND", "There is no model " + name));
        }
        ErrorEnvelope errors = model.errors();
        receive(exchange.request(), message -> errors.error(400, INVALID, message));
        ObjectNode input = model.defaults().deepCopy();
        input.setAll((ObjectNode) exchange.request()
                .json(
                        model.input(),
                        errors.error(400, INVALID, "The body must be JSON, and its Content-Type must say so"),
                        invalid -> errors.error(
                                400,
                                INVALID,
                                (invalid.get(0).dotted() + " " + invalid.get(0).message()).strip())));
        admit(key, Generation.markers(input), errors, errors.error(422, "CONTENT_REJECTED", "The prompt was refused"));
        return add(new Generation("gen_" + ids().hex(), key, name, model, input, options()));
    }

    private void get(HttpExchange exchange) {
        String key = key(exchange.request());
        Generation generation = require(exchange, key, NOT_FOUND);
        exchange.respond(Response.json(200, document(generation, generation.status(), exchange.request())));
    }

    /** Lists the generations that have not ended. */
    private void running(HttpExchange exchange) {
        String key = key(exchange.request());
        String limit = exchange.request().parameter("limit");
        if (limit != null && !limit.matches("[1-9]\\d?|100")) {
            throw new ErrorResponseException(ERRORS.error(400, INVALID, "limit must be between 1 and 100"));
        }
        ArrayNode list = Json.array();
        store().newest(exchange, key).stream()
                .filter(generation -> !generation.isTerminal())
                .limit(limit == null ? DEFAULT_LIST_LIMIT : Integer.parseInt(limit))
                .forEach(generation -> list.add(brief(generation, generation.status())));
        exchange.respond(Response.json(200, list));
    }

    private void credits(HttpExchange exchange) {
        String key = key(exchange.request());
        long spent = store().newest(exchange, key).stream()
                .mapToLong(Generation::credits)
                .sum();
        exchange.respond(Response.json(200, CREDITS.fill("total", INITIAL_CREDITS - spent)));
    }

    private String key(Request request) {
        return requireKey(request, "", UNAUTHORIZED);
    }

    /** Returns the document of a generation without its files, as the response to a create and in lists. */
    private static ObjectNode brief(Generation generation, String status) {
        ObjectNode document = GENERATION.fill(
                "id", generation.id(),
                "status", status,
                "input", generation.input(),
                "usage", CREDITS.fill("total", generation.credits()));
        if (status.equals("FAILED")) {
            document.put("code", generation.failCode()).put("message", "The model could not finish this generation");
        }
        return document;
    }

    private ObjectNode document(Generation generation, String status, Request request) {
        ObjectNode document = brief(generation, status);
        document.set("data", status.equals("COMPLETED") ? data(generation, request) : null);
        return document;
    }

    private ObjectNode data(Generation generation, Request request) {
        String type = generation.medium().name().toLowerCase(Locale.ROOT);
        ObjectNode data = DATA.fill("type", type, "count", generation.count(), "prompt", generation.subject());
        ArrayNode all = data.putArray(type + "s");
        for (int i = 0; i < generation.count(); i++) {
            GeneratedFile file = generation.file(i);
            if (file != null) {
                all.add(described(file, i, files.url(generation.id(), i, file, request)));
            }
        }
        data.set(type, all.get(0));
        return data;
    }

    private static ObjectNode described(GeneratedFile file, int number, String url) {
        ObjectNode document = FILE.fill("url", url, "name", number + "." + file.extension(), "type", file.mediaType());
        if (file instanceof ImageFile image) {
            document.put("width", image.width()).put("height", image.height());
        } else if (file instanceof VideoFile video) {
            document.put("width", video.width()).put("height", video.height());
        }
        return document;
    }

    /** The stream of a generation: each frame is the whole document, and the last one has a final status. */
    private final class StatusScript implements StreamScript {
        private static final int RUNNING_FRAMES = 3;
        private static final int FRAMES = 2 + RUNNING_FRAMES;

        private final Generation generation;
        private final Request request;

        private StatusScript(Generation generation, Request request) {
            this.generation = generation;
            this.request = request;
        }

        @Override
        public int frames() {
            return FRAMES;
        }

        @Override
        public long dueNanos(int index) {
            long start = generation.runningNanos();
            return index == 0 ? 0 : start + (generation.endNanos() - start) * (index - 1) / RUNNING_FRAMES;
        }

        @Override
        public byte[] frame(int index) {
            String status =
                    switch (index) {
                        case 0 -> "IN_QUEUE";
                        case FRAMES - 1 -> generation.statusAt(generation.endNanos());
                        default -> "IN_PROGRESS";
                    };
            return ServerSentEvents.data(document(generation, status, request));
        }
    }
}
