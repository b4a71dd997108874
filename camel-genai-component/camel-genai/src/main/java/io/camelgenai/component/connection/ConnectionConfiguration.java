package io.camelgenai.component.connection;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection. An option that is not set is null, so that an endpoint inherits it from its connection, and a
 * connection from the defaults.
 */
@UriParams
public class ConnectionConfiguration {

    @Metadata(label = "common")
    private @Nullable String provider;

    @UriParam(
            label = "common",
            description = "The base URL of the provider's API, in place of the one in the provider's descriptor. The"
                    + " paths of the API are appended to it.")
    private @Nullable String baseUrl;

    @UriParam(
            label = "security",
            secret = true,
            description = "The API key. Better set on the component than in a URI. Without a key, and with the"
                    + " descriptor's own base URL, the environment variable that the provider's SDK reads is used.")
    @Metadata(secret = true)
    private @Nullable String apiKey;

    @UriParam(
            label = "security",
            description = "Whether the key may be sent over plain http to another host than this one.",
            defaultValue = "false")
    private @Nullable Boolean allowPlainHttp;

    @UriParam(
            label = "advanced",
            description = "An OkHttpClient from which the component derives its own, for proxies, DNS and interceptors."
                    + " Redirects, retries and timeouts are the component's; the interceptors see the key.")
    private @Nullable OkHttpClient httpClient;

    @UriParam(
            label = "security",
            description = "The TLS parameters: which certificates are trusted, and which one is presented.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "advanced",
            prefix = "httpHeader.",
            multiValue = true,
            description = "Extra request headers, for gateways.")
    private Map<String, Object> httpHeader = new NamedValues("httpHeader");

    @UriParam(
            label = "advanced",
            prefix = "query.",
            multiValue = true,
            description = "Extra query parameters of every request, for gateways, such as api-version. They are logged:"
                    + " a secret belongs into apiKey or httpHeader.NAME.")
    private Map<String, Object> query = new NamedValues("query");

    @UriParam(
            label = "timeout",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "The maximum time to connect.")
    private @Nullable Duration connectTimeout;

    @UriParam(
            label = "timeout",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "The maximum time from the start of a call to the headers of its response. A long poll and a"
                    + " synchronous create add their maximum wait. Longer by default for providers that may load a"
                    + " model first; the provider's page says so.")
    private @Nullable Duration headersTimeout;

    @UriParam(
            label = "timeout",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "The maximum time to the first event of a stream.")
    private @Nullable Duration firstEventTimeout;

    @UriParam(
            label = "timeout",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "The maximum time without a byte on an open stream.")
    private @Nullable Duration idleTimeout;

    @UriParam(
            label = "timeout",
            javaType = "java.time.Duration",
            description = "The maximum time without an event on an open stream. Off by default.")
    private @Nullable Duration eventIdleTimeout;

    @UriParam(
            label = "advanced",
            defaultValue = "8388608",
            description = "The maximum size of an event of a stream, in bytes.")
    private @Nullable Long maxEventSize;

    @UriParam(
            label = "advanced",
            defaultValue = "16777216",
            description =
                    "The maximum size of a response that is not a stream, and of the text that is assembled from a"
                            + " stream, in bytes.")
    private @Nullable Long maxResponseSize;

    @UriParam(
            label = "retry",
            defaultValue = "4",
            description = "How often a call is retried at most, where a retry cannot pay for the same work twice. 0"
                    + " means one request.")
    private @Nullable Integer maxRetries;

    @UriParam(
            label = "retry",
            defaultValue = "500ms",
            javaType = "java.time.Duration",
            description = "The maximum delay before the first retry. It doubles with each retry, with full jitter.")
    private @Nullable Duration retryDelay;

    @UriParam(
            label = "retry",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "The maximum delay before a retry. A call fails at once when the provider asks for a longer"
                    + " delay.")
    private @Nullable Duration maxRetryDelay;

    @UriParam(
            label = "advanced",
            defaultValue = "256",
            description =
                    "How many calls over this connection are in flight concurrently; further ones wait. Streams and"
                            + " long polls do not count: their limit is the component's option maxStreams.")
    private @Nullable Integer maxConcurrentCalls;

    @UriParam(
            label = "advanced",
            description =
                    "Whether the end marker of a stream, such as [DONE], is enough for COMPLETED, for servers that never"
                            + " send a finish reason. Without it, such a stream is not a success: the state is asked for, or the"
                            + " generation is INCOMPLETE.",
            defaultValue = "false")
    private @Nullable Boolean endMarkerCompletes;

    @UriParam(
            label = "security",
            description =
                    "Hosts from which artifacts may be fetched although their addresses are private or otherwise special,"
                            + " separated by commas: names, addresses, or *.example.com for every host below a domain. The host of"
                            + " the base URL is always allowed.")
    private @Nullable String artifactHosts;

    @UriParam(
            label = "common",
            description =
                    "The public URL of the route that receives the provider's webhooks. Each create is sent with it,"
                            + " where the provider takes it; at other providers it is set up in their console.")
    private @Nullable String webhookUrl;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The secret with which the provider signs its webhooks. Better set on the component than in a URI.")
    @Metadata(secret = true)
    private @Nullable String webhookSecret;

    @UriParam(
            label = "security",
            description =
                    "The URL of the set of keys with which the provider signs its webhooks, in place of the one in the"
                            + " provider's descriptor.")
    private @Nullable String webhookKeys;

    private final Map<String, String> bindingErrors = new LinkedHashMap<>();

    /** The entries of an option, each an option of its own. */
    final class NamedValues extends LinkedHashMap<String, Object> {

        private static final long serialVersionUID = 1;

        private final String option;

        private NamedValues(String option) {
            this.option = option;
        }

        /** Puts an entry whose name stood between dots, unless it may have lost its dashes there. */
        void putOrRefuse(String name, Object value) {
            if (name.matches("[A-Za-z][a-z]*")) {
                put(name, value);
            } else {
                refuse(name);
            }
        }

        void refuse(String name) {
            addBindingError(
                    option + "." + name,
                    "may have lost dashes of its name: write the name in brackets, " + option + "[NAME]");
        }
    }

    /** Records an option that could not be set, for the message when the component starts or the connection is used. */
    void addBindingError(String option, String what) {
        bindingErrors.put(option, what);
    }

    /** The options that could not be set, each with what is wrong. */
    Map<String, String> bindingErrors() {
        return bindingErrors;
    }

    public @Nullable String getProvider() {
        return provider;
    }

    /** Sets the provider of this connection, where the connection is not named after it. */
    public void setProvider(@Nullable String provider) {
        this.provider = provider;
    }

    public @Nullable String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(@Nullable String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable Boolean getAllowPlainHttp() {
        return allowPlainHttp;
    }

    public void setAllowPlainHttp(@Nullable Boolean allowPlainHttp) {
        this.allowPlainHttp = allowPlainHttp;
    }

    public @Nullable OkHttpClient getHttpClient() {
        return httpClient;
    }

    public void setHttpClient(@Nullable OkHttpClient httpClient) {
        this.httpClient = httpClient;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Map<String, Object> getHttpHeader() {
        return httpHeader;
    }

    public void setHttpHeader(Map<String, Object> httpHeader) {
        this.httpHeader = httpHeader;
    }

    public Map<String, Object> getQuery() {
        return query;
    }

    public void setQuery(Map<String, Object> query) {
        this.query = query;
    }

    public @Nullable Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(@Nullable Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public @Nullable Duration getHeadersTimeout() {
        return headersTimeout;
    }

    public void setHeadersTimeout(@Nullable Duration headersTimeout) {
        this.headersTimeout = headersTimeout;
    }

    public @Nullable Duration getFirstEventTimeout() {
        return firstEventTimeout;
    }

    public void setFirstEventTimeout(@Nullable Duration firstEventTimeout) {
        this.firstEventTimeout = firstEventTimeout;
    }

    public @Nullable Duration getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(@Nullable Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public @Nullable Duration getEventIdleTimeout() {
        return eventIdleTimeout;
    }

    public void setEventIdleTimeout(@Nullable Duration eventIdleTimeout) {
        this.eventIdleTimeout = eventIdleTimeout;
    }

    public @Nullable Long getMaxEventSize() {
        return maxEventSize;
    }

    public void setMaxEventSize(@Nullable Long maxEventSize) {
        this.maxEventSize = maxEventSize;
    }

    public @Nullable Long getMaxResponseSize() {
        return maxResponseSize;
    }

    public void setMaxResponseSize(@Nullable Long maxResponseSize) {
        this.maxResponseSize = maxResponseSize;
    }

    public @Nullable Integer getMaxConcurrentCalls() {
        return maxConcurrentCalls;
    }

    public void setMaxConcurrentCalls(@Nullable Integer maxConcurrentCalls) {
        this.maxConcurrentCalls = maxConcurrentCalls;
    }

    public @Nullable Boolean getEndMarkerCompletes() {
        return endMarkerCompletes;
    }

    public void setEndMarkerCompletes(@Nullable Boolean endMarkerCompletes) {
        this.endMarkerCompletes = endMarkerCompletes;
    }

    public @Nullable String getArtifactHosts() {
        return artifactHosts;
    }

    public void setArtifactHosts(@Nullable String artifactHosts) {
        this.artifactHosts = artifactHosts;
    }

    public @Nullable String getWebhookUrl() {
        return webhookUrl;
    }

    public void setWebhookUrl(@Nullable String webhookUrl) {
        this.webhookUrl = webhookUrl;
    }

    public @Nullable String getWebhookSecret() {
        return webhookSecret;
    }

    public void setWebhookSecret(@Nullable String webhookSecret) {
        this.webhookSecret = webhookSecret;
    }

    public @Nullable String getWebhookKeys() {
        return webhookKeys;
    }

    public void setWebhookKeys(@Nullable String webhookKeys) {
        this.webhookKeys = webhookKeys;
    }

    public @Nullable Integer getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(@Nullable Integer maxRetries) {
        this.maxRetries = maxRetries;
    }

    public @Nullable Duration getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(@Nullable Duration retryDelay) {
        this.retryDelay = retryDelay;
    }

    public @Nullable Duration getMaxRetryDelay() {
        return maxRetryDelay;
    }

    public void setMaxRetryDelay(@Nullable Duration maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }
}
