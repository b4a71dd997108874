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

    /**
     * @param settings the settings of a connection, by its name
     * @param time the clock
     */
    public ProviderClients(Function<String, ConnectionSettings> settings, Time time) {
        this.settings = settings;
        this.deadlines = new Deadlines(time);
        this.time = time;
    }

    /** The client of this connection. */
    public ProviderClient get(String connection) {
        return clients.computeIfAbsent(
                connection, name -> new ProviderClient(settings.apply(name), http, deadlines, time));
    }

    /** More is known of this connection: its client is made anew when it is used next. */
    public void renew(String connection) {
        clients.remove(connection);
    }

    /** How many calls are under way, open streams included. */
    public int callsUnderWay() {
        return deadlines.callsUnderWay();
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
