package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads and purges generations in memory. */
final class MemoryRecords implements RecordStore {

    private final MemoryIndex index;

    MemoryRecords(MemoryIndex index) {
        this.index = index;
    }

    @Override
    public Optional<TrackedGeneration> find(String key) {
        synchronized (index) {
            return Optional.ofNullable(index.find(key));
        }
    }

    @Override
    public Optional<TrackedGeneration> findById(Flow flow, String generationId) {
        synchronized (index) {
            return index.all().stream()
                    .filter(each -> generationId.equals(each.id()))
                    .filter(each -> flow.sharesConnectionWith(each.origin().flow()))
                    .findFirst();
        }
    }

    @Override
    public List<TrackedGeneration> list(State state, String after, int max) {
        synchronized (index) {
            return index.in(state).stream()
                    .filter(each -> each.key().compareTo(after) > 0)
                    .sorted(Comparator.comparing(TrackedGeneration::key))
                    .limit(max)
                    .toList();
        }
    }

    @Override
    public Map<Origin, Long> count(State state) {
        synchronized (index) {
            return index.in(state).stream()
                    .map(TrackedGeneration::origin)
                    .collect(
                            Collectors.groupingBy(each -> Origin.of(each.flow(), each.model()), Collectors.counting()));
        }
    }

    @Override
    public void purge(Duration retention, Duration trackFor) {
        synchronized (index) {
            Instant before = index.now().minus(retention);
            index.all().stream()
                    .filter(each -> each.state() == State.ACKNOWLEDGED
                            || (each.state() == State.UNKNOWN && each.idempotency() == null))
                    .filter(each -> each.since().isBefore(before))
                    .forEach(each -> index.remove(each.key()));
        }
    }
}
