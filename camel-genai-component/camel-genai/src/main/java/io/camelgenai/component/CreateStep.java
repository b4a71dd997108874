package io.camelgenai.component;

import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.tracking.CreateRequest;
import io.camelgenai.tracking.Made;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/**
 * The create that several jobs begin with. An exchange that Camel redelivers to the same step is the same create: it goes on
 * with the id that is known, or gets the same exception, and nothing is sent again.
 */
final class CreateStep {

    private final Job.Setting setting;
    private final String property;

    CreateStep(Job.Setting setting) {
        this.setting = setting;
        this.property = "CamelGenAiCreate-" + Integer.toHexString(System.identityHashCode(this));
    }

    /**
     * What became of the create when this exchange was here before.
     *
     * @param exchangeId the exchange; a copy of it is another one
     * @param redeliveries how often it had been redelivered then: a loop comes back without a further one
     * @param outcome what became of it
     */
    private record Visit(String exchangeId, int redeliveries, CompletableFuture<Made> outcome) {

        boolean isRepeatedBy(Exchange exchange, int now) {
            return exchangeId.equals(exchange.getExchangeId()) && now > redeliveries;
        }

        /** A create that provably made nothing may be made again. */
        boolean holds() {
            if (!outcome.isCompletedExceptionally()) {
                return true;
            }
            try {
                outcome.join();
                return true;
            } catch (CompletionException e) {
                return e.getCause() instanceof GenerationOutcomeUnknownException;
            }
        }
    }

    /**
     * Creates, or finds what this exchange created here before.
     *
     * @param byStream whether the create is to open the stream, given where the generation belongs
     */
    CompletableFuture<Made> create(Exchange exchange, Predicate<Origin> byStream) throws Exception {
        Integer counted = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, Integer.class);
        int redeliveries = counted == null ? 0 : counted;
        Visit before = exchange.getProperty(property, Visit.class);
        boolean again = before != null && before.isRepeatedBy(exchange, redeliveries) && before.holds();
        CompletableFuture<Made> outcome =
                again ? before.outcome().thenApply(Made::withoutStream) : first(exchange, byStream);
        exchange.setProperty(property, new Visit(exchange.getExchangeId(), redeliveries, outcome));
        return outcome;
    }

    private CompletableFuture<Made> first(Exchange exchange, Predicate<Origin> byStream) throws Exception {
        CreateRequest request = setting.input().create(exchange, setting.runtime(), byStream);
        return setting.runtime().creations().create(request);
    }
}
