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
 * How a provider is reached. What is not set is null, so that an endpoint can take it from its connection, and a connection
 * from the defaults.
 */
@UriParams
public class ConnectionConfiguration {

    @Metadata(label = "common")
    private @Nullable String provider;

    @UriParam(
            label = "common",
            description =
                    "Where the provider stands, in place of the base URL of its descriptor. Paths of the provider's"
                            + " API go below it.")
    private @Nullable String baseUrl;

    @UriParam(
            label = "security",
            secret = true,
            description =
                    "The key. Better set at the component than in a URI. Without one, and with the descriptor's own"
                            + " base URL, the environment variable that the provider's SDK reads is used.")
    @Metadata(secret = true)
    private @Nullable String apiKey;

    @UriParam(
            label = "security",
            description = "Allows to send the key over http to a host that is not this one.",
            defaultValue = "false")
    private @Nullable Boolean allowPlainHttp;

    @UriParam(
            label = "advanced",
            description = "An OkHttpClient to derive ours from, for proxies, DNS, interceptors. Redirects, retries and"
                    + " timeouts are ours; its interceptors see the key.")
    private @Nullable OkHttpClient httpClient;

    @UriParam(label = "security", description = "How certificates are checked and shown.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(
            label = "advanced",
            prefix = "httpHeader.",
            multiValue = true,
            description = "Extra request headers, for gateways.")
    private Map<String, Object> httpHeader = new LinkedHashMap<>();

    @UriParam(
            label = "timeout",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long connecting may take.")
    private @Nullable Duration connectTimeout;

    @UriParam(
            label = "timeout",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "How long the provider may take from the start of a call to the headers of its answer. A held"
                    + " request gets its hold on top.")
    private @Nullable Duration headersTimeout;

    @UriParam(
            label = "timeout",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How long the first event of a stream may take.")
    private @Nullable Duration firstEventTimeout;

    @UriParam(
            label = "timeout",
            defaultValue = "60s",
            javaType = "java.time.Duration",
            description = "How long a stream may be without a byte.")
    private @Nullable Duration idleTimeout;

    @UriParam(
            label = "timeout",
            javaType = "java.time.Duration",
            description = "How long a stream may be without an event. Off by default.")
    private @Nullable Duration eventIdleTimeout;

    @UriParam(label = "advanced", defaultValue = "8388608", description = "The largest event of a stream, in bytes.")
    private @Nullable Long maxEventSize;

    @UriParam(
            label = "advanced",
            defaultValue = "16777216",
            description = "The largest answer that is not a stream, in bytes, and the longest text that is put together"
                    + " from a stream.")
    private @Nullable Long maxResponseSize;

    @UriParam(
            label = "retry",
            defaultValue = "4",
            description = "How often a call is made again where that can not pay for the same work twice. 0 means one"
                    + " request.")
    private @Nullable Integer maxRetries;

    @UriParam(
            label = "retry",
            defaultValue = "500ms",
            javaType = "java.time.Duration",
            description = "The most that is waited before the first repetition; it doubles, with full jitter.")
    private @Nullable Duration retryDelay;

    @UriParam(
            label = "retry",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description =
                    "The most that is waited before a repetition. A provider that asks for more makes the call fail"
                            + " at once.")
    private @Nullable Duration maxRetryDelay;

    private final Map<String, String> bindingErrors = new LinkedHashMap<>();

    /** Notes that a property could not be set, to be told when the connection is used or the component starts. */
    void complain(String property, String what) {
        bindingErrors.put(property, what);
    }

    /** Which properties could not be set, and why. */
    Map<String, String> bindingErrors() {
        return bindingErrors;
    }

    public @Nullable String getProvider() {
        return provider;
    }

    /** The provider that this connection leads to, where it does not bear the provider's name. */
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
