package io.camelgenai.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The clients of all connections, created on first use, with the connections and the deadlines that they share.
 * Thread-safe.
 */
public final class ProviderClients implements AutoCloseable {

    private final PooledConnections connections;
    private final Map<String, ProviderClient> clients = new ConcurrentHashMap<>();
    private final Function<String, ConnectionSettings> settings;
    private final Deadlines deadlines;
    private final Time time;
    private final CallListener listener;

    /**
     * @param settings provides the settings of a connection, by its name
     * @param listener receives the outcome of all calls
     */
    public ProviderClients(Function<String, ConnectionSettings> settings, Time time, CallListener listener) {
        this.settings = settings;
        this.connections = new PooledConnections(time::nanos);
        this.deadlines = new Deadlines(time);
        this.time = time;
        this.listener = listener;
    }

    public ProviderClient get(String connection) {
        ProviderClient known = clients.get(connection);
        return known != null ? known : clients.computeIfAbsent(connection, this::create);
    }

    private ProviderClient create(String connection) {
        ProviderClient client = new ProviderClient(settings.apply(connection), connections, deadlines, time, listener);
        listener.connected(client.settings());
        return client;
    }

    /** The settings of this connection have changed: its client is created again on the next use. */
    public void invalidate(String connection) {
        clients.remove(connection);
    }

    /** The number of calls in flight, open streams included. */
    public int callsInFlight() {
        return deadlines.callsInFlight();
    }

    /** Cancels the calls in flight. */
    public void cancelAll() {
        deadlines.close();
    }

    /** Closes the connections; to be called when no call is in flight any longer. */
    @Override
    public void close() {
        cancelAll();
        connections.close();
    }
}
