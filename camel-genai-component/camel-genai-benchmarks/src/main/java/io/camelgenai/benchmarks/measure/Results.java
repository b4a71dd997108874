package io.camelgenai.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results of a benchmark, for its last line. */
public final class Results {

    private final String name;
    private final Map<String, Double> values = new LinkedHashMap<>();

    public Results(String name) {
        this.name = name;
    }

    public void add(String key, double value) {
        values.put(key, value);
    }

    /** All results in one line of JSON. */
    public String json() {
        return values.entrySet().stream()
                .map(result -> "\"" + result.getKey() + "\":" + number(result.getValue()))
                .collect(Collectors.joining(",", "{\"benchmark\":\"" + name + "\",", "}"));
    }

    /** A value that is not finite, such as a ratio to zero, is null. */
    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
    }
}
