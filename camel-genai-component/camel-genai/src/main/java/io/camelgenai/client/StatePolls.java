package io.camelgenai.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.Transport.Answer;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.provider.ProviderOperations.ResultCall;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Polls the state of generations, and reads the result where that has a call of its own. Thread-safe. */
final class StatePolls {

    private static final int SERVER_ERROR = 500;

    private final ProviderDescriptor descriptor;
    private final Transport transport;
    private final CallValues values;
    private final Documents documents;

    StatePolls(Transport transport, CallValues values, Documents documents) {
        this.descriptor = documents.descriptor();
        this.transport = transport;
        this.values = values;
        this.documents = documents;
    }

    /**
     * The state of a generation.
     *
     * @param known the state so far
     * @param maxWait how long the provider may delay its response
     */
    PollResult poll(CallTemplate call, Generation known, Duration maxWait, Cancellation cancellation) {
        Map<String, String> variables = values.of(known);
        variables.put(CallTemplate.SECONDS, Long.toString(maxWait.toSeconds()));
        Answer answer = transport.call(call, variables, maxWait, cancellation);
        JsonNode document = document(answer, known);
        requireKnown(document, known);
        return new PollResult(withResult(documents.read(document, known), cancellation), answer.retryAfter());
    }

    /** Some providers say by a word what others say by 404. */
    private void requireKnown(JsonNode document, Generation known) {
        String word = descriptor.generation().goneWordIn(document);
        if (word != null) {
            throw ErrorResponses.gone(word, Where.generation(descriptor.name(), known.id()));
        }
    }

    private JsonNode document(Answer answer, Generation known) {
        if (!answer.document().isObject()) {
            throw new NoResponseException(
                    descriptor.name() + " answered a poll of generation " + known.id() + " without a document",
                    Where.generation(descriptor.name(), known.id()),
                    null);
        }
        return answer.document();
    }

    /** Some providers say by the state that a generation is complete, and how it went by another call only. */
    private Generation withResult(Generation polled, Cancellation cancellation) {
        ResultCall result = descriptor.operations().result();
        if (result == null || polled.status() != GenerationStatus.COMPLETED) {
            return polled;
        }
        try {
            return result(result, polled, cancellation);
        } catch (GenAiHttpException e) {
            if (!result.failsOn(e.getStatusCode())) {
                throw e;
            }
            return polled.with()
                    .status(GenerationStatus.FAILED)
                    .error(new GenerationError(e.getCode(), e.getMessage(), e.isRetryable()))
                    .build();
        }
    }

    /** A status from 500 on may be that of a server in front of the model: only a second one counts. */
    private Generation result(ResultCall result, Generation polled, Cancellation cancellation) {
        try {
            return readResult(result, polled, cancellation);
        } catch (GenAiHttpException e) {
            if (e.getStatusCode() < SERVER_ERROR || !result.failsOn(e.getStatusCode())) {
                throw e;
            }
            return readResult(result, polled, cancellation);
        }
    }

    private Generation readResult(ResultCall result, Generation polled, Cancellation cancellation) {
        Answer answer = transport.call(result.call(), values(result, polled), Duration.ZERO, cancellation);
        return resultIn(document(answer, polled), polled);
    }

    /** A state may be complete before it has what leads to the result, such as the id of a file: the next poll shows it. */
    private Map<String, String> values(ResultCall result, Generation polled) {
        Map<String, String> ofState = result.valuesIn(polled.raw());
        ofState.forEach((path, value) -> {
            if (value.isBlank()) {
                throw new NoResponseException(
                        descriptor.name() + " answered a poll of generation " + polled.id() + " without " + path
                                + ", which the call for the result contains",
                        Where.generation(descriptor.name(), polled.id()),
                        null);
            }
        });
        Map<String, String> variables = values.of(polled);
        variables.putAll(ofState);
        return variables;
    }

    /** A field of a result may be called like the status, and says nothing about it. An error and nothing else is a failure. */
    private Generation resultIn(JsonNode document, Generation polled) {
        Generation result = documents.read(document, polled);
        boolean isEmpty = result.artifacts().isEmpty()
                && Objects.requireNonNullElse(result.text(), "").isEmpty();
        GenerationError error = isEmpty ? documents.redacted(descriptor.errors().errorInAnswer(document)) : null;
        String reason = result.finishReason();
        return result.with()
                .status(
                        error == null
                                ? descriptor.generation().statusFor(GenerationStatus.COMPLETED, reason)
                                : GenerationStatus.FAILED)
                .providerStatus(polled.providerStatus())
                .error(error == null ? descriptor.generation().failure(reason) : error)
                .build();
    }
}
