package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in memory, and the ways to find it. What nobody holds can be found without a look at all the rest. To be used
 * by one thread at a time.
 */
final class MemoryIndex {

    private final Map<String, TrackedGeneration> byKey = new LinkedHashMap<>();
    private final Map<Name, String> byIdempotencyKey = new HashMap<>();
    private final Map<Name, String> byId = new HashMap<>();
    private final Set<String> claimed = new HashSet<>();
    private final Map<State, Set<String>> unclaimed = new EnumMap<>(State.class);
    private final Map<String, Instant> due = new HashMap<>();
    private long bytes;

    /** What somebody calls a generation, within the place where that is unique. */
    private record Name(String provider, String connection, String channel, String name) {

        static Name of(Origin origin, String name) {
            return new Name(origin.provider(), origin.connection(), origin.channel(), name);
        }
    }

    MemoryIndex() {
        unclaimed.put(State.ACCEPTED, new LinkedHashSet<>());
        unclaimed.put(State.TERMINAL, new LinkedHashSet<>());
    }

    int size() {
        return byKey.size();
    }

    /** About how many bytes it takes. */
    long bytes() {
        return bytes;
    }

    List<TrackedGeneration> all() {
        return List.copyOf(byKey.values());
    }

    @Nullable
    TrackedGeneration at(@Nullable String key) {
        return key == null ? null : byKey.get(key);
    }

    TrackedGeneration get(String key) {
        return Objects.requireNonNull(byKey.get(key), "No generation is kept under this key");
    }

    @Nullable
    TrackedGeneration underSameIdempotencyKey(TrackedGeneration other) {
        Name name = idempotencyName(other);
        return name == null ? null : at(byIdempotencyKey.get(name));
    }

    @Nullable
    TrackedGeneration underSameId(TrackedGeneration other) {
        Name name = idName(other);
        return name == null ? null : at(byId.get(name));
    }

    /** Keeps this, in the place of what was there before. */
    void put(TrackedGeneration tracked) {
        TrackedGeneration before = byKey.put(tracked.key(), tracked);
        bytes += MemoryFootprint.of(tracked) - (before == null ? 0 : MemoryFootprint.of(before));
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

    void remove(String key) {
        TrackedGeneration gone = byKey.remove(key);
        if (gone != null) {
            bytes -= MemoryFootprint.of(gone);
            forget(byIdempotencyKey, idempotencyName(gone), key);
            forget(byId, idName(gone), key);
        }
        claimed.remove(key);
        due.remove(key);
        sort(key);
    }

    boolean isClaimed(String key) {
        return claimed.contains(key);
    }

    void claim(String key) {
        claimed.add(key);
        sort(key);
    }

    void unclaimed(String key) {
        claimed.remove(key);
        sort(key);
    }

    void releaseAll() {
        List.copyOf(claimed).forEach(this::unclaimed);
    }

    /** What nobody holds, of those in this state, the longest waiting first. */
    Set<String> unclaimed(State state) {
        return Objects.requireNonNull(unclaimed.get(state));
    }

    /** It is not due before this moment. */
    void due(String key, Instant moment) {
        due.put(key, moment);
    }

    boolean isDue(String key, Instant now) {
        Instant moment = due.get(key);
        return moment == null || !moment.isAfter(now);
    }

    private void sort(String key) {
        TrackedGeneration tracked = byKey.get(key);
        unclaimed.forEach((state, keys) -> {
            if (tracked != null && tracked.state() == state && !claimed.contains(key)) {
                keys.add(key);
            } else {
                keys.remove(key);
            }
        });
    }

    private static void forget(Map<Name, String> index, @Nullable Name name, String key) {
        if (name != null) {
            index.remove(name, key);
        }
    }

    private static @Nullable Name idempotencyName(TrackedGeneration tracked) {
        Idempotency idempotency = tracked.idempotency();
        return idempotency == null ? null : Name.of(tracked.origin(), idempotency.key());
    }

    private static @Nullable Name idName(TrackedGeneration tracked) {
        String id = tracked.id();
        return id == null ? null : Name.of(tracked.origin(), id);
    }
}
