package io.camelgenai.client;

import io.camelgenai.provider.ProviderDescriptor;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * A way to reach a provider.
 *
 * @param name what endpoints call it
 * @param provider the provider's descriptor
 * @param baseUrl where it stands
 * @param apiKey the key, or null for a provider that works without one
 * @param headers extra request headers
 * @param http what our client is derived from, or null
 * @param tls how certificates are checked and shown, or null for the platform's way
 * @param limits how long and how much
 * @param retries how a call is made again
 */
public record ConnectionSettings(
        String name,
        ProviderDescriptor provider,
        URI baseUrl,
        @Nullable String apiKey,
        Map<String, String> headers,
        @Nullable OkHttpClient http,
        @Nullable Tls tls,
        Limits limits,
        RetryPolicy retries) {

    public ConnectionSettings {
        headers = Map.copyOf(headers);
    }

    /** Shows name and place, never the key or a header. */
    @Override
    public String toString() {
        return "ConnectionSettings[" + name + " " + provider.name() + " " + baseUrl.getHost() + "]";
    }

    /**
     * The parts of a TLS configuration.
     *
     * @param sockets makes the sockets
     * @param trust decides on certificates
     */
    public record Tls(SSLSocketFactory sockets, X509TrustManager trust) {}

    /**
     * How long and how much.
     *
     * @param connect until a connection stands
     * @param headers from the start of a call until the answer's headers are there; a held request gets its hold on top
     * @param firstEvent until the first event of a stream
     * @param idle without a byte of a stream
     * @param eventIdle without an event of a stream, or null for as long as bytes come
     * @param maxEventBytes of one event
     * @param maxResponseBytes of one answer that is not a stream
     */
    public record Limits(
            Duration connect,
            Duration headers,
            Duration firstEvent,
            Duration idle,
            @Nullable Duration eventIdle,
            long maxEventBytes,
            long maxResponseBytes) {}
}
