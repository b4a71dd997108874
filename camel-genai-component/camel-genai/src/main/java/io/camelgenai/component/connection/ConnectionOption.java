package io.camelgenai.component.connection;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.camel.util.StringHelper;
import org.jspecify.annotations.Nullable;

/**
 * An option of a connection, found by its getter and setter, so that {@link ConnectionConfiguration} is the only list of
 * options. Each extra header is an option of its own, {@code httpHeader.NAME}, and so is each extra query parameter, {@code
 * query.NAME}.
 */
record ConnectionOption(String name, Method getter, Method setter) {

    static final String PROVIDER = "provider";
    static final String HTTP_HEADER = "httpHeader";
    static final String QUERY = "query";

    private static final Map<String, Function<ConnectionConfiguration, Map<String, Object>>> MAPS =
            Map.of(HTTP_HEADER, ConnectionConfiguration::getHttpHeader, QUERY, ConnectionConfiguration::getQuery);
    private static final SortedMap<String, ConnectionOption> ALL = all();

    private static SortedMap<String, ConnectionOption> all() {
        SortedMap<String, ConnectionOption> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Arrays.stream(ConnectionConfiguration.class.getMethods())
                .filter(method -> method.getName().startsWith("set"))
                .map(ConnectionOption::of)
                .forEach(option -> options.put(option.name, option));
        return options;
    }

    private static ConnectionOption of(Method setter) {
        String property = setter.getName().substring("set".length());
        try {
            return new ConnectionOption(
                    StringHelper.decapitalize(property),
                    ConnectionConfiguration.class.getMethod("get" + property),
                    setter);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether each entry of this option is an option of its own. */
    static boolean isMap(String name) {
        return MAPS.keySet().stream().anyMatch(name::equalsIgnoreCase);
    }

    /** The option of this name in any case, or null. */
    static @Nullable ConnectionOption named(String name) {
        return ALL.get(name);
    }

    static List<String> names() {
        return ALL.keySet().stream()
                .map(name -> isMap(name) ? name + ".NAME" : name)
                .toList();
    }

    /** The options that are set, by name; all but the provider. */
    static Map<String, Object> values(ConnectionConfiguration configuration) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (ConnectionOption option : ALL.values()) {
            Object value = option.get(configuration);
            if (value != null && !option.name.equals(PROVIDER) && !isMap(option.name)) {
                values.put(option.name, value);
            }
        }
        MAPS.forEach((option, map) ->
                map.apply(configuration).forEach((name, value) -> values.put(option + "." + name, value)));
        return values;
    }

    /** Sets an option that {@link #values} returned. */
    static void set(ConnectionConfiguration configuration, String name, Object value) {
        ConnectionOption option = ALL.get(name);
        if (option == null) {
            int dot = name.indexOf('.');
            Objects.requireNonNull(MAPS.get(name.substring(0, dot)), name)
                    .apply(configuration)
                    .put(name.substring(dot + 1), value);
        } else {
            option.set(configuration, value);
        }
    }

    Class<?> type() {
        return getter.getReturnType();
    }

    void set(ConnectionConfiguration configuration, Object value) {
        try {
            setter.invoke(configuration, value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object get(ConnectionConfiguration configuration) {
        try {
            return getter.invoke(configuration);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
