package io.camelgenai.client;

import io.camelgenai.client.Deadlines.Guard;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.provider.HostPatterns;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * What the fetching of files takes from a connection. Its client has the proxy, the TLS and the name resolution of the connection, and
 * none of the application's interceptors, cookies and credentials, which are meant for the provider. Thread-safe.
 */
public final class FileCalls {

    private final ConnectionSettings settings;
    private final Requests requests;
    private final OkHttpClient http;
    private final Deadlines deadlines;
    private final @Nullable Signing signing;
    private final Headers withKey;

    FileCalls(ConnectionSettings settings, OkHttpClient http, Deadlines deadlines, @Nullable Signing signing) {
        this.settings = settings;
        this.requests = new Requests(settings);
        this.http = http;
        this.deadlines = deadlines;
        this.signing = signing;
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
        return requests.baseUrl().host();
    }

    /** Whether a URL names the host of the base URL without its encryption, by which the host could prove that it is the one. */
    public boolean isLessSafe(HttpUrl url) {
        return requests.baseUrl().isHttps() && !url.isHttps() && url.host().equals(ownHost());
    }

    /** The hosts from which files may be fetched although their addresses are special. */
    public HostPatterns hosts() {
        return settings.artifactHosts();
    }

    /** The URL that a provider gave, which may be a path at its own origin. */
    public String absolute(String address) {
        HttpUrl own = address.startsWith("/") && !address.startsWith("//")
                ? requests.baseUrl().resolve(address)
                : null;
        return own == null ? address : own.toString();
    }

    /**
     * A request for a file, with the key and the signature only where the provider's files need them, and only to the connection's own
     * origin.
     *
     * @param more further headers
     */
    public Request request(HttpUrl url, Headers more) {
        boolean needsKey =
                requests.isOwn(url) && settings.provider().generation().artifactsNeedKey();
        Headers headers = needsKey ? withKey : Headers.of("User-Agent", Requests.USER_AGENT, "Accept", "*/*");
        Request request = new Request.Builder()
                .url(url)
                .headers(headers.newBuilder()
                        .set("Accept-Encoding", "identity")
                        .addAll(more)
                        .build())
                .build();
        return needsKey && signing != null
                ? signing.sign(request, Where.provider(settings.provider().name()))
                : request;
    }

    /** Puts a call that is about to be made under the deadlines of the component, which cancels it on stop. */
    public Guard guard(Call call) {
        return deadlines.guard(call);
    }
}
