package io.camelgenai.component;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.Made;
import io.camelgenai.tracking.TrackedGeneration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles a generation with the exchange that made it: when the exchange is over, an end that was seen is acknowledged, and
 * a generation that has not ended is left to the consumers of its channel.
 */
final class Settlement extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final GenAiRuntime runtime;
    private final TrackedGeneration tracked;
    private final String exchangeId;
    private volatile Supplier<Generation> soFar;

    private Settlement(GenAiRuntime runtime, TrackedGeneration tracked, String exchangeId, Supplier<Generation> soFar) {
        this.runtime = runtime;
        this.tracked = tracked;
        this.exchangeId = exchangeId;
        this.soFar = soFar;
    }

    /**
     * From now on the exchange is responsible. One that Camel redelivered is so already, and settles once.
     *
     * @param soFar what is known of the generation when the exchange is over
     */
    static void with(Exchange exchange, GenAiRuntime runtime, TrackedGeneration tracked, Supplier<Generation> soFar) {
        String property = "CamelGenAiSettlement-" + tracked.key();
        Settlement before = exchange.getProperty(property, Settlement.class);
        if (before != null && before.exchangeId.equals(exchange.getExchangeId())) {
            before.soFar = soFar;
            return;
        }
        Settlement settlement = new Settlement(runtime, tracked, exchange.getExchangeId(), soFar);
        exchange.setProperty(property, settlement);
        exchange.getExchangeExtension().addOnCompletion(settlement);
    }

    @Override
    public void onDone(Exchange exchange) {
        try {
            runtime.goOn(this::settle);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Generation {} stays in the repository: the component stopped", tracked.id(), stopped);
        }
    }

    private void settle() {
        Generation last = soFar.get();
        if (last.isTerminal()) {
            runtime.tracker().settle(tracked, last);
        } else {
            runtime.tracker().follow(new Made(tracked, null, true));
        }
    }
}
