package io.camelgenai.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import okhttp3.OkHttpClient;

/**
 * The clients of all connections, made when they are first asked for, and what they share: pooled connections and the sweep
 * over their deadlines. Safe for use by several threads.
 */
public final class ProviderClients implements AutoCloseable {

    private final OkHttpClient http = new OkHttpClient();
    private final Map<String, ProviderClient> clients = new ConcurrentHashMap<>();
    private final Function<String, ConnectionSettings> settings;
    private final Deadlines deadlines;
    private final Time time;
    private final CallListener listener;

    /**
     * @param settings the settings of a connection, by its name
     * @param time the clock
     * @param listener hears what becomes of all calls
     */
    public ProviderClients(Function<String, ConnectionSettings> settings, Time time, CallListener listener) {
        this.settings = settings;
        this.deadlines = new Deadlines(time);
        this.time = time;
        this.listener = listener;
    }

    /** The client of this connection. */
    public ProviderClient get(String connection) {
        ProviderClient known = clients.get(connection);
        return known != null ? known : clients.computeIfAbsent(connection, this::create);
    }

    private ProviderClient create(String connection) {
        ProviderClient made = new ProviderClient(settings.apply(connection), http, deadlines, time, listener);
        listener.connected(made.settings());
        return made;
    }

    /** More is known of this connection: its client is made anew when it is used next. */
    public void invalidate(String connection) {
        clients.remove(connection);
    }

    /** How many calls are under way, open streams included. */
    public int callsInFlight() {
        return deadlines.callsInFlight();
    }

    /** Cancels the calls under way. */
    public void cancelAll() {
        deadlines.close();
    }

    /** Closes the connections; to be called when no call is under way any more. */
    @Override
    public void close() {
        cancelAll();
        http.connectionPool().evictAll();
    }
}
