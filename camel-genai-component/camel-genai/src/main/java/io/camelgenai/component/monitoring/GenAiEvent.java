package io.camelgenai.component.monitoring;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a generation, for Camel's event notifiers. It is told on a thread of the component, which waits
 * for the notifier: one that takes its time hands it over.
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

    /** The provider. */
    public final String getProvider() {
        return provider;
    }

    /** The connection by which it was made. */
    public final String getConnection() {
        return connection;
    }

    /** The provider's name for the generation, or null where there is none yet. */
    public final @Nullable String getGenerationId() {
        return generationId;
    }

    /** Shows names, never a prompt, a text or a key. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + connection + " " + generationId + "]";
    }
}
