package io.camelgenai.component;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes to a message what happened. Names of headers are ours alone; what a provider sent only becomes their value. */
final class ExchangeOutput {

    private ExchangeOutput() {}

    static void generation(Message message, Generation generation) {
        message.setHeader(GenAiConstants.PROVIDER, generation.provider());
        message.setHeader(GenAiConstants.STATUS, generation.status().name());
        set(message, GenAiConstants.GENERATION_ID, generation.id());
        set(message, GenAiConstants.RESPONSE_MODEL, generation.model());
        set(message, GenAiConstants.PROGRESS, generation.progress());
        set(message, GenAiConstants.FINISH_REASON, generation.finishReason());
        set(message, GenAiConstants.INPUT_TOKENS, generation.usage().inputTokens());
        set(message, GenAiConstants.OUTPUT_TOKENS, generation.usage().outputTokens());
        set(message, GenAiConstants.COST_USD, generation.usage().costUsd());
        GenerationError error = generation.error();
        error(
                message,
                error == null ? null : error.code(),
                error == null ? null : error.message(),
                error == null ? null : error.retryable());
    }

    static void event(Message message, GenerationEvent event) {
        Generation generation = event.generation();
        if (generation != null) {
            generation(message, generation);
        }
        message.setHeader(GenAiConstants.EVENT_TYPE, event.type().name());
        message.setHeader(GenAiConstants.EVENT_NAME, event.name());
        message.setHeader(GenAiConstants.SEQUENCE, event.sequence());
    }

    static void origin(Message message, Origin origin, boolean redelivered) {
        origin.carried().forEach(message::setHeader);
        set(message, GenAiConstants.CORRELATION_ID, origin.correlationId());
        if (redelivered) {
            message.setHeader(GenAiConstants.REDELIVERED, true);
        }
    }

    /** What an exception tells, so that a route that handles it needs no Java. */
    static void failure(Message message, GenAiException failure) {
        set(message, GenAiConstants.PROVIDER, failure.getProvider());
        set(message, GenAiConstants.REQUEST_ID, failure.getRequestId());
        if (failure.getGenerationId() != null) {
            message.setHeader(GenAiConstants.GENERATION_ID, failure.getGenerationId());
        }
        if (failure instanceof GenerationTimeoutException timeout && timeout.getGeneration() != null) {
            generation(message, timeout.getGeneration());
        }
        if (failure instanceof GenAiHttpException http) {
            error(message, http.getCode(), http.getProviderMessage(), http.isRetryable());
        }
    }

    private static void error(
            Message message, @Nullable String code, @Nullable String sentence, @Nullable Boolean retryable) {
        set(message, GenAiConstants.ERROR_CODE, code);
        set(message, GenAiConstants.ERROR_MESSAGE, sentence);
        set(message, GenAiConstants.RETRYABLE, retryable);
    }

    /** A value from an earlier generation must not stay beside this one's. */
    private static void set(Message message, String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
