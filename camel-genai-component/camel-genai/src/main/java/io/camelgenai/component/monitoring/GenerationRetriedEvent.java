package io.camelgenai.component.monitoring;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.generation.GenAiException;
import java.time.Duration;
import org.apache.camel.CamelContext;

/** A call that creates a generation, or concerns one, will be made again. */
public final class GenerationRetriedEvent extends GenAiEvent {

    private final GenAiException cause;
    private final Duration wait;

    GenerationRetriedEvent(CamelContext context, ConnectionSettings connection, GenAiException cause, Duration wait) {
        super(context, connection.provider().name(), connection.name(), cause.getGenerationId());
        this.cause = cause;
        this.wait = wait;
    }

    /** What the call ended with. */
    public GenAiException getCause() {
        return cause;
    }

    /** How long that is from now. */
    public Duration getWait() {
        return wait;
    }

    @Override
    public String toString() {
        return super.toString() + " after " + RecentError.reason(cause);
    }
}
