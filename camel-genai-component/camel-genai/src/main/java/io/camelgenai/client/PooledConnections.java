package io.camelgenai.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.net.SocketFactory;
import okhttp3.Authenticator;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.CookieJar;
import okhttp3.Interceptor.Chain;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The connections of all clients, which stay open between calls. Servers close an idle one without a word: gunicorn after two
 * seconds, uvicorn and Node after five, others whenever they like; and a request that meets the end of its connection has an
 * unknown outcome. So a request that must not be repeated takes a connection only while that is new, or was in use half a
 * second ago and has not been closed by the server; otherwise it takes another one. Thread-safe.
 */
public final class PooledConnections implements AutoCloseable {

    private static final int MAX_IDLE_CONNECTIONS = 64;
    private static final Duration MAX_IDLE_TIME = Duration.ofMillis(500);
    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");

    private final ConnectionPool pool = new ConnectionPool(MAX_IDLE_CONNECTIONS, KEPT.toSeconds(), TimeUnit.SECONDS);
    private final OkHttpClient standard = new OkHttpClient();
    private final SocketFactory sockets = new ChannelSocketFactory();
    private final LongSupplier nanos;
    private final Map<Connection, Use> uses = Collections.synchronizedMap(new WeakHashMap<>());

    /** @param nanos the clock */
    PooledConnections(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Nothing was sent: the connection of the pool may be closed by its server. */
    private static final class StaleConnectionException extends IOException {

        private static final long serialVersionUID = 1L;

        StaleConnectionException() {
            super("The connection was idle for too long");
        }
    }

    /**
     * A builder for a client with these connections.
     *
     * @param original a client of the application, or null
     */
    OkHttpClient.Builder client(@Nullable OkHttpClient original) {
        OkHttpClient base = Objects.requireNonNullElse(original, standard);
        OkHttpClient.Builder builder = base.newBuilder().connectionPool(pool).addInterceptor(this::onAnyConnection);
        builder.networkInterceptors().add(0, this::unlessStale);
        builder.addNetworkInterceptor(PooledConnections::start);
        if (base.socketFactory() == SocketFactory.getDefault()) {
            builder.socketFactory(sockets);
        }
        return builder;
    }

    /**
     * A builder for a client that fetches files, with connections of this pool and without what the application does to its requests.
     *
     * @param original a client of the application, or null
     */
    OkHttpClient.Builder files(@Nullable OkHttpClient original) {
        OkHttpClient.Builder builder = Objects.requireNonNullElse(original, standard)
                .newBuilder()
                .connectionPool(pool)
                .cache(null)
                .cookieJar(CookieJar.NO_COOKIES)
                .authenticator(Authenticator.NONE);
        builder.interceptors().clear();
        builder.networkInterceptors().clear();
        return builder;
    }

    private Response onAnyConnection(Chain chain) throws IOException {
        while (true) {
            try {
                return chain.proceed(chain.request());
            } catch (StaleConnectionException e) {
                // The pool has one less of them.
            }
        }
    }

    private Response unlessStale(Chain chain) throws IOException {
        Connection connection = Objects.requireNonNull(chain.connection());
        boolean once = !REPEATABLE.contains(chain.request().method());
        Use use = uses.computeIfAbsent(connection, each -> new Use());
        Sending sending = Sending.of(chain.call());
        use.begin();
        sending.hasConnection(use::end, () -> use.retire(connection));
        if (!use.mayCarry(once, connection)) {
            sending.release();
            throw new StaleConnectionException();
        }
        return chain.proceed(chain.request());
    }

    private static Response start(Chain chain) throws IOException {
        Sending.of(chain.call()).start();
        return chain.proceed(chain.request());
    }

    /** The number of open connections. */
    int count() {
        return pool.connectionCount();
    }

    /** Closes the idle connections. */
    @Override
    public void close() {
        pool.evictAll();
    }

    /** The calls of one connection; with HTTP/2, there may be several. */
    private final class Use {

        private int calls;
        private boolean used;
        private long idleSince;
        private boolean retired;

        synchronized void begin() {
            calls++;
        }

        synchronized void end() {
            calls--;
            used = true;
            idleSince = nanos.getAsLong();
        }

        /** A call that takes the connection now finds it retired. */
        synchronized void retire(Connection connection) {
            if (calls == 0 && !retired) {
                retired = true;
                closeQuietly(connection);
            }
        }

        /** The one call that has the connection has sent nothing: it may be closed. */
        synchronized boolean mayCarry(boolean once, Connection connection) {
            if (once && used && calls == 1 && !retired) {
                retired = nanos.getAsLong() - idleSince > MAX_IDLE_TIME.toNanos() || isClosedByServer(connection);
                if (retired) {
                    closeQuietly(connection);
                }
            }
            return !retired;
        }
    }

    /** A server that says something unasked does so before it closes. With HTTP/2 there is a thread that reads. */
    private static boolean isClosedByServer(Connection connection) {
        SocketChannel channel = connection.socket().getChannel();
        if (channel == null || connection.protocol() == Protocol.HTTP_2) {
            return false;
        }
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException closed) {
            return true;
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.socket().close();
        } catch (IOException closed) {
            // It is what was wanted.
        }
    }
}
