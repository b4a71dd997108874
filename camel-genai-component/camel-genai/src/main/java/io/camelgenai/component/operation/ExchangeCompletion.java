package io.camelgenai.component.operation;

import io.camelgenai.component.GenAiRuntime;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.create.CreatedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration;
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
final class ExchangeCompletion extends SynchronizationAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeCompletion.class);

    private final GenAiRuntime runtime;
    private final TrackedGeneration tracked;
    private final String exchangeId;
    private volatile Supplier<Generation> current;

    private ExchangeCompletion(
            GenAiRuntime runtime, TrackedGeneration tracked, String exchangeId, Supplier<Generation> soFar) {
        this.runtime = runtime;
        this.tracked = tracked;
        this.exchangeId = exchangeId;
        this.current = soFar;
    }

    /**
     * From now on the exchange is responsible. One that Camel redelivered is so already, and settles once.
     *
     * @param soFar what is known of the generation when the exchange is over
     */
    static void with(Exchange exchange, GenAiRuntime runtime, TrackedGeneration tracked, Supplier<Generation> soFar) {
        String property = "CamelGenAiSettlement-" + tracked.key();
        ExchangeCompletion before = exchange.getProperty(property, ExchangeCompletion.class);
        if (before != null && before.exchangeId.equals(exchange.getExchangeId())) {
            before.current = soFar;
            return;
        }
        ExchangeCompletion settlement = new ExchangeCompletion(runtime, tracked, exchange.getExchangeId(), soFar);
        exchange.setProperty(property, settlement);
        exchange.getExchangeExtension().addOnCompletion(settlement);
    }

    @Override
    public void onDone(Exchange exchange) {
        try {
            runtime.proceed(this::settle);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Generation {} stays in the repository: the component stopped", tracked.id(), stopped);
        }
    }

    private void settle() {
        Generation last = current.get();
        if (last.isTerminal()) {
            runtime.tracker().completed(tracked, last);
        } else {
            runtime.tracker().track(new CreatedGeneration(tracked, null, true));
        }
    }
}
