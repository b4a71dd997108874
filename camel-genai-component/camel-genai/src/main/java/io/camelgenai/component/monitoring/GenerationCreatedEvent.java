package io.camelgenai.component.monitoring;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** A create was accepted, and its id is stored. */
public final class GenerationCreatedEvent extends GenAiEvent {

    private final TrackedGeneration tracked;

    GenerationCreatedEvent(CamelContext context, TrackedGeneration created) {
        super(context, created.origin().provider(), created.origin().connection(), created.id());
        this.tracked = created;
    }

    /** The generation, as the provider returned it. */
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
}
