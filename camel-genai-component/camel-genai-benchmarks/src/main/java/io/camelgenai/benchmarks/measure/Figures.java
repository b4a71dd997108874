package io.camelgenai.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of a benchmark, for its last line. */
public final class Figures {

    private final String name;
    private final Map<String, Double> values = new LinkedHashMap<>();

    public Figures(String name) {
        this.name = name;
    }

    public void add(String figure, double value) {
        values.put(figure, value);
    }

    /** One line that holds every figure. */
    public String json() {
        return values.entrySet().stream()
                .map(each -> String.format(Locale.ROOT, "\"%s\":%.3f", each.getKey(), each.getValue()))
                .collect(Collectors.joining(",", "{\"benchmark\":\"" + name + "\",", "}"));
    }
}
