package io.camelgenai.simulator.server;

import io.camelgenai.simulator.Fault;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The armed faults in the order they were set; a request meets at most one of them. Thread-safe. */
public final class FaultQueue {

    /**
     * A fault and how far it has come.
     *
     * @param fault the fault
     * @param played how many requests met it
     * @param armed whether further requests may meet it; false when it was withdrawn
     */
    public record State(Fault fault, int played, boolean armed) {}

    private static final class Entry {
        private final Fault fault;
        private int played;
        private boolean armed = true;

        private Entry(Fault fault) {
            this.fault = fault;
        }
    }

    private final Map<String, Set<String>> operations = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    /**
     * Creates an empty queue.
     *
     * @param providers the providers whose operations faults may name
     */
    public FaultQueue(List<Provider> providers) {
        providers.forEach(provider -> operations.put(
                provider.name(),
                provider.routes().stream().map(Route::operation).collect(Collectors.toCollection(LinkedHashSet::new))));
    }

    /** Returns the operations of a provider, which faults may name. */
    public Set<String> operations(String provider) {
        return operations.getOrDefault(provider, Set.of());
    }

    /**
     * Arms faults behind those that wait: all of them, or none.
     *
     * @param faults the faults
     * @throws IllegalArgumentException if one of them names a provider or an operation that does not exist
     */
    public synchronized void add(List<Fault> faults) {
        faults.forEach(this::check);
        faults.forEach(fault -> entries.add(new Entry(fault)));
    }

    private void check(Fault fault) {
        String provider = fault.provider();
        String operation = fault.operation();
        if (provider != null && !operations.containsKey(provider)) {
            throw new IllegalArgumentException(
                    "provider must be one of " + String.join(", ", operations.keySet()) + ", not " + provider);
        }
        Set<String> known = provider == null
                ? operations.values().stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new))
                : operations.getOrDefault(provider, Set.of());
        if (operation != null && !known.contains(operation)) {
            throw new IllegalArgumentException("The fault could never be played: "
                    + (provider == null ? "no provider has" : provider + " does not have") + " the operation "
                    + operation + "; operation must be one of " + String.join(", ", known));
        }
    }

    /** Withdraws the faults that wait. Those that no request has met remain in {@link #states()}. */
    public synchronized void withdraw() {
        entries.removeIf(entry -> entry.played > 0);
        entries.forEach(entry -> entry.armed = false);
    }

    /** Forgets all faults. */
    public synchronized void clear() {
        entries.clear();
    }

    /**
     * Returns the faults that further requests may meet, and those that were withdrawn before a request met them.
     *
     * @return the states in the order the faults were armed
     */
    public synchronized List<State> states() {
        return entries.stream()
                .map(entry -> new State(entry.fault, entry.played, entry.armed))
                .toList();
    }

    /** Takes the fault of a request whose body is not read yet: only one that happens while the body is read. */
    synchronized @Nullable Fault takeEarly(String provider, String operation) {
        Fault first = entries.stream()
                .filter(entry -> entry.armed && entry.fault.matches(provider, operation))
                .map(entry -> entry.fault)
                .findFirst()
                .orElse(null);
        return first != null && first.kind() == Fault.Kind.RESET_REQUEST ? take(provider, operation) : null;
    }

    synchronized @Nullable Fault take(String provider, String operation) {
        for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
            Entry next = all.next();
            if (next.armed && next.fault.matches(provider, operation)) {
                if (++next.played == next.fault.times()) {
                    all.remove();
                }
                return next.fault;
            }
        }
        return null;
    }
}
