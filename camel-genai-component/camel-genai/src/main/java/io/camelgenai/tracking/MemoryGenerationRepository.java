package io.camelgenai.tracking;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.TrackedGeneration.Origin;
import io.camelgenai.tracking.TrackedGeneration.State;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for as long as the process lives. It holds a limited number and refuses new ones beyond it; it never forgets
 * one to make room.
 */
public final class MemoryGenerationRepository implements GenerationRepository {

    /** How many are held unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 100_000;

    private final int capacity;
    private final Clock clock;
    private final Map<String, TrackedGeneration> byKey = new LinkedHashMap<>();
    private final Map<Name, String> byIdempotencyKey = new HashMap<>();
    private final Map<Name, String> byId = new HashMap<>();

    /** Holds {@value #DEFAULT_CAPACITY}. */
    public MemoryGenerationRepository() {
        this(DEFAULT_CAPACITY, Clock.systemUTC());
    }

    /**
     * @param capacity how many are held at the most
     * @param clock the time of day
     */
    public MemoryGenerationRepository(int capacity, Clock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    /** What somebody calls a generation, within the place where that is unique. */
    private record Name(String provider, String connection, String channel, String name) {

        static Name of(Origin origin, String name) {
            return new Name(origin.provider(), origin.connection(), origin.channel(), name);
        }
    }

    @Override
    public synchronized TrackedGeneration begin(TrackedGeneration intent) {
        Name name = idempotencyName(intent);
        TrackedGeneration first = name == null ? null : at(byIdempotencyKey.get(name));
        return first != null ? first : store(intent);
    }

    @Override
    public synchronized TrackedGeneration adopt(TrackedGeneration accepted) {
        Name name = idName(accepted);
        TrackedGeneration first = name == null ? null : at(byId.get(name));
        return first != null ? first : store(accepted);
    }

    private TrackedGeneration store(TrackedGeneration tracked) {
        if (byKey.size() >= capacity) {
            throw new GenAiException(
                    "The repository in memory holds " + capacity
                            + " generations and takes no more before some are delivered. Use a larger one, or one on a"
                            + " database",
                    Where.provider(tracked.origin().provider()),
                    null);
        }
        byKey.put(tracked.key(), tracked);
        index(tracked);
        return tracked;
    }

    @Override
    public synchronized TrackedGeneration accepted(String key, Generation generation) {
        return change(key, each -> each.in(State.ACCEPTED, generation, clock.instant()));
    }

    @Override
    public synchronized void rejected(String key) {
        remove(key);
    }

    @Override
    public synchronized TrackedGeneration unknown(String key, String why) {
        return change(key, each -> each.unknown(why, clock.instant()));
    }

    @Override
    public synchronized Optional<TrackedGeneration> terminal(String key, Generation generation) {
        TrackedGeneration tracked = at(key);
        if (tracked != null && tracked.state() == State.ACCEPTED) {
            return Optional.of(change(key, each -> each.in(State.TERMINAL, generation, clock.instant())));
        }
        return ended(tracked);
    }

    private static Optional<TrackedGeneration> ended(@Nullable TrackedGeneration tracked) {
        return Optional.ofNullable(tracked).filter(each -> each.state() == State.TERMINAL);
    }

    @Override
    public synchronized Optional<TrackedGeneration> delivering(String key) {
        return ended(at(key)).map(each -> change(key, TrackedGeneration::delivering));
    }

    @Override
    public synchronized void acknowledged(String key) {
        TrackedGeneration tracked = at(key);
        if (tracked != null && tracked.idempotency() != null) {
            change(key, each -> each.in(State.ACKNOWLEDGED, each.generation(), clock.instant()));
        } else {
            remove(key);
        }
    }

    @Override
    public synchronized void parked(String key) {
        change(key, each -> each.in(State.PARKED, each.generation(), clock.instant()));
    }

    @Override
    public synchronized boolean abandon(String key) {
        acknowledged(key);
        return true;
    }

    @Override
    public synchronized Optional<TrackedGeneration> find(String key) {
        return Optional.ofNullable(at(key));
    }

    @Override
    public synchronized List<TrackedGeneration> unfinished() {
        return byKey.values().stream().filter(TrackedGeneration::isUnfinished).toList();
    }

    @Override
    public synchronized List<TrackedGeneration> parked() {
        return byKey.values().stream()
                .filter(each -> each.state() == State.PARKED)
                .toList();
    }

    @Override
    public synchronized void purge(Instant before) {
        List<String> old = byKey.values().stream()
                .filter(each ->
                        each.state() == State.ACKNOWLEDGED && each.since().isBefore(before))
                .map(TrackedGeneration::key)
                .toList();
        old.forEach(this::remove);
    }

    private TrackedGeneration change(String key, UnaryOperator<TrackedGeneration> step) {
        TrackedGeneration next = step.apply(Objects.requireNonNull(at(key), "No generation is kept under this key"));
        byKey.put(key, next);
        index(next);
        return next;
    }

    private void index(TrackedGeneration tracked) {
        Name idempotencyName = idempotencyName(tracked);
        if (idempotencyName != null) {
            byIdempotencyKey.put(idempotencyName, tracked.key());
        }
        Name idName = idName(tracked);
        if (idName != null) {
            byId.put(idName, tracked.key());
        }
    }

    private void remove(String key) {
        TrackedGeneration gone = byKey.remove(key);
        if (gone != null) {
            forget(byIdempotencyKey, idempotencyName(gone), key);
            forget(byId, idName(gone), key);
        }
    }

    private static void forget(Map<Name, String> index, @Nullable Name name, String key) {
        if (name != null) {
            index.remove(name, key);
        }
    }

    private @Nullable TrackedGeneration at(@Nullable String key) {
        return key == null ? null : byKey.get(key);
    }

    private static @Nullable Name idempotencyName(TrackedGeneration tracked) {
        return tracked.idempotency() == null
                ? null
                : Name.of(tracked.origin(), tracked.idempotency().key());
    }

    private static @Nullable Name idName(TrackedGeneration tracked) {
        String id = tracked.id();
        return id == null ? null : Name.of(tracked.origin(), id);
    }
}
