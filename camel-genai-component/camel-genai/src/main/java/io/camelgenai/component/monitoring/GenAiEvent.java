package io.camelgenai.component.monitoring;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event in the life of a generation, for Camel's event notifiers. They are notified on a thread of the component, which waits
 * for them: a slow notifier should use a thread of its own.
 */
public abstract class GenAiEvent implements CamelEvent {

    private final CamelContext context;
    private final String provider;
    private final String connection;
    private final @Nullable String generationId;
    private volatile long timestamp;

    GenAiEvent(CamelContext context, String provider, String connection, @Nullable String generationId) {
        this.context = context;
        this.provider = provider;
        this.connection = connection;
        this.generationId = generationId;
    }

    @Override
    public final Type getType() {
        return Type.Custom;
    }

    @Override
    public final CamelContext getSource() {
        return context;
    }

    @Override
    public final long getTimestamp() {
        return timestamp;
    }

    @Override
    public final void setTimestamp(long timestamp) {
        this.timestamp = timestamp;
    }

    public final String getProvider() {
        return provider;
    }

    /** The connection over which the generation was created. */
    public final String getConnection() {
        return connection;
    }

    /** The provider's id for the generation, or null when there is none yet. */
    public final @Nullable String getGenerationId() {
        return generationId;
    }

    /** Returns names and ids, never a prompt, a text or a key. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + connection + " " + generationId + "]";
    }
}
