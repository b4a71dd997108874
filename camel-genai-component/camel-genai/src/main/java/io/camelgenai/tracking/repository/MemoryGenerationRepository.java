package io.camelgenai.tracking.repository;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Remembers for as long as the process lives. It holds a limited number and refuses new ones beyond it; it never forgets
 * one to make room. There is one node, and it is this one.
 */
public final class MemoryGenerationRepository implements GenerationRepository {

    /** How many are held unless told otherwise. */
    public static final int DEFAULT_CAPACITY = 100_000;

    private static final int SHARE_OF_HEAP = 4;

    private final int capacity;
    private final long bytes;
    private final Clock clock;
    private final MemoryIndex index = new MemoryIndex();

    /** Holds {@value #DEFAULT_CAPACITY}, in a quarter of the heap. */
    public MemoryGenerationRepository() {
        this(DEFAULT_CAPACITY, Clock.systemUTC());
    }

    /**
     * Takes at the most a quarter of the heap.
     *
     * @param capacity how many are held at the most
     * @param clock the time of day
     */
    public MemoryGenerationRepository(int capacity, Clock clock) {
        this(capacity, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP, clock);
    }

    /**
     * @param capacity how many are held at the most
     * @param bytes how much memory may be taken, by estimate, before new ones are refused
     * @param clock the time of day
     */
    public MemoryGenerationRepository(int capacity, long bytes, Clock clock) {
        this.capacity = capacity;
        this.bytes = bytes;
        this.clock = clock;
    }

    @Override
    public Duration join() {
        return Duration.ZERO;
    }

    @Override
    public Changes changes() {
        return new Changes(Optional.empty(), List.of(), List.of());
    }

    @Override
    public synchronized void leave() {
        index.releaseAll();
        in(State.INTENT)
                .forEach(each -> change(
                        each.key(),
                        tracked -> tracked.unknown(
                                "the component stopped before the provider answered", clock.instant())));
    }

    @Override
    public synchronized TrackedGeneration begin(TrackedGeneration intent) {
        TrackedGeneration first = index.underSameIdempotencyKey(intent);
        return first != null ? first : store(intent);
    }

    @Override
    public synchronized TrackedGeneration adopt(TrackedGeneration accepted) {
        TrackedGeneration first = index.underSameIdempotencyKey(accepted);
        TrackedGeneration known = first != null ? first : index.underSameId(accepted);
        return known != null ? known : store(accepted);
    }

    private TrackedGeneration store(TrackedGeneration tracked) {
        if (index.size() >= capacity || index.bytes() >= bytes) {
            throw new GenAiException(
                    "The repository in memory holds " + index.size()
                            + " generations and takes no more before some are delivered. Use a larger one, or one on a"
                            + " database",
                    Where.provider(tracked.origin().provider()),
                    null);
        }
        index.put(tracked);
        return tracked;
    }

    @Override
    public synchronized TrackedGeneration accepted(TrackedGeneration intent, Generation generation) {
        TrackedGeneration standing = Objects.requireNonNullElse(index.at(intent.key()), intent);
        TrackedGeneration accepted =
                standing.in(State.ACCEPTED, generation, clock.instant()).counted(1, 0);
        index.put(accepted);
        index.claim(accepted.key());
        return accepted;
    }

    @Override
    public synchronized void rejected(String key) {
        index.remove(key);
    }

    @Override
    public synchronized void unknown(String key, String why) {
        if (isIn(key, State.INTENT)) {
            change(key, each -> each.unknown(why, clock.instant()));
        }
    }

    @Override
    public synchronized Optional<TrackedGeneration> resolve(String key, Generation generation) {
        return isIn(key, State.UNKNOWN)
                ? Optional.of(change(key, each -> each.in(State.ACCEPTED, generation, clock.instant())))
                : Optional.empty();
    }

    @Override
    public synchronized boolean discard(String key) {
        boolean unknown = isIn(key, State.UNKNOWN);
        if (unknown) {
            index.remove(key);
        }
        return unknown;
    }

    @Override
    public synchronized Optional<TrackedGeneration> terminal(String key, Generation generation, boolean deliver) {
        if (!isIn(key, State.ACCEPTED) || !index.isClaimed(key)) {
            return Optional.empty();
        }
        index.unclaimed(key);
        TrackedGeneration ended = change(key, each -> each.in(State.TERMINAL, generation, clock.instant()));
        if (deliver) {
            index.claim(key);
        }
        return Optional.of(ended);
    }

    @Override
    public synchronized Optional<TrackedGeneration> delivering(String key) {
        return isIn(key, State.TERMINAL) && index.isClaimed(key)
                ? Optional.of(change(key, each -> each.counted(each.trackings(), each.deliveries() + 1)))
                : Optional.empty();
    }

    @Override
    public synchronized boolean acknowledge(TrackedGeneration delivered) {
        boolean own = isLastDelivery(delivered);
        if (own) {
            drop(delivered.key());
        }
        return own;
    }

    private boolean isLastDelivery(TrackedGeneration delivered) {
        TrackedGeneration now = index.at(delivered.key());
        return now != null
                && now.state() == State.TERMINAL
                && now.deliveries() == delivered.deliveries()
                && index.isClaimed(now.key());
    }

    private void drop(String key) {
        TrackedGeneration tracked = index.at(key);
        if (tracked != null && tracked.idempotency() != null) {
            index.unclaimed(key);
            change(key, each -> each.acknowledged(clock.instant()));
        } else {
            index.remove(key);
        }
    }

    @Override
    public synchronized void scheduleRedelivery(TrackedGeneration delivered, Duration wait) {
        if (isLastDelivery(delivered)) {
            index.unclaimed(delivered.key());
            index.due(delivered.key(), clock.instant().plus(wait));
        }
    }

    @Override
    public synchronized void park(TrackedGeneration delivered) {
        if (isLastDelivery(delivered)) {
            index.unclaimed(delivered.key());
            change(delivered.key(), each -> each.in(State.PARKED, each.generation(), clock.instant()));
        }
    }

    @Override
    public synchronized boolean redeliver(String key) {
        boolean parked = isIn(key, State.PARKED);
        if (parked) {
            change(key, each -> each.in(State.TERMINAL, each.generation(), clock.instant()));
        }
        return parked;
    }

    @Override
    public synchronized List<TrackedGeneration> claim(Claim claim, Subscription subscription, int most) {
        Instant now = clock.instant();
        State state = claim == Claim.TRACKING ? State.ACCEPTED : State.TERMINAL;
        List<String> free = index.unclaimed(state).stream()
                .filter(key -> index.isDue(key, now) && subscription.matches(index.get(key)))
                .limit(most)
                .toList();
        List<TrackedGeneration> claimed = new ArrayList<>();
        for (String key : free) {
            index.claim(key);
            claimed.add(
                    claim == Claim.DELIVERY
                            ? index.get(key)
                            : change(key, each -> each.counted(each.trackings() + 1, each.deliveries())));
        }
        return claimed;
    }

    @Override
    public synchronized void release(Claim claim, String key) {
        if (isIn(key, claim == Claim.TRACKING ? State.ACCEPTED : State.TERMINAL)) {
            index.unclaimed(key);
        }
    }

    @Override
    public synchronized void releaseUnconsumed(String key) {
        if (isIn(key, State.ACCEPTED)) {
            drop(key);
        }
    }

    /** Nothing: there are no other nodes. */
    @Override
    public void registerConsumer(Subscription ofEnds) {}

    @Override
    public List<Subscription> registeredConsumers(Duration within) {
        return List.of();
    }

    @Override
    public synchronized void dropUnconsumed(Predicate<Origin> unheard) {
        List<String> free = new ArrayList<>(index.unclaimed(State.ACCEPTED));
        free.addAll(index.unclaimed(State.TERMINAL));
        free.stream().filter(key -> unheard.test(index.get(key).origin())).forEach(this::drop);
    }

    /** There is no other node. */
    @Override
    public void requestStop(Origin origin, String id) {}

    @Override
    public synchronized Optional<TrackedGeneration> find(String key) {
        return Optional.ofNullable(index.at(key));
    }

    @Override
    public synchronized List<TrackedGeneration> list(State state, String after, int most) {
        return in(state).stream()
                .filter(each -> each.key().compareTo(after) > 0)
                .sorted((one, other) -> one.key().compareTo(other.key()))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Map<Origin, Long> count(State state) {
        return in(state).stream()
                .collect(Collectors.groupingBy(each -> each.origin().withoutHeaders(), Collectors.counting()));
    }

    @Override
    public synchronized void purge(Duration retention, Duration trackFor) {
        Instant before = clock.instant().minus(retention);
        index.all().stream()
                .filter(each -> each.state() == State.ACKNOWLEDGED
                        || (each.state() == State.UNKNOWN && each.idempotency() == null))
                .filter(each -> each.since().isBefore(before))
                .forEach(each -> index.remove(each.key()));
    }

    private boolean isIn(String key, State state) {
        TrackedGeneration tracked = index.at(key);
        return tracked != null && tracked.state() == state;
    }

    private List<TrackedGeneration> in(State state) {
        return index.all().stream().filter(each -> each.state() == state).toList();
    }

    private TrackedGeneration change(String key, UnaryOperator<TrackedGeneration> step) {
        TrackedGeneration next = step.apply(index.get(key));
        index.put(next);
        return next;
    }
}
