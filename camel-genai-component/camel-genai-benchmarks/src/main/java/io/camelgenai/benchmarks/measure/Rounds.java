package io.camelgenai.benchmarks.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;

/** The values of several peers over the rounds. */
public final class Rounds {

    private final Map<String, List<Double>> byPeer = new LinkedHashMap<>();

    public void add(String peer, double value) {
        byPeer.computeIfAbsent(peer, key -> new ArrayList<>()).add(value);
    }

    public double median(String peer) {
        return median(of(peer));
    }

    /** The sum over all rounds. */
    public double sum(String peer) {
        return of(peer).stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The median over the rounds of the ratio of two peers in each round, which cancels the drift of the machine. */
    public double ratio(String peer, String by) {
        return over(peer, by, (one, other) -> one / other);
    }

    /** The median over the rounds of the difference of two peers in each round. */
    public double difference(String peer, String from) {
        return over(peer, from, (one, other) -> one - other);
    }

    private double over(String peer, String other, DoubleBinaryOperator operator) {
        return median(IntStream.range(0, of(peer).size())
                .mapToObj(round ->
                        operator.applyAsDouble(of(peer).get(round), of(other).get(round)))
                .toList());
    }

    private List<Double> of(String peer) {
        return byPeer.getOrDefault(peer, List.of());
    }

    public static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
