package io.camelgenai.component.message;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationTimeoutException;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes to a caller's message what became of what it asked for. */
public final class ExchangeOutput {

    private ExchangeOutput() {}

    public static void generation(Message message, Generation generation) {
        OutHeaders.generation(generation, (header, value) -> set(message, header, value));
    }

    /** What an exception tells, so that a route that handles it needs no Java. */
    public static void failure(Message message, GenAiException failure) {
        set(message, GenAiConstants.PROVIDER, failure.getProvider());
        set(message, GenAiConstants.REQUEST_ID, failure.getRequestId());
        if (failure.getGenerationId() != null) {
            message.setHeader(GenAiConstants.GENERATION_ID, failure.getGenerationId());
        }
        if (failure instanceof GenerationTimeoutException timeout && timeout.getGeneration() != null) {
            generation(message, timeout.getGeneration());
        }
        if (failure instanceof GenAiHttpException http) {
            set(message, GenAiConstants.ERROR_CODE, http.getCode());
            set(message, GenAiConstants.ERROR_MESSAGE, http.getProviderMessage());
            set(message, GenAiConstants.RETRYABLE, http.isRetryable());
        }
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
