package io.camelgenai.component.operation;

import io.camelgenai.client.BatchFile;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.tracking.create.CreateIntent;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The create at the start of several operations. An exchange that Camel redelivers to the same step is the same create: it
 * continues with the known id, or gets the same exception, and nothing is sent again.
 */
final class IdempotentCreate {

    private IdempotentCreate() {}

    /**
     * Creates a generation, or finds the one that this exchange created at this step before.
     *
     * @param byStream whether the create opens the stream, given the generation's origin
     */
    static CompletableFuture<CreatedGeneration> create(
            OperationContext context, Exchange exchange, Predicate<Origin> byStream) throws Exception {
        Visit before = repeated(context, exchange);
        CompletableFuture<CreatedGeneration> outcome = before != null
                ? before.outcome().thenApply(CreatedGeneration::withoutStream)
                : created(
                        context,
                        context.input()
                                .create(
                                        exchange,
                                        context.client(),
                                        byStream,
                                        StepUploads.of(context, exchange, step(context, exchange))));
        exchange.setProperty(
                property(context, exchange), new Visit(exchange.getExchangeId(), redeliveries(exchange), outcome));
        return outcome;
    }

    /** The requests of a batch are on disk until it is created; one that was not may be created by a redelivery. */
    private static CompletableFuture<CreatedGeneration> created(OperationContext context, CreateIntent intent) {
        BatchFile lines = intent.request().lines();
        CompletableFuture<CreatedGeneration> outcome = context.creator().create(intent);
        return lines == null
                ? outcome
                : outcome.thenApply(created -> {
                    lines.delete();
                    return created;
                });
    }

    /** The earlier visit whose create this visit repeats, where that may have created something; otherwise null. */
    static @Nullable Visit repeated(OperationContext context, Exchange exchange) {
        Visit before = exchange.getProperty(property(context, exchange), Visit.class);
        boolean repeats = before != null && before.isRepeatedBy(exchange, redeliveries(exchange)) && before.isFinal();
        return repeats ? before : null;
    }

    /** By the node in the route: the producer may be another one each time. */
    private static String property(OperationContext context, Exchange exchange) {
        return "CamelGenAiCreate-" + step(context, exchange);
    }

    private static String step(OperationContext context, Exchange exchange) {
        return exchange.getExchangeExtension().getHistoryNodeId() + '-' + context.endpointId();
    }

    private static int redeliveries(Exchange exchange) {
        Integer counter = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class);
        return counter == null ? 0 : counter;
    }

    /**
     * An earlier visit of this exchange to this step.
     *
     * @param exchangeId the exchange; a copy of it has another id
     * @param redeliveries the redelivery counter at that time: a loop returns with the same one
     * @param outcome the outcome of the create
     */
    record Visit(String exchangeId, int redeliveries, CompletableFuture<CreatedGeneration> outcome) {

        boolean isRepeatedBy(Exchange exchange, int now) {
            return exchangeId.equals(exchange.getExchangeId()) && now > redeliveries && !hasContinued(exchange);
        }

        /**
         * Camel repeats a step with the message from before it. A message that knows the generation has continued since then,
         * and its redelivery counter belongs to another step.
         */
        private boolean hasContinued(Exchange exchange) {
            String known = exchange.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
            return known != null
                    && outcome.isDone()
                    && !outcome.isCompletedExceptionally()
                    && known.equals(outcome.join().tracked().id());
        }

        private static boolean provesNothingCreated(@Nullable Throwable failure) {
            return failure instanceof GenAiException proof && proof.isNothingCreated();
        }

        /** False for a create that provably created nothing: only that may be sent again. */
        boolean isFinal() {
            if (!outcome.isCompletedExceptionally()) {
                return true;
            }
            try {
                outcome.join();
                return true;
            } catch (CompletionException e) {
                return !(provesNothingCreated(e.getCause())
                        || e.getCause() instanceof GenAiHttpException
                        || e.getCause() instanceof GenAiConnectException
                        || e.getCause() instanceof RejectedExecutionException);
            }
        }
    }
}
