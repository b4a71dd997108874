package io.camelgenai.component.monitoring;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.generation.GenAiException;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** A call that creates a generation, or is about one, failed and will be retried. */
public final class GenerationRetriedEvent extends GenAiEvent {

    private final GenAiException cause;
    private final Duration wait;

    GenerationRetriedEvent(CamelContext context, ConnectionSettings connection, GenAiException cause, Duration wait) {
        super(context, connection.provider().name(), connection.name(), cause.getGenerationId());
        this.cause = cause;
        this.wait = wait;
    }

    /** The failure of the call. */
    public GenAiException getCause() {
        return cause;
    }

    /** The delay before the retry. */
    public Duration getWait() {
        return wait;
    }

    @Override
    public String toString() {
        return super.toString() + " after " + RecentError.reason(cause);
    }
}
