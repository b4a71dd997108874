package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The generations in memory, with their claims, and indexes to find them: an unclaimed one is found without a scan of all.
 * Used by one thread at a time: whoever uses it is synchronized on it.
 */
final class MemoryIndex {

    private final int capacity;
    private final long maxBytes;
    private final Clock clock;
    private final Map<String, TrackedGeneration> byKey = new LinkedHashMap<>();
    private final Map<Name, String> byIdempotencyKey = new HashMap<>();
    private final Map<Name, String> byId = new HashMap<>();
    private final Set<String> claimed = new HashSet<>();
    private final UnclaimedGenerations unclaimed = new UnclaimedGenerations();
    private final Map<String, Instant> due = new HashMap<>();
    private long bytes;
    private int acknowledged;

    /** An id or an idempotency key, which is unique within its flow. */
    private record Name(Flow flow, String name) {}

    MemoryIndex(int capacity, long maxBytes, Clock clock) {
        this.capacity = capacity;
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    int size() {
        return byKey.size();
    }

    /** How many generations need nothing more, and are here for their idempotency keys. */
    int acknowledged() {
        return acknowledged;
    }

    boolean isFull() {
        return byKey.size() >= capacity || bytes >= maxBytes;
    }

    /** Makes room: drops the results that are only kept in case their idempotency key is used again. */
    void forgetResults() {
        if (bytes >= maxBytes) {
            in(State.ACKNOWLEDGED).forEach(each -> put(each.withoutResult()));
        }
    }

    List<TrackedGeneration> all() {
        return List.copyOf(byKey.values());
    }

    List<TrackedGeneration> in(State state) {
        return byKey.values().stream().filter(each -> each.state() == state).toList();
    }

    boolean isIn(State state, String key) {
        TrackedGeneration tracked = byKey.get(key);
        return tracked != null && tracked.state() == state;
    }

    @Nullable
    TrackedGeneration find(@Nullable String key) {
        return key == null ? null : byKey.get(key);
    }

    TrackedGeneration get(String key) {
        return Objects.requireNonNull(byKey.get(key), "No generation is stored under this key");
    }

    @Nullable
    TrackedGeneration withSameIdempotencyKey(TrackedGeneration other) {
        Name name = idempotencyName(other);
        return name == null ? null : find(byIdempotencyKey.get(name));
    }

    @Nullable
    TrackedGeneration withSameId(TrackedGeneration other) {
        Name name = idName(other);
        return name == null ? null : find(byId.get(name));
    }

    /** Adds a generation, or replaces it. */
    void put(TrackedGeneration tracked) {
        TrackedGeneration before = byKey.put(tracked.key(), tracked);
        count(tracked, 1);
        count(before, -1);
        Name idempotencyName = idempotencyName(tracked);
        if (idempotencyName != null) {
            byIdempotencyKey.put(idempotencyName, tracked.key());
        }
        Name idName = idName(tracked);
        if (idName != null) {
            byId.put(idName, tracked.key());
        }
        sort(tracked.key());
    }

    private void count(@Nullable TrackedGeneration tracked, int sign) {
        if (tracked != null) {
            bytes += sign * MemoryFootprint.of(tracked);
            acknowledged += tracked.state() == State.ACKNOWLEDGED ? sign : 0;
        }
    }

    /** Adds a generation, or replaces it, and claims it. */
    void putClaimed(TrackedGeneration tracked) {
        claimed.add(tracked.key());
        put(tracked);
    }

    TrackedGeneration change(String key, UnaryOperator<TrackedGeneration> step) {
        TrackedGeneration next = step.apply(get(key));
        put(next);
        return next;
    }

    void remove(String key) {
        TrackedGeneration removed = byKey.remove(key);
        if (removed != null) {
            count(removed, -1);
            removeName(byIdempotencyKey, idempotencyName(removed), key);
            removeName(byId, idName(removed), key);
        }
        claimed.remove(key);
        due.remove(key);
        sort(key);
    }

    /** Removes a generation that needs nothing more, except for what is kept for its idempotency key. */
    void drop(String key) {
        TrackedGeneration tracked = byKey.get(key);
        if (tracked != null && tracked.idempotency() != null) {
            release(key);
            change(key, each -> each.acknowledged(now()));
        } else {
            remove(key);
        }
    }

    boolean isClaimed(String key) {
        return claimed.contains(key);
    }

    void claim(String key) {
        claimed.add(key);
        sort(key);
    }

    /** Claims unclaimed generations that are due, those that waited longest first. */
    List<TrackedGeneration> claim(State state, Subscription subscription, int max) {
        List<String> keys = unclaimed.due(state, subscription, now(), max);
        keys.forEach(this::claim);
        return keys.stream().map(this::get).toList();
    }

    void release(String key) {
        claimed.remove(key);
        sort(key);
    }

    void releaseAll() {
        List.copyOf(claimed).forEach(this::release);
    }

    /** The keys of the accepted and terminal generations that are not claimed. */
    List<String> unclaimed() {
        return unclaimed.keys();
    }

    /** Delays a generation until this moment. */
    void due(String key, Instant moment) {
        due.put(key, moment);
        sort(key);
    }

    private void sort(String key) {
        TrackedGeneration tracked = byKey.get(key);
        if (tracked != null && isClaimable(tracked.state()) && !claimed.contains(key)) {
            unclaimed.add(tracked, due.get(key));
        } else {
            unclaimed.remove(key);
        }
    }

    private static boolean isClaimable(State state) {
        return state == State.ACCEPTED || state == State.TERMINAL;
    }

    private static void removeName(Map<Name, String> names, @Nullable Name name, String key) {
        if (name != null) {
            names.remove(name, key);
        }
    }

    private static @Nullable Name idempotencyName(TrackedGeneration tracked) {
        Idempotency idempotency = tracked.idempotency();
        return idempotency == null ? null : new Name(tracked.origin().flow(), idempotency.key());
    }

    private static @Nullable Name idName(TrackedGeneration tracked) {
        String id = tracked.id();
        return id == null ? null : new Name(tracked.origin().flow(), id);
    }
}
