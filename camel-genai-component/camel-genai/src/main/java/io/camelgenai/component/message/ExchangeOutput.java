package io.camelgenai.component.message;

import io.camelgenai.client.download.DownloadedFile;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.ArtifactException;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.generation.WebhookRefusedException;
import io.camelgenai.tracking.deliver.Subscriber.Handover;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes generations, events and failures to messages. Nothing that a provider sends becomes the name of a header. */
public final class ExchangeOutput {

    /** Enough to distinguish the files of one generation. */
    private static final int HASH_DIGITS = 12;

    private ExchangeOutput() {}

    /** Takes headers, one by one. */
    interface Headers {

        /** @param value the value, or null for a header that has none now */
        void set(String header, @Nullable Object value);
    }

    /** The result of an operation: a generation as the body, and its headers. */
    public static void result(Message message, Generation generation) {
        message.setBody(generation);
        headers(message, generation);
    }

    /** The headers of a generation; the body stays as it is. */
    public static void headers(Message message, Generation generation) {
        generation(generation, replacing(message));
        message.removeHeader(GenAiConstants.REQUEST_ID);
    }

    /**
     * The result of a download: the file as the body.
     *
     * @param known its generation; without an id where that is not known
     * @param number the number of the artifact in its generation, or null where that is not known
     */
    public static void file(Exchange exchange, Generation known, @Nullable Integer number, DownloadedFile file) {
        Message message = exchange.getMessage();
        String distinction = number == null ? file.sha256().substring(0, HASH_DIGITS) : number.toString();
        message.setBody(ArtifactFile.of(file.path(), exchange));
        message.setHeader(Exchange.CONTENT_TYPE, file.mediaType());
        message.setHeader(Exchange.FILE_NAME, ArtifactName.of(known.id(), distinction, file.extension()));
        message.setHeader(Exchange.FILE_LENGTH, file.length());
        message.setHeader(GenAiConstants.ARTIFACT_SHA256, file.sha256());
        message.setHeader(GenAiConstants.PROVIDER, known.provider());
        if (known.id() != null) {
            message.setHeader(GenAiConstants.GENERATION_ID, known.id());
        }
    }

    /**
     * The facts of a failure, so that a route can handle it without Java.
     *
     * @param provider the provider of the endpoint
     * @param creates whether a generation was to be created, so that an id in the message is that of an earlier one
     */
    public static void failure(Message message, String provider, boolean creates, Throwable failure) {
        Headers headers = replacing(message);
        Object idBefore = message.getHeader(GenAiConstants.GENERATION_ID);
        GenAiException ours = failure instanceof GenAiException known ? known : null;
        Generation last = lastState(failure);
        if (last == null) {
            last = Generation.of(provider)
                    .id(ours == null ? null : ours.getGenerationId())
                    .build();
            generation(last, headers);
            headers.set(GenAiConstants.STATUS, null);
        } else {
            generation(last, headers);
        }
        if (last.id() == null && !creates) {
            headers.set(GenAiConstants.GENERATION_ID, idBefore);
        }
        headers.set(GenAiConstants.REQUEST_ID, ours == null ? null : ours.getRequestId());
        error(last.error(), failure, headers);
    }

    private static @Nullable Generation lastState(Throwable failure) {
        if (failure instanceof GenerationFailedException failed) {
            return failed.getGeneration();
        }
        return failure instanceof GenerationTimeoutException timeout ? timeout.getGeneration() : null;
    }

    /** The provider's own words, where it has reported an error. */
    private static void error(@Nullable GenerationError reported, Throwable failure, Headers headers) {
        String words = reported == null ? null : reported.message();
        if (failure instanceof GenAiHttpException http) {
            words = http.getProviderMessage();
            headers.set(GenAiConstants.ERROR_CODE, http.getCode());
            headers.set(GenAiConstants.RETRYABLE, http.isRetryable());
        } else if (failure instanceof ArtifactException artifact) {
            headers.set(GenAiConstants.ERROR_CODE, artifact.getCode());
            headers.set(GenAiConstants.RETRYABLE, false);
        } else if (failure instanceof WebhookRefusedException refused) {
            headers.set(GenAiConstants.ERROR_CODE, refused.getCode());
            headers.set(GenAiConstants.RETRYABLE, false);
        } else if (failure instanceof GenAiConnectException || failure instanceof IllegalArgumentException) {
            headers.set(GenAiConstants.RETRYABLE, failure instanceof GenAiConnectException);
        }
        headers.set(GenAiConstants.ERROR_MESSAGE, words == null ? failure.getMessage() : words);
    }

    /** A value of an earlier generation must not stay beside those of this one. */
    private static Headers replacing(Message message) {
        return (header, value) -> {
            if (value == null) {
                message.removeHeader(header);
            } else {
                message.setHeader(header, value);
            }
        };
    }

    /** The headers of a consumer's exchange for one event. */
    static void event(Handover handover, Headers headers) {
        GenerationEvent event = handover.event();
        if (event.generation() != null) {
            generation(event.generation(), headers);
        }
        headers.set(GenAiConstants.EVENT_TYPE, event.type().name());
        headers.set(GenAiConstants.EVENT_NAME, event.name());
        headers.set(GenAiConstants.SEQUENCE, event.sequence());
        origin(handover, headers);
    }

    /** The headers of a consumer's exchange for a terminal generation. */
    static void terminal(Handover handover, Headers headers) {
        generation(handover.tracked().generation(), headers);
        origin(handover, headers);
    }

    private static void origin(Handover handover, Headers headers) {
        handover.tracked().origin().carriedHeaders().forEach(headers::set);
        headers.set(GenAiConstants.CORRELATION_ID, handover.tracked().origin().correlationId());
        headers.set(GenAiConstants.REDELIVERED, handover.redelivered() ? true : null);
    }

    private static void generation(Generation generation, Headers headers) {
        headers.set(GenAiConstants.PROVIDER, generation.provider());
        headers.set(GenAiConstants.STATUS, generation.status().name());
        headers.set(GenAiConstants.GENERATION_ID, generation.id());
        headers.set(GenAiConstants.RESPONSE_MODEL, generation.model());
        headers.set(GenAiConstants.PROGRESS, generation.progress());
        headers.set(GenAiConstants.QUEUE_POSITION, generation.queuePosition());
        headers.set(GenAiConstants.FINISH_REASON, generation.finishReason());
        headers.set(GenAiConstants.INPUT_TOKENS, generation.usage().inputTokens());
        headers.set(GenAiConstants.OUTPUT_TOKENS, generation.usage().outputTokens());
        headers.set(GenAiConstants.COST_USD, generation.usage().costUsd());
        GenerationError error = generation.error();
        headers.set(GenAiConstants.ERROR_CODE, error == null ? null : error.code());
        headers.set(GenAiConstants.ERROR_MESSAGE, error == null ? null : error.message());
        headers.set(GenAiConstants.RETRYABLE, error == null ? null : error.retryable());
    }
}
