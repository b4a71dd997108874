package io.camelgenai.simulator.batch;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.simulator.content.PromptMarkers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request of a batch and how it will be answered.
 *
 * @param customId the id that the client chose for it
 * @param outcome how it will end, unless the batch is canceled before
 * @param status the HTTP status that it has by itself
 * @param answer the result, or the error
 * @param inputTokens the tokens of the request
 * @param outputTokens the tokens of the result
 * @param takes how long the prompt asks the batch to take; null for the default
 */
public record BatchLine(
        String customId,
        Outcome outcome,
        int status,
        JsonNode answer,
        int inputTokens,
        int outputTokens,
        @Nullable Duration takes) {

    /** The code with which a prompt asks for a line that the provider lets expire: {@code [fail expired]}. */
    private static final String EXPIRED = "expired";

    /** How a line ends. */
    public enum Outcome {
        SUCCEEDED,
        ERRORED,
        EXPIRED,
        CANCELED
    }

    /** Returns how a prompt asks its line to end. */
    public static Outcome outcome(PromptMarkers markers) {
        if (!markers.fail()) {
            return Outcome.SUCCEEDED;
        }
        return EXPIRED.equals(markers.failCode()) ? Outcome.EXPIRED : Outcome.ERRORED;
    }
}
