package io.camelgenai.tracking.repository;

import java.util.Objects;

/**
 * Where a generation belongs: the producers and the consumers of one flow have provider, connection and channel in common.
 * Within a flow, ids and idempotency keys are unique.
 *
 * @param provider the name of the provider
 * @param connection the name of the connection; two connections may lead to two accounts of one provider
 * @param channel the name that connects producers and consumers
 */
public record Flow(String provider, String connection, String channel) {

    private static final String DEFAULT_CHANNEL = "default";

    public Flow {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(connection, "connection");
        Objects.requireNonNull(channel, "channel");
    }

    /** The flow of a provider with the connection that has the provider's name, and the default channel. */
    public static Flow of(String provider) {
        return new Flow(provider, provider, DEFAULT_CHANNEL);
    }

    public Flow withConnection(String name) {
        return new Flow(provider, name, channel);
    }

    public Flow withChannel(String name) {
        return new Flow(provider, connection, name);
    }

    /** Whether both use the same connection, in whatever channels. */
    public boolean sharesConnectionWith(Flow other) {
        return provider.equals(other.provider) && connection.equals(other.connection);
    }
}
