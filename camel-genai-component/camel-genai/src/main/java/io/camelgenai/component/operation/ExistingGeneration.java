package io.camelgenai.component.operation;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** A generation that an exchange found by its idempotency key: another one has created it, here or on another node. */
record ExistingGeneration(OperationContext context, TrackedGeneration tracked) {

    /** Waits, and writes the terminal generation to the exchange. A result that is lost does not make it a failure. */
    CompletableFuture<Generation> awaitInto(Exchange exchange) {
        return whole().exceptionally(lost -> tracked.generation())
                .thenCompose(known -> new CompletionStep(context).awaitInto(exchange, known, byRecord()));
    }

    /** Gives its events to the exchange; where only another exchange can observe it, when that has seen its completion. */
    CompletionStage<?> openInto(Exchange exchange) {
        Observation record = byRecord();
        CompletableFuture<Generation> known = record == null
                ? whole().exceptionally(failure -> {
                    throw resultIsLost(failure);
                })
                : context.completions()
                        .untilTerminal(
                                context.client(),
                                tracked.generation(),
                                record,
                                context.configuration().getTimeout(),
                                Duration.ZERO);
        return known.thenCompose(each -> new StreamBody(context, each).openInto(exchange, null));
    }

    private @Nullable Observation byRecord() {
        return context.creator().observationByRecord(context.client(), tracked);
    }

    /** The repository keeps little of an acknowledged generation: the provider may know the rest. */
    private CompletableFuture<Generation> whole() {
        Generation known = tracked.generation();
        if (!tracked.lacksResult()) {
            return CompletableFuture.completedFuture(known);
        }
        return tracked.creatorOnly()
                ? CompletableFuture.failedFuture(resultIsLost(null))
                : context.completions()
                        .within(context.configuration().getTimeout(), known, cancellation -> context.calls()
                                .getIfSupported(known, cancellation));
    }

    private GenAiException resultIsLost(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        Generation known = tracked.generation();
        return cause instanceof GenAiException named && tracked.creatorOnly()
                ? named
                : new GenAiException(
                        "Generation " + known.id() + " of " + known.provider()
                                + " was created with this idempotency key and is " + known.status()
                                + ", but its result is not kept here, and the provider did not give it again",
                        Where.generation(known.provider(), known.id()),
                        cause);
    }
}
