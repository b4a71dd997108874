package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.server.ErrorResponseException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a conversation.
 *
 * @param prompt the text of the last message with the role user
 * @param answersTools whether the last message is the result of a tool
 */
record ChatMessages(String prompt, boolean answersTools) {
    private static final Schema TEXT = Schema.text(0, 10_000_000);
    private static final Schema NAME = Schema.text(0, 1000);
    private static final Schema BREAKPOINT = Schema.object().required("mode", Schema.oneOf("explicit"));

    private static final Schema TEXT_PART = part("text", TEXT);
    private static final Schema FILE = Schema.object()
            .optional("file_data", TEXT)
            .optional("file_id", NAME)
            .optional("filename", NAME);
    private static final Schema IMAGE =
            Schema.object().required("url", TEXT).optional("detail", Schema.oneOf("auto", "low", "high", "original"));
    private static final Schema AUDIO =
            Schema.object().required("data", TEXT).required("format", Schema.oneOf("wav", "mp3"));
    private static final Schema USER_PART = Schema.variants(
            "type",
            Map.of(
                    "text", TEXT_PART,
                    "image_url", part("image_url", IMAGE),
                    "input_audio", part("input_audio", AUDIO),
                    "file", part("file", FILE)));
    private static final Schema ASSISTANT_PART =
            Schema.variants("type", Map.of("text", TEXT_PART, "refusal", part("refusal", TEXT)));
    private static final Schema TEXT_PARTS = Schema.variants("type", Map.of("text", TEXT_PART));

    private static final Schema FUNCTION =
            Schema.object().required("name", NAME).required("arguments", TEXT);
    private static final Schema CALL = Schema.variants(
            "type",
            Map.of(
                    "function", call("function", FUNCTION),
                    "custom",
                            call(
                                    "custom",
                                    Schema.object().required("name", NAME).required("input", TEXT))));

    private static final Schema MESSAGE = Schema.variants(
            "role",
            Map.of(
                    "system", spoken(content(TEXT_PARTS)),
                    "developer", spoken(content(TEXT_PARTS)),
                    "user", spoken(content(USER_PART)),
                    "tool", role().required("content", content(TEXT_PARTS)).required("tool_call_id", NAME),
                    "function", role().required("content", TEXT.orNull()).required("name", NAME),
                    "assistant",
                            role().optional("content", content(ASSISTANT_PART).orNull())
                                    .optional("name", NAME)
                                    .optional("refusal", TEXT.orNull())
                                    .optional(
                                            "audio",
                                            Schema.object().required("id", NAME).orNull())
                                    .optional("annotations", Schema.array(Schema.map(), 0, 1000))
                                    .optional("function_call", FUNCTION.orNull())
                                    .optional("tool_calls", Schema.array(CALL, 1, 128))));

    /** The messages of a request. */
    static final Schema SCHEMA = Schema.array(MESSAGE, 1, 100_000);

    /**
     * Reads valid messages.
     *
     * @throws ErrorResponseException if a tool's call and its result do not belong together
     */
    static ChatMessages read(JsonNode messages) {
        String prompt = "";
        String role = "";
        Set<String> open = new LinkedHashSet<>();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            role = message.get("role").textValue();
            if (role.equals("tool")) {
                requireCall(open.remove(message.get("tool_call_id").textValue()), i);
                continue;
            }
            requireResults(open, i);
            message.path("tool_calls").forEach(call -> open.add(call.get("id").textValue()));
            if (role.equals("user")) {
                prompt = text(message.path("content"));
            }
        }
        requireResults(open, messages.size());
        return new ChatMessages(prompt, role.equals("tool") || role.equals("function"));
    }

    /** Returns whether a message has the word JSON, without which the provider writes none. */
    static boolean mentionJson(JsonNode messages) {
        for (JsonNode message : messages) {
            if (text(message.path("content")).toLowerCase(Locale.ROOT).contains("json")) {
                return true;
            }
        }
        return false;
    }

    private static void requireCall(boolean called, int index) {
        if (!called) {
            throw invalid(
                    "Invalid parameter: messages with role 'tool' must be a response to a preceding message with"
                            + " 'tool_calls'.",
                    "messages[" + index + "].role");
        }
    }

    private static void requireResults(Set<String> open, int index) {
        if (!open.isEmpty()) {
            throw invalid(
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                            + " 'tool_call_id'. The following tool_call_ids did not have response messages: "
                            + String.join(", ", open),
                    index == 0 ? "messages" : "messages[" + (index - 1) + "]");
        }
    }

    private static ErrorResponseException invalid(String message, @Nullable String param) {
        return new ErrorResponseException(OpenAiChat.invalid(message, param));
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asText(""));
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private static Schema content(Schema part) {
        return TEXT.or(Schema.array(part, 1, 10_000));
    }

    private static Schema.Fields role() {
        return Schema.object().required("role", NAME);
    }

    private static Schema.Fields spoken(Schema content) {
        return role().required("content", content).optional("name", NAME);
    }

    private static Schema part(String type, Schema schema) {
        return Schema.object()
                .required("type", NAME)
                .required(type, schema)
                .optional("prompt_cache_breakpoint", BREAKPOINT);
    }

    private static Schema call(String type, Schema schema) {
        return Schema.object().required("id", NAME).required("type", NAME).required(type, schema);
    }
}
