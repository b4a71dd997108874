package io.camelgenai.component.monitoring;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** A generation became terminal, and its state is stored. It may not have been delivered yet. */
public final class GenerationTerminalEvent extends GenAiEvent {

    private final TrackedGeneration tracked;
    private final Duration duration;

    GenerationTerminalEvent(CamelContext context, TrackedGeneration terminal, Duration duration) {
        super(context, terminal.origin().provider(), terminal.origin().connection(), terminal.id());
        this.tracked = terminal;
        this.duration = duration;
    }

    /** The terminal generation. */
    public Generation getGeneration() {
        return tracked.generation();
    }

    /** The channel of the generation. */
    public String getChannel() {
        return tracked.origin().channel();
    }

    /** The caller's own id for the generation, or null. */
    public @Nullable String getCorrelationId() {
        return tracked.origin().correlationId();
    }

    /** The time since the generation was created, or handed over to be tracked. */
    public Duration getDuration() {
        return duration;
    }

    @Override
    public String toString() {
        return super.toString() + " " + tracked.generation().status();
    }
}
