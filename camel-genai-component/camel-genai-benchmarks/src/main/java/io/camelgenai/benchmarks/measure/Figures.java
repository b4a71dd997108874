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
                .map(each -> "\"" + each.getKey() + "\":" + number(each.getValue()))
                .collect(Collectors.joining(",", "{\"benchmark\":\"" + name + "\",", "}"));
    }

    /** What could not be measured, such as a part of nothing, is not a number in JSON either. */
    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "null";
    }
}
