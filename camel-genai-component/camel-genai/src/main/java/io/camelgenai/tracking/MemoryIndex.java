package io.camelgenai.tracking;

import io.camelgenai.tracking.TrackedGeneration.Idempotency;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import io.camelgenai.tracking.TrackedGeneration.State;
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
    private final Set<String> held = new HashSet<>();
    private final Map<State, Set<String>> free = new EnumMap<>(State.class);
    private final Map<String, Instant> due = new HashMap<>();
    private long weight;

    /** What somebody calls a generation, within the place where that is unique. */
    private record Name(String provider, String connection, String channel, String name) {

        static Name of(Origin origin, String name) {
            return new Name(origin.provider(), origin.connection(), origin.channel(), name);
        }
    }

    MemoryIndex() {
        free.put(State.ACCEPTED, new LinkedHashSet<>());
        free.put(State.TERMINAL, new LinkedHashSet<>());
    }

    int size() {
        return byKey.size();
    }

    /** About how many bytes it takes. */
    long weight() {
        return weight;
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
        weight += Weight.of(tracked) - (before == null ? 0 : Weight.of(before));
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
            weight -= Weight.of(gone);
            forget(byIdempotencyKey, idempotencyName(gone), key);
            forget(byId, idName(gone), key);
        }
        held.remove(key);
        due.remove(key);
        sort(key);
    }

    boolean isHeld(String key) {
        return held.contains(key);
    }

    void hold(String key) {
        held.add(key);
        sort(key);
    }

    void free(String key) {
        held.remove(key);
        sort(key);
    }

    void freeAll() {
        List.copyOf(held).forEach(this::free);
    }

    /** What nobody holds, of those in this state, the longest waiting first. */
    Set<String> free(State state) {
        return Objects.requireNonNull(free.get(state));
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
        free.forEach((state, keys) -> {
            if (tracked != null && tracked.state() == state && !held.contains(key)) {
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
