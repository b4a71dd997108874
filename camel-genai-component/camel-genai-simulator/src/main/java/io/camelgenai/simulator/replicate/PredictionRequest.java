package io.camelgenai.simulator.replicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The request for a prediction.
 *
 * @param model the model, {@code owner/name}
 * @param version the version; {@code hidden} where the provider chooses it
 * @param medium what the model generates
 * @param input the input of the model
 * @param maxWait how long the answer may wait for the result; null where it does not
 * @param deadline the time limit of the prediction; null for none
 * @param webhook where its end is reported; null for nowhere
 */
record PredictionRequest(
        String model,
        String version,
        Medium medium,
        JsonNode input,
        @Nullable Duration maxWait,
        @Nullable Duration deadline,
        @Nullable String webhook) {

    private static final Schema BY_NAME = schema();
    private static final Schema BY_VERSION = schema().required("version", Schema.text(1, 200));

    /** An official model, a version of a model, or a version alone. */
    private static final Pattern VERSION = Pattern.compile("([\\w.-]+/[\\w.-]+)(?::([0-9a-f]{64}))?|([0-9a-f]{64})");

    private static final Pattern WAIT = Pattern.compile("wait(?:=(\\d{1,2}))?");
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);
    private static final Pattern DURATION = Pattern.compile("(?:(\\d{1,2})h)?(?:(\\d{1,4})m)?(?:(\\d{1,5})s?)?");

    /** The version of an official model. */
    private static final String HIDDEN = "hidden";

    /** The model of a version of which nothing else is known: by its first digit one of pictures or one of texts. */
    private static final String PICTURES = "stability-ai/stable-diffusion";

    private static final String TEXTS = "meta/llama-2-7b-chat";

    private static Schema.Fields schema() {
        return Schema.object()
                .required("input", Schema.map())
                .optional("stream", Schema.bool())
                .optional(
                        "webhook",
                        Schema.matching("https://.+|http://(127\\.0\\.0\\.1|localhost)[:/].*", "an https URL"))
                .optional(
                        "webhook_events_filter",
                        Schema.array(Schema.oneOf("start", "output", "logs", "completed"), 0, 4));
    }

    /** A request whose path names the model. */
    static PredictionRequest ofModel(Request request, String model) {
        return of(request, body(request, BY_NAME), model, HIDDEN);
    }

    /** A request whose body names the version, or the model. */
    static PredictionRequest ofVersion(Request request) {
        JsonNode body = body(request, BY_VERSION);
        Matcher named = VERSION.matcher(body.get("version").textValue());
        if (!named.matches()) {
            throw new ErrorResponseException(Replicate.invalid("Invalid version or not permitted"));
        }
        String alone = named.group(3);
        if (alone != null) {
            return of(request, body, alone.charAt(0) >= 'a' ? PICTURES : TEXTS, alone);
        }
        return of(request, body, named.group(1), Objects.requireNonNullElse(named.group(2), HIDDEN));
    }

    private static JsonNode body(Request request, Schema schema) {
        return request.json(
                schema,
                Replicate.invalid("The body must be JSON"),
                errors -> Replicate.invalid(
                        errors.get(0).dotted() + " " + errors.get(0).message()));
    }

    private static PredictionRequest of(Request request, JsonNode body, String model, String version) {
        Medium medium = Medium.ofModel(model);
        if (medium == null) {
            throw new ErrorResponseException(Replicate.NOT_FOUND);
        }
        return new PredictionRequest(
                model,
                version,
                medium,
                body.get("input"),
                wait(request.header("Prefer")),
                duration(request.header("Cancel-After")),
                webhook(body));
    }

    /** The simulator reports the end only, whatever else the filter asks for. */
    private static @Nullable String webhook(JsonNode body) {
        JsonNode events = body.path("webhook_events_filter");
        boolean wantsEnd = events.isMissingNode() || events.toString().contains("completed");
        return body.has("webhook") && wantsEnd ? body.get("webhook").textValue() : null;
    }

    PromptMarkers markers() {
        return PromptMarkers.of(input.path("prompt").asText(""));
    }

    private static @Nullable Duration wait(@Nullable String prefer) {
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        if (!wait.matches()) {
            return null;
        }
        Duration seconds = wait.group(1) == null ? MAX_WAIT : Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return seconds.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : seconds;
    }

    /** Hours, minutes and seconds as {@code 1h30m5s}, or seconds alone. */
    private static @Nullable Duration duration(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher parts = DURATION.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            throw new ErrorResponseException(Replicate.invalid("Cancel-After: not a valid duration"));
        }
        return Duration.ofHours(part(parts.group(1)))
                .plusMinutes(part(parts.group(2)))
                .plusSeconds(part(parts.group(3)));
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
