package io.camelgenai.component.message;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import org.jspecify.annotations.Nullable;

/** What happened, as headers. Their names are ours alone; what a provider sent only becomes their value. */
final class OutHeaders {

    /** Takes headers, one by one. */
    interface Sink {

        /** @param value the value, or null for a header that has none now */
        void set(String header, @Nullable Object value);
    }

    private OutHeaders() {}

    static void generation(Generation generation, Sink sink) {
        sink.set(GenAiConstants.PROVIDER, generation.provider());
        sink.set(GenAiConstants.STATUS, generation.status().name());
        sink.set(GenAiConstants.GENERATION_ID, generation.id());
        sink.set(GenAiConstants.RESPONSE_MODEL, generation.model());
        sink.set(GenAiConstants.PROGRESS, generation.progress());
        sink.set(GenAiConstants.FINISH_REASON, generation.finishReason());
        sink.set(GenAiConstants.INPUT_TOKENS, generation.usage().inputTokens());
        sink.set(GenAiConstants.OUTPUT_TOKENS, generation.usage().outputTokens());
        sink.set(GenAiConstants.COST_USD, generation.usage().costUsd());
        GenerationError error = generation.error();
        sink.set(GenAiConstants.ERROR_CODE, error == null ? null : error.code());
        sink.set(GenAiConstants.ERROR_MESSAGE, error == null ? null : error.message());
        sink.set(GenAiConstants.RETRYABLE, error == null ? null : error.retryable());
    }

    static void event(GenerationEvent event, Sink sink) {
        if (event.generation() != null) {
            generation(event.generation(), sink);
        }
        sink.set(GenAiConstants.EVENT_TYPE, event.type().name());
        sink.set(GenAiConstants.EVENT_NAME, event.name());
        sink.set(GenAiConstants.SEQUENCE, event.sequence());
    }

    static void origin(Origin origin, boolean redelivered, Sink sink) {
        origin.carriedHeaders().forEach(sink::set);
        sink.set(GenAiConstants.CORRELATION_ID, origin.correlationId());
        sink.set(GenAiConstants.REDELIVERED, redelivered ? true : null);
    }
}
