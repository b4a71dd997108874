package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.tracking.observe.Observation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The wait for an end that generate and await share, and what it means for the exchange. */
final class CompletionStep {

    private static final String DECLARED_BY_US = "genai.";

    private final OperationHandler.OperationContext context;

    CompletionStep(OperationHandler.OperationContext setting) {
        this.context = setting;
    }

    /** Waits, and puts the end into the exchange. */
    CompletableFuture<Generation> awaitInto(Exchange exchange, Generation known, @Nullable Observation opened) {
        return context.runtime()
                .completions()
                .untilTerminal(
                        context.client(), known, opened, context.configuration().getTimeout())
                .handle((end, failure) ->
                        failure == null ? CompletableFuture.completedFuture(end) : cancelAfter(failure))
                .thenCompose(Function.identity())
                .thenApply(end -> deliver(exchange, end));
    }

    private Generation deliver(Exchange exchange, Generation end) {
        exchange.getMessage().setBody(end);
        ExchangeOutput.generation(exchange.getMessage(), end);
        if (context.configuration().isThrowExceptionOnFailure() && isFailure(end)) {
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
            case INCOMPLETE -> code != null && code.startsWith(DECLARED_BY_US);
            case QUEUED, RUNNING, UNRECOGNIZED, COMPLETED -> false;
        };
    }

    /** Nobody waits on a thread for this: all threads might be waiting. */
    private CompletableFuture<Generation> cancelAfter(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean wanted = context.configuration().isCancelOnTimeout()
                && context.client().descriptor().calls().cancel() != null;
        CompletableFuture<Generation> failed = CompletableFuture.failedFuture(failure);
        return wanted && cause instanceof GenerationTimeoutException timeout
                ? cancel(timeout).thenCompose(done -> failed)
                : failed;
    }

    private CompletableFuture<String> cancel(GenerationTimeoutException timeout) {
        String id = String.valueOf(timeout.getGenerationId());
        return ProviderCalls.retry(
                        context,
                        ProviderCalls.isRepeatable(
                                context.client().descriptor().calls().cancel()),
                        () -> {
                            context.client().cancel(id);
                            return id;
                        })
                .exceptionally(notCanceled -> {
                    timeout.addSuppressed(notCanceled);
                    return id;
                });
    }
}
