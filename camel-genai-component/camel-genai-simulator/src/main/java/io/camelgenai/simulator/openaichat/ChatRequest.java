package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.ArrayList;
import java.util.List;

/**
 * The valid body of a create.
 *
 * @param model the model
 * @param messages the conversation
 * @param markers what the prompt asks for
 * @param tools the tools that are called
 * @param format the format of a text
 * @param choices how many choices the completion has
 * @param maxTokens how many tokens each of them has at most
 * @param stops where a text stops
 * @param logprobs how many likely tokens are listed with each token; -1 for no log probabilities at all
 * @param stream whether the completion is streamed
 * @param usage whether a stream reports the usage
 * @param tier whether the response names the service tier
 */
record ChatRequest(
        String model,
        ChatMessages messages,
        PromptMarkers markers,
        ChatTools tools,
        ChatFormat format,
        int choices,
        int maxTokens,
        List<String> stops,
        int logprobs,
        boolean stream,
        boolean usage,
        boolean tier) {

    private static final Response NOT_JSON =
            OpenAiChat.ERRORS.error(400, "invalid_request", "The body must be JSON, and its Content-Type must say so");

    static ChatRequest read(Request request) {
        JsonNode body = request.json(ChatParameters.BODY, NOT_JSON, errors -> ChatParameters.invalid(errors.get(0)));
        boolean stream = body.path("stream").asBoolean(false);
        boolean logprobs = body.path("logprobs").asBoolean(false);
        require(
                stream || !body.hasNonNull("stream_options"),
                "The 'stream_options' parameter is only allowed when 'stream' is enabled.",
                "stream_options");
        require(
                logprobs || !body.hasNonNull("top_logprobs"),
                "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
                "top_logprobs");
        require(!asksForSound(body), "This model does not generate audio.", "modalities");
        int limit = body.path("max_tokens").asInt(Integer.MAX_VALUE);
        ChatMessages messages = ChatMessages.read(body.get("messages"));
        return new ChatRequest(
                body.get("model").textValue(),
                messages,
                PromptMarkers.of(messages.prompt()),
                ChatTools.read(body, messages),
                ChatFormat.read(body),
                body.path("n").asInt(1),
                Math.min(limit, body.path("max_completion_tokens").asInt(Integer.MAX_VALUE)),
                stops(body.path("stop")),
                logprobs ? body.path("top_logprobs").asInt(0) : -1,
                stream,
                body.at("/stream_options/include_usage").asBoolean(false),
                body.hasNonNull("service_tier"));
    }

    private static boolean asksForSound(JsonNode body) {
        for (JsonNode modality : body.path("modalities")) {
            if (modality.asText().equals("audio")) {
                return true;
            }
        }
        return false;
    }

    private static List<String> stops(JsonNode stop) {
        List<String> stops = new ArrayList<>();
        if (stop.isTextual()) {
            stops.add(stop.textValue());
        }
        stop.forEach(text -> stops.add(text.textValue()));
        stops.removeIf(String::isEmpty);
        return stops;
    }

    private static void require(boolean valid, String message, String param) {
        if (!valid) {
            throw new ErrorResponseException(OpenAiChat.ERRORS.error(400, "invalid_request", message, "param", param));
        }
    }
}
