package io.camelgenai.component.operation;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes a generation with the exchange that created it: when the exchange is done, a terminal generation that it has seen
 * is acknowledged, and any other one is left to the consumers of its channel.
 */
final class ExchangeCompletion extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeCompletion.class);

    private static final String PROPERTY = "CamelGenAiCompletion-";

    private final OperationContext context;
    private final TrackedGeneration tracked;
    private final String exchangeId;
    private volatile Supplier<Generation> latest;

    private ExchangeCompletion(
            OperationContext context, TrackedGeneration tracked, String exchangeId, Supplier<Generation> latest) {
        this.context = context;
        this.tracked = tracked;
        this.exchangeId = exchangeId;
        this.latest = latest;
    }

    /**
     * Makes the exchange responsible for the generation. An exchange that Camel redelivered already is, and completes it once.
     *
     * @param latest the state that is known when the exchange is done
     */
    static void register(
            Exchange exchange, OperationContext context, TrackedGeneration tracked, Supplier<Generation> latest) {
        ExchangeCompletion before = of(exchange, tracked);
        if (before != null) {
            before.latest = latest;
            return;
        }
        ExchangeCompletion completion = new ExchangeCompletion(context, tracked, exchange.getExchangeId(), latest);
        exchange.setProperty(PROPERTY + tracked.key(), completion);
        exchange.getExchangeExtension().addOnCompletion(completion);
    }

    private static @Nullable ExchangeCompletion of(Exchange exchange, TrackedGeneration tracked) {
        ExchangeCompletion before = exchange.getProperty(PROPERTY + tracked.key(), ExchangeCompletion.class);
        return before != null && before.exchangeId.equals(exchange.getExchangeId()) ? before : null;
    }

    /** The state that this exchange has seen, at this step or before Camel redelivered it. */
    static Generation lastSeen(Exchange exchange, TrackedGeneration tracked) {
        ExchangeCompletion before = of(exchange, tracked);
        return before == null ? tracked.generation() : before.latest.get();
    }

    @Override
    public void onDone(Exchange exchange) {
        try {
            context.control().execute(this::complete);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Generation {} stays in the repository: the component stopped", tracked.id(), stopped);
        }
    }

    private void complete() {
        Generation last = latest.get();
        if (last.isTerminal()) {
            context.tracker().completed(tracked, last);
        } else {
            context.tracker().track(new CreatedGeneration(tracked, null, true));
        }
    }
}
