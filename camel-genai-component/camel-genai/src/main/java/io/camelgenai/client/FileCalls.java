package io.camelgenai.client;

import io.camelgenai.client.Deadlines.Guard;
import io.camelgenai.provider.HostPatterns;
import java.util.Objects;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/**
 * What the fetching of files takes from a connection. Its client has the proxy, the TLS and the name resolution of the connection, and
 * none of the application's interceptors, cookies and credentials, which are meant for the provider. Thread-safe.
 */
public final class FileCalls {

    private final ConnectionSettings settings;
    private final HttpUrl baseUrl;
    private final OkHttpClient http;
    private final Deadlines deadlines;
    private final Headers withKey;

    FileCalls(ConnectionSettings settings, OkHttpClient http, Deadlines deadlines) {
        this.settings = settings;
        this.baseUrl = Objects.requireNonNull(HttpUrl.get(settings.baseUrl()), "baseUrl");
        this.http = http;
        this.deadlines = deadlines;
        this.withKey = Requests.headers(settings, "*/*");
    }

    /** Follows no redirect, and has no limit of time but that for a connection. */
    public OkHttpClient http() {
        return http;
    }

    public ConnectionSettings settings() {
        return settings;
    }

    /** The host of the connection's base URL. */
    public String ownHost() {
        return baseUrl.host();
    }

    /** The hosts from which files may be fetched although their addresses are special. */
    public HostPatterns hosts() {
        return settings.artifactHosts();
    }

    /** The URL that a provider gave, which may be a path at its own origin. */
    public String absolute(String address) {
        HttpUrl own = address.startsWith("/") && !address.startsWith("//") ? baseUrl.resolve(address) : null;
        return own == null ? address : own.toString();
    }

    /** The headers for a URL: with the key only where the provider's files need it, and only to the connection's own origin. */
    public Headers headers(HttpUrl url) {
        boolean isOwn = url.scheme().equals(baseUrl.scheme())
                && url.host().equals(baseUrl.host())
                && url.port() == baseUrl.port();
        Headers headers = isOwn && settings.provider().generation().artifactsNeedKey()
                ? withKey
                : Headers.of("User-Agent", Requests.USER_AGENT, "Accept", "*/*");
        return headers.newBuilder().set("Accept-Encoding", "identity").build();
    }

    /** Puts a call that is about to be made under the deadlines of the component, which cancels it on stop. */
    public Guard guard(Call call) {
        return deadlines.guard(call);
    }
}
