package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.tracking.Observation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The wait for an end that generate and await share, and what it means for the exchange. */
final class EndOfGeneration {

    private static final String OURS = "genai.";

    private final Job.Setting setting;

    EndOfGeneration(Job.Setting setting) {
        this.setting = setting;
    }

    /** Waits, and puts the end into the exchange. */
    CompletableFuture<Generation> into(Exchange exchange, Generation known, @Nullable Observation opened) {
        return setting.runtime()
                .waiting()
                .untilEnd(
                        setting.client(), known, opened, setting.configuration().getTimeout())
                .handle((end, failure) ->
                        failure == null ? CompletableFuture.completedFuture(end) : cancelAfter(failure))
                .thenCompose(Function.identity())
                .thenApply(end -> deliver(exchange, end));
    }

    private Generation deliver(Exchange exchange, Generation end) {
        exchange.getMessage().setBody(end);
        ExchangeOutput.generation(exchange.getMessage(), end);
        if (setting.configuration().isThrowExceptionOnFailure() && isFailure(end)) {
            throw new GenerationFailedException(end);
        }
        return end;
    }

    /** A result that is not whole by the provider's own word is a result; one that we could not see is not. */
    private static boolean isFailure(Generation end) {
        GenerationError error = end.error();
        String code = error == null ? null : error.code();
        return switch (end.status()) {
            case FAILED, CANCELED -> true;
            case INCOMPLETE -> code != null && code.startsWith(OURS);
            case QUEUED, RUNNING, UNRECOGNIZED, COMPLETED -> false;
        };
    }

    /** Nobody waits on a thread for this: all threads might be waiting. */
    private CompletableFuture<Generation> cancelAfter(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean wanted = setting.configuration().isCancelOnTimeout()
                && setting.client().descriptor().calls().cancel() != null;
        CompletableFuture<Generation> failed = CompletableFuture.failedFuture(failure);
        return wanted && cause instanceof GenerationTimeoutException timeout
                ? cancel(timeout).thenCompose(done -> failed)
                : failed;
    }

    private CompletableFuture<String> cancel(GenerationTimeoutException timeout) {
        String id = String.valueOf(timeout.getGenerationId());
        return ById.repeat(
                        setting,
                        ById.isRepeatable(setting.client().descriptor().calls().cancel()),
                        () -> {
                            setting.client().cancel(id);
                            return id;
                        })
                .exceptionally(notCanceled -> {
                    timeout.addSuppressed(notCanceled);
                    return id;
                });
    }
}
