package io.camelgenai.client;

import io.camelgenai.provider.HostPatterns;
import io.camelgenai.provider.ProviderDescriptor;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one connection to a provider.
 *
 * @param name the name that endpoints use
 * @param provider the provider's descriptor
 * @param baseUrl the base URL
 * @param apiKey the key, or null for a provider that needs none
 * @param headers extra request headers
 * @param query extra query parameters
 * @param http the client from which ours is derived, or null
 * @param tls the TLS configuration, or null for the platform's default
 * @param limits time and size limits
 * @param retries the retry policy
 * @param artifactHosts the hosts from which files may be fetched although their addresses are not those of public servers
 */
public record ConnectionSettings(
        String name,
        ProviderDescriptor provider,
        URI baseUrl,
        @Nullable String apiKey,
        Map<String, String> headers,
        Map<String, String> query,
        @Nullable OkHttpClient http,
        @Nullable Tls tls,
        Limits limits,
        RetryPolicy retries,
        HostPatterns artifactHosts) {

    public ConnectionSettings {
        headers = Map.copyOf(headers);
        query = Collections.unmodifiableMap(new LinkedHashMap<>(query));
    }

    /** The same connection at another base URL. */
    ConnectionSettings withBaseUrl(URI other) {
        return new ConnectionSettings(
                name, provider, other, apiKey, headers, query, http, tls, limits, retries, artifactHosts);
    }

    /** Shows name, provider and host, never the key or a header. */
    @Override
    public String toString() {
        return "ConnectionSettings[" + name + " " + provider.name() + " " + baseUrl.getHost() + "]";
    }

    /**
     * The parts of a TLS configuration.
     *
     * @param sockets creates the sockets
     * @param trust checks the certificates
     */
    public record Tls(SSLSocketFactory sockets, X509TrustManager trust) {}

    /**
     * Time and size limits.
     *
     * @param connect until a connection is established
     * @param headers from the start of a call until the response's headers; a long poll or a synchronous create adds its wait
     * @param firstEvent until the first event of a stream
     * @param idle without a byte of a stream
     * @param eventIdle without an event of a stream, or null for no limit while bytes arrive
     * @param maxEventBytes of one event
     * @param maxResponseBytes of one response that is not a stream
     * @param maxConcurrentCalls how many calls are in flight concurrently, streams and long polls not included
     */
    public record Limits(
            Duration connect,
            Duration headers,
            Duration firstEvent,
            Duration idle,
            @Nullable Duration eventIdle,
            long maxEventBytes,
            long maxResponseBytes,
            int maxConcurrentCalls) {}
}
