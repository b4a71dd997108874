package io.camelgenai.component.operation;

import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.provider.CallTemplate;
import io.camelgenai.provider.ProviderOperations.Cancel;
import io.camelgenai.tracking.observe.Observation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wait for a terminal generation in {@code generate} and {@code await}, and its result for the exchange. */
record CompletionStep(OperationContext context) {

    private static final Logger LOG = LoggerFactory.getLogger(CompletionStep.class);
    private static final String DECLARED_BY_US = "genai.";

    /** Polls once first, so that an unknown id fails at once. The timeout is one for both. */
    CompletableFuture<Generation> pollAndAwaitInto(Exchange exchange, Generation named) {
        Duration timeout = context.configuration().getTimeout();
        long startedAt = context.time().nanos();
        return context.completions()
                .within(timeout, named, cancellation -> context.calls()
                        .getIfSupported(named, cancellation)
                        .exceptionally(failure -> afterBug(named, failure)))
                .thenCompose(known -> awaitInto(
                        exchange, known, null, Duration.ofNanos(context.time().nanos() - startedAt)));
    }

    /** A bug of ours says nothing about the generation: it is polled on. */
    private static Generation afterBug(Generation named, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof GenAiException known && known.getFailureKind() == FailureKind.INTERNAL) {
            return named;
        }
        throw failure instanceof CompletionException wrapped ? wrapped : new CompletionException(failure);
    }

    /** Waits, and writes the terminal generation to the exchange. No thread waits along. */
    CompletableFuture<Generation> awaitInto(Exchange exchange, Generation known, @Nullable Observation opened) {
        return awaitInto(exchange, known, opened, Duration.ZERO);
    }

    private CompletableFuture<Generation> awaitInto(
            Exchange exchange, Generation known, @Nullable Observation opened, Duration elapsed) {
        return context.completions()
                .untilTerminal(
                        context.client(), known, opened, context.configuration().getTimeout(), elapsed)
                .whenComplete((terminal, failure) -> cancelAfter(failure))
                .thenApply(terminal -> deliver(exchange, terminal));
    }

    private Generation deliver(Exchange exchange, Generation terminal) {
        ExchangeOutput.result(exchange.getMessage(), terminal);
        if (context.configuration().isThrowExceptionOnFailure() && isFailure(terminal)) {
            throw new GenerationFailedException(terminal);
        }
        return terminal;
    }

    /** INCOMPLETE by the provider's own word is a result; INCOMPLETE that we declared is not. */
    private static boolean isFailure(Generation terminal) {
        GenerationError error = terminal.error();
        String code = error == null ? null : error.code();
        return switch (terminal.status()) {
            case FAILED, CANCELED -> true;
            case INCOMPLETE -> code != null && code.startsWith(DECLARED_BY_US);
            case QUEUED, RUNNING, UNRECOGNIZED, COMPLETED -> false;
        };
    }

    private void cancelAfter(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Cancel cancel = context.provider().cancel();
        if (context.configuration().isCancelOnTimeout()
                && cancel != null
                && cause instanceof GenerationTimeoutException timeout) {
            cancel(cancel.call(), timeout);
        }
    }

    /** The exchange does not wait for it: its time is over, and a cancel may be retried. */
    private void cancel(CallTemplate cancel, GenerationTimeoutException timeout) {
        String id = String.valueOf(timeout.getGenerationId());
        context.calls()
                .retryInBackground(cancel, () -> {
                    context.client().cancel(timeout.getGeneration());
                    return id;
                })
                .whenComplete((canceled, failure) -> {
                    if (failure != null) {
                        LOG.warn(
                                "Generation {} of {} was not canceled after its timeout (option cancelOnTimeout): it may"
                                        + " still run at the provider",
                                id,
                                timeout.getProvider(),
                                failure);
                    }
                });
    }
}
