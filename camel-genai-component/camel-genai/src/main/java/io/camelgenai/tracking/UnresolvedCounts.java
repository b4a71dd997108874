package io.camelgenai.tracking;

import io.camelgenai.client.Time;
import io.camelgenai.tracking.repository.GenerationListener;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How many generations need an operator, as they were counted last. They are counted every 5 s, and when something happens on
 * this node: whoever reads the counts never waits for storage. Safe for use by several threads.
 */
public final class UnresolvedCounts implements GenerationListener {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int MAX_ATTEMPTS = 3;

    private final GenerationRepository repository;
    private final Executor executor;
    private final Time time;
    private final AtomicBoolean counting = new AtomicBoolean();
    private Counts latest = new Counts(Map.of(), Map.of(), null, false);
    private long events;

    /**
     * Counts on all nodes that share the repository.
     *
     * @param unknown the unknown outcomes, by origin without correlation id and headers
     * @param parked the parked deliveries, likewise
     * @param countedAt when they were counted, or null when they never were
     * @param current whether the last attempt to count them succeeded
     */
    public record Counts(
            Map<Origin, Long> unknown,
            Map<Origin, Long> parked,
            @Nullable Instant countedAt,
            boolean current) {

        public Counts {
            unknown = Map.copyOf(unknown);
            parked = Map.copyOf(parked);
        }

        private Counts outdated() {
            return new Counts(unknown, parked, countedAt, false);
        }

        private static Map<Origin, Long> plusOne(Map<Origin, Long> counts, TrackedGeneration tracked) {
            Map<Origin, Long> sum = new HashMap<>(counts);
            Origin origin = tracked.origin();
            sum.merge(Origin.of(origin.flow(), origin.model()), 1L, Long::sum);
            return sum;
        }
    }

    /**
     * Counts, and waits for storage once.
     *
     * @param executor counts from then on
     */
    public UnresolvedCounts(GenerationRepository repository, Executor executor, Time time) {
        this.repository = repository;
        this.executor = executor;
        this.time = time;
        count();
        time.every(INTERVAL, this::countSoon);
    }

    /** The counts as they were read last, and what has happened here since then. */
    public synchronized Counts latest() {
        return latest;
    }

    /** Counts now, and waits for storage. What cannot be counted is counted later. */
    void count() {
        try {
            boolean published = false;
            for (int attempt = 0; !published && attempt < MAX_ATTEMPTS; attempt++) {
                long before = events();
                published = publish(read(), before);
            }
            repository.reachability().succeeded();
        } catch (RuntimeException e) {
            repository.reachability().failed("The count of what needs an operator", e);
            outdated();
        }
    }

    private Counts read() {
        Map<Origin, Long> unknown = repository.records().count(State.UNKNOWN);
        return new Counts(unknown, repository.records().count(State.PARKED), time.now(), true);
    }

    private synchronized long events() {
        return events;
    }

    /** Counts that were read while something happened here may contain it, or not: then they are read again. */
    private synchronized boolean publish(Counts counted, long before) {
        if (events == before) {
            latest = counted;
        }
        return events == before;
    }

    private synchronized void outdated() {
        latest = latest.outdated();
    }

    private void countSoon() {
        if (counting.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    count();
                } finally {
                    counting.set(false);
                }
            });
        }
    }

    @Override
    public void outcomeUnknown(TrackedGeneration intent) {
        synchronized (this) {
            events++;
            latest = new Counts(
                    Counts.plusOne(latest.unknown(), intent), latest.parked(), latest.countedAt(), latest.current());
        }
        countSoon();
    }

    @Override
    public void parked(TrackedGeneration parked) {
        synchronized (this) {
            events++;
            latest = new Counts(
                    latest.unknown(), Counts.plusOne(latest.parked(), parked), latest.countedAt(), latest.current());
        }
        countSoon();
    }
}
