package io.camelgenai.simulator.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.AudioFile;
import io.camelgenai.simulator.artifact.GeneratedFile;
import io.camelgenai.simulator.artifact.GeneratedFiles;
import io.camelgenai.simulator.artifact.ImageFile;
import io.camelgenai.simulator.artifact.VideoFile;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A prediction: a text that grows, or one file. A time limit ends it as a cancel does; before it begins, as aborted. */
final class Prediction extends SimulatedGeneration implements GeneratedFiles {
    private static final JsonTemplate DOCUMENT = JsonTemplate.of("""
            {"id":"$id","model":"$model","version":"$version","input":"$input","logs":"$logs","output":null,"data_removed":false,
             "error":null,"source":"api","status":"$status","created_at":"$created"}""");
    private static final String FAILURE = "The model stopped with an error";
    private static final double NANOS = 1e9;

    private final PredictionRequest request;
    private final PromptMarkers markers;
    private final @Nullable TimedText text;
    private final SimulatorOptions options;
    private final long wholeNanos;

    private Prediction(
            String id,
            String key,
            PredictionRequest request,
            @Nullable TimedText text,
            long nanos,
            SimulatorOptions options) {
        super(
                id,
                key,
                request.model(),
                request.deadline() == null
                        ? nanos
                        : Math.min(nanos, request.deadline().toNanos()));
        this.request = request;
        this.markers = request.markers();
        this.text = text;
        this.options = options;
        this.wholeNanos = nanos;
    }

    static Prediction start(String id, String key, PredictionRequest request, SimulatorOptions options) {
        PromptMarkers markers = request.markers();
        int maxTokens = request.input().path("max_tokens").asInt(Integer.MAX_VALUE);
        TimedText text = request.medium() == Medium.TEXT ? new TimedText(markers, options, maxTokens) : null;
        long nanos = text == null ? durationNanos(id, markers, request.medium().millis(), options) : text.endNanos();
        return new Prediction(id, key, request, text, nanos, options);
    }

    @Override
    public String status() {
        if (stoppedNanos() <= ageNanos()) {
            return "canceled";
        }
        if (ageNanos() < startNanos()) {
            return isTerminal() ? "aborted" : "starting";
        }
        return isTerminal() ? finalStatus() : "processing";
    }

    /** Returns the status with which it ends unless it is canceled by a request. */
    private String finalStatus() {
        if (endNanos() < wholeNanos) {
            return endNanos() < startNanos() ? "aborted" : "canceled";
        }
        return markers.fail() ? "failed" : markers.cancel() ? "canceled" : "succeeded";
    }

    /** Returns the age at which it begins. */
    private long startNanos() {
        return text == null ? wholeNanos / 5 : Math.min(text.dueNanos(0), wholeNanos / 2);
    }

    @Nullable
    TimedText text() {
        return text;
    }

    PredictionRequest request() {
        return request;
    }

    /** Returns whether its output can be streamed: a text or a picture. */
    boolean streams() {
        return text != null || request.medium() == Medium.IMAGE;
    }

    /** Returns the reason in the last event of its stream; null where it succeeds. */
    @Nullable
    String reason() {
        return switch (finalStatus()) {
            case "succeeded" -> null;
            case "failed" -> "error";
            default -> "canceled";
        };
    }

    String failure() {
        String code = markers.failCode();
        return code == null ? FAILURE : FAILURE + " (" + code + ")";
    }

    /**
     * Returns the document.
     *
     * @param file the URL of the file; null while there is none
     * @param urls the URLs of calls
     */
    ObjectNode document(@Nullable String file, ObjectNode urls) {
        String status = status();
        ObjectNode document = DOCUMENT.fill(
                "id", id(),
                "model", model(),
                "version", request.version(),
                "input", request.input(),
                "logs", logs(status),
                "status", status,
                "created", createdAt().toString());
        document.set("output", output(file));
        if (!Set.of("starting", "aborted").contains(status)) {
            document.put("started_at", createdAt().plusNanos(startNanos()).toString());
        }
        if (isTerminal()) {
            document.put("completed_at", endedAt().toString());
            document.set("metrics", metrics());
        }
        if (status.equals("failed")) {
            document.put("error", failure());
        }
        if (request.deadline() != null) {
            document.put("deadline", createdAt().plus(request.deadline()).toString());
        }
        document.set("urls", urls);
        return document;
    }

    private JsonNode output(@Nullable String file) {
        if (text != null) {
            ArrayNode tokens = Json.array();
            long until = Math.min(ageNanos(), Math.min(stoppedNanos(), endNanos()));
            for (int i = 0; i < text.size() && text.dueNanos(i) <= until; i++) {
                tokens.add(text.token(i));
            }
            return tokens.isEmpty() && !isTerminal() ? NullNode.getInstance() : tokens;
        }
        if (file == null) {
            return NullNode.getInstance();
        }
        return request.medium() == Medium.IMAGE ? Json.array().add(file) : TextNode.valueOf(file);
    }

    /** Returns what the model has written beside its output: nothing before it begins. */
    private static String logs(String status) {
        return switch (status) {
            case "starting", "aborted" -> "";
            case "succeeded" -> "Loading the model\nDone\n";
            default -> "Loading the model\n";
        };
    }

    private ObjectNode metrics() {
        ObjectNode metrics = Json.object().put("total_time", wholeNanos / NANOS);
        if (!status().equals("aborted")) {
            metrics.put("predict_time", Math.max(0, endNanos() - startNanos()) / NANOS);
        }
        if (text != null && status().equals("succeeded")) {
            metrics.put(
                    "input_token_count",
                    Tokenizer.count(request.input().path("prompt").asText("")));
            metrics.put("output_token_count", text.size());
        }
        return metrics;
    }

    @Override
    public @Nullable GeneratedFile file(int number) {
        if (number > 0 || text != null || !status().equals("succeeded")) {
            return null;
        }
        JsonNode input = request.input();
        String ratio = input.path("aspect_ratio").asText("16:9");
        long seed = input.path("seed").asLong(options.seed());
        return switch (request.medium()) {
            case AUDIO -> new AudioFile(markers.subject(), seed);
            case VIDEO -> VideoFile.ofRatio(markers.subject(), seed, ratio);
            default -> ImageFile.ofRatio(markers.subject(), seed, ratio);
        };
    }
}
