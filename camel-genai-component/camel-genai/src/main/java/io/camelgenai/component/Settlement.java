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
    private final Supplier<Generation> soFar;

    private Settlement(GenAiRuntime runtime, TrackedGeneration tracked, Supplier<Generation> soFar) {
        this.runtime = runtime;
        this.tracked = tracked;
        this.soFar = soFar;
    }

    /**
     * From now on the exchange is responsible.
     *
     * @param soFar what is known of the generation when the exchange is over
     */
    static void with(Exchange exchange, GenAiRuntime runtime, TrackedGeneration tracked, Supplier<Generation> soFar) {
        exchange.getExchangeExtension().addOnCompletion(new Settlement(runtime, tracked, soFar));
    }

    /** Somebody else is responsible for it already. */
    static boolean isOwn(TrackedGeneration tracked) {
        return tracked.state() == TrackedGeneration.State.ACCEPTED;
    }

    @Override
    public void onDone(Exchange exchange) {
        try {
            runtime.begin(this::settle);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("Generation {} stays in the repository: the component stopped", tracked.id(), stopped);
        }
    }

    private void settle() {
        Generation last = soFar.get();
        if (last.isTerminal()) {
            runtime.repository().terminal(tracked.key(), last);
            runtime.repository().acknowledged(tracked.key());
        } else {
            runtime.tracker().follow(new Made(tracked, null));
        }
    }
}
