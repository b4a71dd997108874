package io.camelgenai.component.connection;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/** One option of a connection, which an endpoint and the component share. */
record ConnectionOption<T>(
        String name,
        Class<T> type,
        Function<ConnectionConfiguration, @Nullable T> get,
        BiConsumer<ConnectionConfiguration, @Nullable T> set) {

    private static final String PROVIDER = "provider";
    private static final String HEADER = "httpHeader.NAME";

    /** Those that are put together from endpoints and component. */
    static final List<ConnectionOption<?>> ALL = List.of(
            text("baseUrl", ConnectionConfiguration::getBaseUrl, ConnectionConfiguration::setBaseUrl),
            text("apiKey", ConnectionConfiguration::getApiKey, ConnectionConfiguration::setApiKey),
            new ConnectionOption<>(
                    "allowPlainHttp",
                    Boolean.class,
                    ConnectionConfiguration::getAllowPlainHttp,
                    ConnectionConfiguration::setAllowPlainHttp),
            new ConnectionOption<>(
                    "httpClient",
                    OkHttpClient.class,
                    ConnectionConfiguration::getHttpClient,
                    ConnectionConfiguration::setHttpClient),
            new ConnectionOption<>(
                    "sslContextParameters",
                    SSLContextParameters.class,
                    ConnectionConfiguration::getSslContextParameters,
                    ConnectionConfiguration::setSslContextParameters),
            time(
                    "connectTimeout",
                    ConnectionConfiguration::getConnectTimeout,
                    ConnectionConfiguration::setConnectTimeout),
            time(
                    "headersTimeout",
                    ConnectionConfiguration::getHeadersTimeout,
                    ConnectionConfiguration::setHeadersTimeout),
            time(
                    "firstEventTimeout",
                    ConnectionConfiguration::getFirstEventTimeout,
                    ConnectionConfiguration::setFirstEventTimeout),
            time("idleTimeout", ConnectionConfiguration::getIdleTimeout, ConnectionConfiguration::setIdleTimeout),
            time(
                    "eventIdleTimeout",
                    ConnectionConfiguration::getEventIdleTimeout,
                    ConnectionConfiguration::setEventIdleTimeout),
            size("maxEventSize", ConnectionConfiguration::getMaxEventSize, ConnectionConfiguration::setMaxEventSize),
            size(
                    "maxResponseSize",
                    ConnectionConfiguration::getMaxResponseSize,
                    ConnectionConfiguration::setMaxResponseSize),
            new ConnectionOption<>(
                    "maxRetries",
                    Integer.class,
                    ConnectionConfiguration::getMaxRetries,
                    ConnectionConfiguration::setMaxRetries),
            time("retryDelay", ConnectionConfiguration::getRetryDelay, ConnectionConfiguration::setRetryDelay),
            time(
                    "maxRetryDelay",
                    ConnectionConfiguration::getMaxRetryDelay,
                    ConnectionConfiguration::setMaxRetryDelay));

    private static final ConnectionOption<String> OF_PROVIDER =
            text(PROVIDER, ConnectionConfiguration::getProvider, ConnectionConfiguration::setProvider);

    private static ConnectionOption<String> text(
            String name,
            Function<ConnectionConfiguration, @Nullable String> get,
            BiConsumer<ConnectionConfiguration, @Nullable String> set) {
        return new ConnectionOption<>(name, String.class, get, set);
    }

    private static ConnectionOption<Duration> time(
            String name,
            Function<ConnectionConfiguration, @Nullable Duration> get,
            BiConsumer<ConnectionConfiguration, @Nullable Duration> set) {
        return new ConnectionOption<>(name, Duration.class, get, set);
    }

    private static ConnectionOption<Long> size(
            String name,
            Function<ConnectionConfiguration, @Nullable Long> get,
            BiConsumer<ConnectionConfiguration, @Nullable Long> set) {
        return new ConnectionOption<>(name, Long.class, get, set);
    }

    /** The option that a property of the component means, in whatever case it was written. */
    static Optional<ConnectionOption<?>> named(String property) {
        String wanted = property.toLowerCase(Locale.ROOT);
        return Stream.concat(ALL.stream(), Stream.of(OF_PROVIDER))
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(wanted))
                .<ConnectionOption<?>>map(each -> each)
                .findAny();
    }

    /** The names that a connection at the component may have properties of. */
    static List<String> names() {
        return Stream.concat(ALL.stream().map(ConnectionOption::name), Stream.of(PROVIDER, HEADER))
                .sorted()
                .collect(Collectors.toList());
    }

    boolean isSet(ConnectionConfiguration in) {
        return get.apply(in) != null;
    }

    void copy(ConnectionConfiguration from, ConnectionConfiguration to) {
        set.accept(to, get.apply(from));
    }

    void put(ConnectionConfiguration to, Object value) {
        set.accept(to, type.cast(value));
    }

    /** Whether an endpoint says something else than another one said before. */
    boolean isContradicted(ConnectionConfiguration said, ConnectionConfiguration others) {
        T value = get.apply(said);
        T other = get.apply(others);
        return value != null && other != null && !other.equals(value);
    }

    /**
     * What an endpoint says wins over what the component says.
     *
     * @return whether it was new
     */
    boolean merge(ConnectionConfiguration known, ConnectionConfiguration said, ConnectionConfiguration others) {
        T value = get.apply(said);
        if (value == null) {
            return false;
        }
        boolean isNew = !value.equals(get.apply(known));
        set.accept(others, value);
        set.accept(known, value);
        return isNew;
    }
}
