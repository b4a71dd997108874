package io.camelgenai.component.monitoring;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** A generation ended, and its end is stored. No route may have heard of it yet. */
public final class GenerationTerminalEvent extends GenAiEvent {

    private final TrackedGeneration tracked;
    private final Duration duration;

    GenerationTerminalEvent(CamelContext context, TrackedGeneration ended, Duration duration) {
        super(context, ended.origin().provider(), ended.origin().connection(), ended.id());
        this.tracked = ended;
        this.duration = duration;
    }

    /** Its end. */
    public Generation getGeneration() {
        return tracked.generation();
    }

    /** The channel of its flow. */
    public String getChannel() {
        return tracked.origin().channel();
    }

    /** The caller's own name for it, or null. */
    public @Nullable String getCorrelationId() {
        return tracked.origin().correlationId();
    }

    /** How long after it was created, or handed over to be followed. */
    public Duration getDuration() {
        return duration;
    }

    @Override
    public String toString() {
        return super.toString() + " " + tracked.generation().status();
    }
}
