package io.camelgenai.simulator.elumenta;

import static io.camelgenai.simulator.provider.ServerSentEvents.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.AudioFile;
import io.camelgenai.simulator.artifact.FileStore;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.artifact.GeneratedFiles;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.artifact.VideoFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import io.camelgenai.simulator.provider.TextStreamScript;
import io.camelgenai.simulator.server.Request;
import org.jspecify.annotations.Nullable;

/** A generation of a text or a file. */
final class Generation extends SimulatedGeneration implements GeneratedFiles {
    private static final String FAILURE = "The model could not finish this generation";
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"id":"$id","status":"$status","model_slug":"$model","result_text":"$text","result_url":"$url",
             "thumbnail_url":"$thumbnail","error":"$error","tokens_spent":"$tokens","processing_ms":"$millis",
             "result_metadata":"$metadata"}""");
    private static final JsonTemplate PENDING = JsonTemplate.of("""
            {"id":"$id","status":"pending","model_slug":"$model","result_text":null,"result_url":null,
             "thumbnail_url":null,"error":null,"tokens_spent":0,"processing_ms":0,"result_metadata":null}""");
    private static final JsonTemplate HISTORY_ITEM = JsonTemplate.of("""
            {"id":"$id","model_slug":"$model","model_name":"$name","category":"$category","prompt":"$prompt",
             "status":"$status","result_text":"$text","result_url":"$url","tokens_spent":"$tokens",
             "is_favorited":false,"user_rating":null,"created_at":"$created"}""");
    private static final JsonTemplate IMAGE = JsonTemplate.of("""
            {"width":"$width","height":"$height"}""");
    private static final JsonTemplate VIDEO = JsonTemplate.of("""
            {"duration":"$duration","width":"$width","height":"$height"}""");
    private static final JsonTemplate START = JsonTemplate.of("""
            {"type":"generation_start","id":"$id","model":"$model"}""");
    private static final JsonTemplate DELTA = JsonTemplate.of("""
            {"type":"content_delta","delta":"$text"}""");
    private static final JsonTemplate ERROR = JsonTemplate.of("""
            {"type":"error","message":"$message"}""");
    private static final JsonTemplate END = JsonTemplate.of("""
            {"type":"generation_end","id":"$id","tokens_spent":"$tokens"}""");

    private final GenerationRequest request;
    private final PromptMarkers markers;
    private final @Nullable TimedText text;
    private final long seed;

    private Generation(
            String id, String key, GenerationRequest request, @Nullable TimedText text, SimulatorOptions options) {
        super(
                id,
                key,
                request.model(),
                text == null
                        ? durationNanos(id, request.markers(), request.medium().millis(), options)
                        : text.endNanos());
        this.request = request;
        this.markers = request.markers();
        this.text = text;
        this.seed = request.params().path("seed").asLong(options.seed());
    }

    static Generation of(long id, String key, GenerationRequest request, SimulatorOptions options) {
        boolean isText = request.medium() == Medium.TEXT;
        TimedText text = isText ? new TimedText(request.markers(), options, request.maxTokens()) : null;
        return new Generation(String.valueOf(id), key, request, text, options);
    }

    @Override
    public String status() {
        return !isTerminal() ? "pending" : markers.fail() ? "failed" : "completed";
    }

    Medium medium() {
        return request.medium();
    }

    /** Returns the text; null if the generation is a file. */
    @Nullable
    TimedText text() {
        return text;
    }

    /** Returns the tokens that a completed generation costs; 0 while it is pending and if it has failed. */
    int tokensSpent() {
        if (!isCompleted()) {
            return 0;
        }
        return text == null ? cost(medium()) : text.size();
    }

    /** Returns the document; a pending generation has the same fields without values. */
    ObjectNode document(FileStore files, Request httpRequest) {
        if (!isTerminal()) {
            return pending();
        }
        GeneratedFile file = file(0);
        String url = url(files, file, httpRequest);
        return DOCUMENT.fill(
                "id", number(),
                "status", status(),
                "model", model(),
                "text", completedText(),
                "url", url,
                "thumbnail", file instanceof ImageFile ? url : null,
                "error", isCompleted() ? null : FAILURE,
                "tokens", tokensSpent(),
                "millis", durationMillis(),
                "metadata", metadata(file));
    }

    ObjectNode pending() {
        return PENDING.fill("id", number(), "model", model());
    }

    ObjectNode historyItem(FileStore files, Request httpRequest) {
        return HISTORY_ITEM.fill(
                "id", number(),
                "model", model(),
                "name", modelName(model()),
                "category", category(medium()),
                "prompt", request.prompt(),
                "status", status(),
                "text", completedText(),
                "url", url(files, file(0), httpRequest),
                "tokens", tokensSpent(),
                "created", createdAt());
    }

    /**
     * Creates the frames of the stream. The terminal marker does not follow on an error: the documentation does not promise
     * it, so no client may rely on it.
     */
    TextStreamScript script(TimedText streamed) {
        TextStreamScript script = new TextStreamScript(streamed, (token, index) -> data(DELTA.fill("text", token)));
        script.open(index -> data(START.fill("id", number(), "model", model())));
        if (streamed.fails()) {
            script.close(index -> data(ERROR.fill("message", FAILURE)));
        } else {
            script.close(index -> data(END.fill("id", number(), "tokens", streamed.size())));
            script.close(ServerSentEvents::done);
        }
        return script;
    }

    @Override
    public @Nullable GeneratedFile file(int number) {
        if (number != 0 || !isCompleted()) {
            return null;
        }
        String words = markers.subject();
        return switch (medium()) {
            case IMAGE ->
                ImageFile.ofSize(words, seed, request.params().path("size").asText("1024x1024"));
            case VIDEO ->
                VideoFile.ofRatio(
                        words, seed, request.params().path("aspect_ratio").asText("16:9"));
            case AUDIO -> new AudioFile(words, seed);
            case TEXT -> null;
        };
    }

    static int cost(Medium medium) {
        return switch (medium) {
            case IMAGE -> 40;
            case VIDEO -> 400;
            case AUDIO -> 15;
            case TEXT -> 1;
        };
    }

    static String category(Medium medium) {
        return switch (medium) {
            case IMAGE -> "image";
            case VIDEO -> "video";
            case AUDIO -> "tts";
            case TEXT -> "text";
        };
    }

    static String modelName(String slug) {
        return slug.replace('-', ' ');
    }

    private boolean isCompleted() {
        return status().equals("completed");
    }

    private long number() {
        return Long.parseLong(id());
    }

    private @Nullable String completedText() {
        return text == null || !isCompleted() ? null : text.text();
    }

    private @Nullable String url(FileStore files, @Nullable GeneratedFile file, Request httpRequest) {
        return file == null ? null : files.url(id(), 0, file, httpRequest);
    }

    private static @Nullable ObjectNode metadata(@Nullable GeneratedFile file) {
        if (file instanceof ImageFile image) {
            return IMAGE.fill("width", image.width(), "height", image.height());
        }
        if (file instanceof VideoFile video) {
            return VIDEO.fill(
                    "duration", VideoFile.FRAMES / VideoFile.FRAMES_PER_SECOND,
                    "width", video.width(),
                    "height", video.height());
        }
        return null;
    }
}
