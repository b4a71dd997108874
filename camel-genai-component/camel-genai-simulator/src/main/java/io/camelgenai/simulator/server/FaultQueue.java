package io.camelgenai.simulator.server;

import io.camelgenai.simulator.Fault;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that wait for their requests, in the order they were set; one request meets one fault. Thread-safe. */
public final class FaultQueue {

    private static final class Pending {
        private final Fault fault;
        private int left;

        private Pending(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    private final List<Pending> pending = new ArrayList<>();

    /**
     * Adds a fault behind those that wait.
     *
     * @param fault the fault
     */
    public synchronized void add(Fault fault) {
        pending.add(new Pending(fault));
    }

    /** Drops all that wait. */
    public synchronized void clear() {
        pending.clear();
    }

    /** Takes the fault of a request whose body is still to come: only one that strikes while it is read. */
    synchronized @Nullable Fault takeEarly(String provider, String operation) {
        Fault first = pending.stream()
                .map(waiting -> waiting.fault)
                .filter(fault -> fault.matches(provider, operation))
                .findFirst()
                .orElse(null);
        return first != null && first.kind() == Fault.Kind.RESET_REQUEST ? take(provider, operation) : null;
    }

    synchronized @Nullable Fault take(String provider, String operation) {
        for (Iterator<Pending> all = pending.iterator(); all.hasNext(); ) {
            Pending next = all.next();
            if (next.fault.matches(provider, operation)) {
                if (--next.left == 0) {
                    all.remove();
                }
                return next.fault;
            }
        }
        return null;
    }
}
