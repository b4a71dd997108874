package io.camelgenai.component.operation;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.create.NewGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/**
 * The create that several jobs begin with. An exchange that Camel redelivers to the same step is the same create: it goes on
 * with the id that is known, or gets the same exception, and nothing is sent again.
 */
final class IdempotentCreate {

    private final OperationHandler.OperationContext context;

    IdempotentCreate(OperationHandler.OperationContext setting) {
        this.context = setting;
    }

    /**
     * What became of the create when this exchange was here before.
     *
     * @param exchangeId the exchange; a copy of it is another one
     * @param redeliveries how often it had been redelivered then: a loop comes back without a further one
     * @param outcome what became of it
     */
    private record Visit(String exchangeId, int redeliveries, CompletableFuture<CreatedGeneration> outcome) {

        boolean isRepeatedBy(Exchange exchange, int now) {
            return exchangeId.equals(exchange.getExchangeId()) && now > redeliveries && !wentOn(exchange);
        }

        /**
         * Camel gives a step that it does again the message from before. A message that knows the generation has been on its
         * way since, and the counter on it is that of another step.
         */
        private boolean wentOn(Exchange exchange) {
            String known = exchange.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
            return known != null
                    && outcome.isDone()
                    && !outcome.isCompletedExceptionally()
                    && known.equals(outcome.join().tracked().id());
        }

        /** A create that provably made nothing may be made again; nothing else may. */
        boolean holds() {
            if (!outcome.isCompletedExceptionally()) {
                return true;
            }
            try {
                outcome.join();
                return true;
            } catch (CompletionException e) {
                return !(e.getCause() instanceof GenAiHttpException
                        || e.getCause() instanceof GenAiConnectException
                        || e.getCause() instanceof GenerationFailedException
                        || e.getCause() instanceof RejectedExecutionException);
            }
        }
    }

    /**
     * Creates, or finds what this exchange created here before.
     *
     * @param byStream whether the create is to open the stream, given where the generation belongs
     */
    CompletableFuture<CreatedGeneration> create(Exchange exchange, Predicate<Origin> byStream) throws Exception {
        Integer counted = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class);
        int redeliveries = counted == null ? 0 : counted;
        String property = property(exchange);
        Visit before = exchange.getProperty(property, Visit.class);
        CompletableFuture<CreatedGeneration> outcome =
                before != null && before.isRepeatedBy(exchange, redeliveries) && before.holds()
                        ? before.outcome().thenApply(CreatedGeneration::withoutStream)
                        : first(exchange, byStream);
        exchange.setProperty(property, new Visit(exchange.getExchangeId(), redeliveries, outcome));
        return outcome;
    }

    private CompletableFuture<CreatedGeneration> first(Exchange exchange, Predicate<Origin> byStream) throws Exception {
        NewGeneration request = context.input().create(exchange, context.runtime(), byStream);
        return context.runtime().creator().create(request);
    }

    /** The step, by its node in the route: the producer may be another one each time. */
    private String property(Exchange exchange) {
        return "CamelGenAiCreate-" + exchange.getExchangeExtension().getHistoryNodeId() + '-' + context.place();
    }
}
