package io.camelgenai.simulator.openaichat;

import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a create: those of OpenAI's chat completions, deprecated ones included, and no others. Source: the types of
 * the official SDK for Node, version 6.49.
 */
final class ChatParameters {
    private static final Schema TEXT = Schema.text(0, 10_000_000);
    private static final Schema SHORT_TEXT = Schema.text(0, 64).orNull();
    private static final Schema FLAG = Schema.bool().orNull();
    private static final Schema COUNT = Schema.integer(1, Integer.MAX_VALUE).orNull();
    private static final Schema PENALTY = Schema.number(-2, 2).orNull();

    private static final Schema STREAM_OPTIONS = Schema.object()
            .optional("include_usage", Schema.bool())
            .optional("include_obfuscation", Schema.bool())
            .orNull();
    private static final Schema AUDIO = Schema.object()
            .required("format", Schema.oneOf("wav", "aac", "mp3", "flac", "opus", "pcm16"))
            .required("voice", TEXT.or(Schema.object().required("id", TEXT)))
            .orNull();
    private static final Schema PREDICTION = Schema.object()
            .required("type", Schema.oneOf("content"))
            .required("content", TEXT.or(Schema.array(Schema.map(), 1, 10_000)))
            .orNull();
    private static final Schema PLACE = Schema.object()
            .optional("city", TEXT)
            .optional("country", TEXT)
            .optional("region", TEXT)
            .optional("timezone", TEXT);
    private static final Schema WEB_SEARCH = Schema.object()
            .optional("search_context_size", Schema.oneOf("low", "medium", "high"))
            .optional(
                    "user_location",
                    Schema.object()
                            .required("type", Schema.oneOf("approximate"))
                            .required("approximate", PLACE)
                            .orNull());
    private static final Schema MODERATED =
            Schema.object().required("mode", Schema.oneOf("score", "block")).orNull();
    private static final Schema MODERATION = Schema.object()
            .required("model", TEXT)
            .optional(
                    "policy",
                    Schema.object()
                            .optional("input", MODERATED)
                            .optional("output", MODERATED)
                            .orNull())
            .orNull();
    private static final Schema CACHE = Schema.object()
            .optional("mode", Schema.oneOf("implicit", "explicit"))
            .optional("ttl", Schema.oneOf("30m"));

    /** The body of a create. */
    static final Schema BODY = Schema.object()
            .required("model", Schema.text(1, 200))
            .required("messages", ChatMessages.SCHEMA)
            .optional("audio", AUDIO)
            .optional("frequency_penalty", PENALTY)
            .optional("function_call", ChatTools.FUNCTION_CALL)
            .optional("functions", ChatTools.FUNCTIONS)
            .optional(
                    "logit_bias",
                    Schema.mapOf(Schema.number(-100, 100), 100_000).orNull())
            .optional("logprobs", FLAG)
            .optional("max_completion_tokens", COUNT)
            .optional("max_tokens", COUNT)
            .optional("metadata", Schema.mapOf(Schema.text(0, 512), 16).orNull())
            .optional(
                    "modalities",
                    Schema.array(Schema.oneOf("text", "audio"), 1, 2).orNull())
            .optional("moderation", MODERATION)
            .optional("n", Schema.integer(1, 128).orNull())
            .optional("parallel_tool_calls", Schema.bool())
            .optional("prediction", PREDICTION)
            .optional("presence_penalty", PENALTY)
            .optional("prompt_cache_key", TEXT.orNull())
            .optional("prompt_cache_options", CACHE)
            .optional("prompt_cache_retention", Schema.oneOf("in_memory", "24h").orNull())
            .optional(
                    "reasoning_effort",
                    Schema.oneOf("none", "minimal", "low", "medium", "high", "xhigh", "max")
                            .orNull())
            .optional("response_format", ChatFormat.SCHEMA)
            .optional("safety_identifier", SHORT_TEXT)
            .optional("seed", Schema.integer().orNull())
            .optional(
                    "service_tier",
                    Schema.oneOf("auto", "default", "flex", "scale", "priority").orNull())
            .optional("stop", TEXT.or(Schema.array(TEXT, 0, 4)).orNull())
            .optional("store", FLAG)
            .optional("stream", FLAG)
            .optional("stream_options", STREAM_OPTIONS)
            .optional("temperature", Schema.number(0, 2).orNull())
            .optional("tool_choice", ChatTools.CHOICE)
            .optional("tools", ChatTools.TOOLS)
            .optional("top_logprobs", Schema.integer(0, 20).orNull())
            .optional("top_p", Schema.number(0, 1).orNull())
            .optional("user", TEXT)
            .optional("verbosity", Schema.oneOf("low", "medium", "high").orNull())
            .optional("web_search_options", WEB_SEARCH);

    private static final Map<ValidationError.Kind, String> CODES = Map.of(
            ValidationError.Kind.UNKNOWN, "unknown_parameter",
            ValidationError.Kind.MISSING, "missing_required_parameter",
            ValidationError.Kind.TYPE, "invalid_type",
            ValidationError.Kind.VALUE, "invalid_value");

    private ChatParameters() {}

    /** Returns the response to a body with an error. */
    static Response invalid(ValidationError error) {
        String param = param(error.path());
        String message =
                switch (error.kind()) {
                    case UNKNOWN -> "Unknown parameter: '" + param + "'.";
                    case MISSING -> "Missing required parameter: '" + param + "'.";
                    case TYPE -> "Invalid type for '" + param + "': " + error.message();
                    case VALUE -> "Invalid value for '" + param + "': " + error.message();
                };
        return OpenAiChat.ERRORS.error(400, CODES.getOrDefault(error.kind(), ""), message, "param", param);
    }

    /** Returns a path as the provider writes it, for example {@code messages[0].content}. */
    private static String param(List<String> path) {
        return String.join(".", path).replaceAll("\\.(\\d+)(?=\\.|$)", "[$1]");
    }
}
