package io.camelgenai.simulator.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.batch.BatchLine.Outcome;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.ErrorEnvelope;
import io.camelgenai.simulator.server.ErrorResponseException;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request of a batch, which is answered as if it had been sent by itself.
 *
 * @param customId the id that the client chose for it
 * @param body the request
 */
public record LineRequest(String customId, JsonNode body) {

    /**
     * What a model answers.
     *
     * @param markers what the prompt asks for
     * @param document the result; null where the model fails
     * @param inputTokens the tokens of the request
     * @param outputTokens the tokens of the result
     */
    public record Answer(PromptMarkers markers, @Nullable ObjectNode document, int inputTokens, int outputTokens) {}

    /** Answers a request. */
    @FunctionalInterface
    public interface Model {

        /** @throws ErrorResponseException to a request that is not valid */
        Answer answer(Request request);
    }

    /**
     * Returns the line with its answer, or with the error that it has.
     *
     * @param path the path to which it would have been sent
     * @param headers the headers that it would have had, besides the media type
     * @param rejected the response to a prompt whose content is rejected
     */
    public BatchLine answered(
            String path, Map<String, String> headers, Model model, ErrorEnvelope errors, Response rejected) {
        HttpHeaders all = new DefaultHttpHeaders().set("Content-Type", "application/json");
        headers.forEach(all::set);
        byte[] bytes = Json.bytes(body);
        try {
            return answered(model.answer(new Request("POST", path, all, bytes)), errors, rejected);
        } catch (ErrorResponseException invalid) {
            return failed(Outcome.ERRORED, invalid.response(), null);
        }
    }

    private BatchLine answered(Answer answer, ErrorEnvelope errors, Response rejected) {
        PromptMarkers markers = answer.markers();
        if (markers.error() != null || markers.reject()) {
            Response response = markers.error() == null ? rejected : errors.requested(markers.error());
            return failed(Outcome.ERRORED, response, markers);
        }
        ObjectNode document = answer.document();
        if (document == null || markers.fail()) {
            return failed(BatchLine.outcome(markers), errors.status(500), markers);
        }
        return new BatchLine(
                customId,
                Outcome.SUCCEEDED,
                200,
                document,
                answer.inputTokens(),
                answer.outputTokens(),
                markers.takes());
    }

    private BatchLine failed(Outcome outcome, Response response, @Nullable PromptMarkers markers) {
        JsonNode error = Json.parse(new String(response.body(), StandardCharsets.UTF_8));
        JsonNode known = Objects.requireNonNullElseGet(error, Json::object);
        return new BatchLine(
                customId, outcome, response.status(), known, 0, 0, markers == null ? null : markers.takes());
    }
}
