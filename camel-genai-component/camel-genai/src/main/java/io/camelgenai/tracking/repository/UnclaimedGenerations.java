package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The generations in memory that nobody has claimed, in queues: one for each subscription that may ask for them, in the order in
 * which they are claimed. Thus a claim visits what it claims, however many generations wait for others or are not due yet. Used
 * by one thread at a time.
 */
final class UnclaimedGenerations {

    private static final Comparator<Entry> THOSE_DUE_LONGEST_FIRST =
            Comparator.comparing(Entry::due).thenComparing(Entry::number);

    private final Map<Queue, TreeSet<Entry>> queues = new HashMap<>();
    private final Map<String, Entry> entries = new HashMap<>();
    private long numbers;

    /** @param model the model, or null for every model */
    private record Queue(State state, Flow flow, @Nullable String model) {}

    private record Entry(
            String key, State state, Flow flow, @Nullable String model, Instant due, long number) {

        private List<Queue> queues() {
            Queue ofEveryModel = new Queue(state, flow, null);
            return model == null ? List.of(ofEveryModel) : List.of(ofEveryModel, new Queue(state, flow, model));
        }
    }

    /** Adds a generation at the end of those with the same moment. It keeps its place where it is in the same state already. */
    void add(TrackedGeneration tracked, @Nullable Instant due) {
        Instant moment = due == null ? Instant.MIN : due;
        Entry before = entries.get(tracked.key());
        if (before != null && before.state == tracked.state() && before.due.equals(moment)) {
            return;
        }
        remove(tracked.key());
        Entry entry = new Entry(
                tracked.key(),
                tracked.state(),
                tracked.origin().flow(),
                tracked.origin().model(),
                moment,
                numbers++);
        entries.put(entry.key, entry);
        entry.queues().forEach(queue -> queues.computeIfAbsent(queue, key -> new TreeSet<>(THOSE_DUE_LONGEST_FIRST))
                .add(entry));
    }

    /** Has no effect when it is not among them. */
    void remove(String key) {
        Entry entry = entries.remove(key);
        if (entry != null) {
            entry.queues()
                    .forEach(queue -> queues.computeIfPresent(queue, (same, queued) -> {
                        queued.remove(entry);
                        return queued.isEmpty() ? null : queued;
                    }));
        }
    }

    /** The keys of those in this state that are due, those due longest first. */
    List<String> due(State state, Subscription subscription, Instant now, int max) {
        List<String> keys = new ArrayList<>();
        Collection<Entry> queue = queues.get(new Queue(state, subscription.flow(), subscription.model()));
        if (queue != null) {
            for (Entry each : queue) {
                if (keys.size() == max || each.due.isAfter(now)) {
                    break;
                }
                keys.add(each.key);
            }
        }
        return keys;
    }

    /** The keys of all. */
    List<String> keys() {
        return List.copyOf(entries.keySet());
    }
}
