package io.camelgenai.simulator.geminiinteractions;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The valid body of a create. Names and types are those of the vendor's SDK of September 2026.
 *
 * @param body the document
 * @param prompt the text of the last input of the user
 */
record InteractionRequest(JsonNode body, String prompt) {
    private static final int TEXT_LIMIT = 32_000_000;
    private static final Schema TEXT = Schema.text(0, TEXT_LIMIT);
    private static final Schema NAME = Schema.text(1, 200);
    private static final Schema CONTENT = Schema.object()
            .required("type", Schema.oneOf("text", "image", "audio", "video", "document", "file"))
            .optional("text", TEXT)
            .optional("data", TEXT)
            .optional("uri", TEXT)
            .optional("mime_type", NAME)
            .optional("resolution", NAME)
            .optional("annotations", Schema.array(Schema.map(), 0, 1000));
    private static final Schema CONTENTS = CONTENT.or(Schema.array(CONTENT, 1, 10_000));
    private static final Schema STEP = Schema.object()
            .required("type", NAME)
            .optional("content", CONTENTS)
            .optional("id", NAME)
            .optional("call_id", NAME)
            .optional("name", NAME)
            .optional("arguments", Schema.map())
            .optional("result", Schema.any())
            .optional("is_error", Schema.bool())
            .optional("signature", TEXT)
            .optional("summary", Schema.array(Schema.map(), 0, 1000));
    private static final Schema CONFIG = Schema.object()
            .optional("temperature", Schema.number(0, 2))
            .optional("top_p", Schema.number(0, 1))
            .optional("seed", Schema.integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
            .optional("stop_sequences", Schema.array(TEXT, 0, 5))
            .optional("max_output_tokens", Schema.integer(1, Integer.MAX_VALUE))
            .optional("thinking_level", Schema.oneOf("minimal", "low", "medium", "high"))
            .optional("thinking_summaries", Schema.oneOf("auto", "none"))
            .optional("speech_config", Schema.any())
            .optional("image_config", Schema.map())
            .optional("tool_choice", Schema.any());
    private static final Schema BODY = Schema.object()
            .optional("model", NAME)
            .optional("agent", NAME)
            .required("input", TEXT.or(Schema.array(STEP, 1, 10_000)).or(CONTENTS))
            .optional("stream", Schema.bool())
            .optional("store", Schema.bool())
            .optional("background", Schema.bool())
            .optional("system_instruction", TEXT)
            .optional("tools", Schema.array(Schema.map(), 0, 1000))
            .optional("response_modalities", Schema.array(Schema.oneOf("text", "image", "audio"), 0, 3))
            .optional("response_mime_type", NAME)
            .optional("response_format", Schema.map().or(Schema.array(Schema.map(), 0, 10)))
            .optional("previous_interaction_id", NAME)
            .optional("service_tier", Schema.oneOf("flex", "standard", "priority"))
            .optional("webhook_config", Schema.map())
            .optional("environment", Schema.any())
            .optional("generation_config", CONFIG)
            .optional("agent_config", Schema.map())
            .optional("cached_content", TEXT)
            .optional("safety_settings", Schema.array(Schema.map(), 0, 100))
            .optional("labels", Schema.map());

    static InteractionRequest read(Request request) {
        JsonNode body =
                request.json(BODY, response("The body must be JSON"), errors -> response(message(errors.get(0))));
        if (body.has("model") == body.has("agent")) {
            throw GeminiInteractions.invalid("Exactly one of 'model' and 'agent' is required.");
        }
        if (body.path("background").asBoolean() && !body.path("store").asBoolean(true)) {
            throw GeminiInteractions.invalid("Background execution requires 'store' to be true.");
        }
        return new InteractionRequest(body, prompt(body.get("input")));
    }

    /** Returns the model or the agent. */
    String model() {
        return body.path("model").asText(body.path("agent").asText());
    }

    boolean isAgent() {
        return body.has("agent");
    }

    boolean background() {
        return body.path("background").asBoolean();
    }

    boolean stored() {
        return body.path("store").asBoolean(true);
    }

    boolean stream() {
        return body.path("stream").asBoolean();
    }

    /** Where the end is reported; null for nowhere. */
    @Nullable
    String webhook() {
        JsonNode uri = body.at("/webhook_config/uris/0");
        return uri.isTextual() ? uri.textValue() : null;
    }

    int maxTokens() {
        return body.at("/generation_config/max_output_tokens").asInt(Integer.MAX_VALUE);
    }

    boolean thinks() {
        return body.at("/generation_config/thinking_summaries").asText().equals("auto");
    }

    /** Returns whether the output has a picture. */
    boolean draws() {
        for (JsonNode modality : body.path("response_modalities")) {
            if (modality.textValue().equals("image")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the JSON schema of the text; null for prose. A format of another type or MIME type is one of other outputs. */
    @Nullable
    JsonNode schema() {
        JsonNode formats = body.path("response_format");
        for (JsonNode format : formats.isArray() ? formats : List.of(formats)) {
            boolean isJson = format.path("type").asText().equals("text")
                    && format.path("mime_type").asText().equals("application/json");
            if (isJson && format.has("schema")) {
                return format.get("schema");
            }
        }
        return null;
    }

    /** Returns the name of the function that the model calls if the prompt asks for it; null if the request has none. */
    @Nullable
    String function() {
        return markers().tool() ? body.at("/tools/0/name").textValue() : null;
    }

    @Nullable
    String previous() {
        return body.path("previous_interaction_id").textValue();
    }

    PromptMarkers markers() {
        return PromptMarkers.of(prompt);
    }

    private static String prompt(JsonNode input) {
        if (!input.isArray()) {
            return text(input);
        }
        String prompt = "";
        StringBuilder contents = new StringBuilder();
        for (JsonNode item : input) {
            if (item.path("type").asText().equals("user_input")) {
                prompt = text(item.path("content"));
            }
            contents.append(item.path("text").asText(""));
        }
        return prompt.isEmpty() ? contents.toString() : prompt;
    }

    private static String text(JsonNode content) {
        StringBuilder text =
                new StringBuilder(content.asText(content.path("text").asText("")));
        if (content.isArray()) {
            content.forEach(part -> text.append(part.path("text").asText("")));
        }
        return text.toString();
    }

    private static Response response(String message) {
        return GeminiInteractions.invalid(message).response();
    }

    private static String message(ValidationError error) {
        return switch (error.kind()) {
            case UNKNOWN -> "Unknown parameter '" + error.dotted() + "'.";
            case MISSING -> "'" + error.dotted() + "' is required.";
            case TYPE, VALUE -> "'" + error.dotted() + "' " + error.message() + ".";
        };
    }
}
