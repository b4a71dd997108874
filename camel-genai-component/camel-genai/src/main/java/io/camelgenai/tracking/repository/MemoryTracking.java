package io.camelgenai.tracking.repository;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Accepted generations in memory. */
final class MemoryTracking implements TrackingStore {

    private final MemoryIndex index;

    MemoryTracking(MemoryIndex index) {
        this.index = index;
    }

    @Override
    public List<TrackedGeneration> claim(Subscription subscription, int max) {
        synchronized (index) {
            return index.claim(State.ACCEPTED, subscription, max).stream()
                    .map(claimed ->
                            index.change(claimed.key(), each -> each.counted(each.trackings() + 1, each.deliveries())))
                    .toList();
        }
    }

    @Override
    public void release(String key) {
        synchronized (index) {
            if (index.isIn(State.ACCEPTED, key)) {
                index.release(key);
            }
        }
    }

    @Override
    public Optional<TrackedGeneration> terminal(TrackedGeneration tracked, Generation generation, boolean deliver) {
        String key = tracked.key();
        synchronized (index) {
            if (!index.isIn(State.ACCEPTED, key) || !index.isClaimed(key)) {
                return Optional.empty();
            }
            index.release(key);
            TrackedGeneration terminal = index.change(key, each -> each.in(State.TERMINAL, generation, index.now())
                    .counted(each.trackings(), deliver ? 1 : 0));
            if (deliver) {
                index.claim(key);
            }
            return Optional.of(terminal);
        }
    }

    @Override
    public void releaseUnconsumed(String key) {
        synchronized (index) {
            if (index.isIn(State.ACCEPTED, key)) {
                index.drop(key);
            }
        }
    }

    @Override
    public void dropUnconsumed(Predicate<Origin> hasNoConsumer) {
        synchronized (index) {
            index.unclaimed().stream()
                    .filter(key -> hasNoConsumer.test(index.get(key).origin()))
                    .forEach(index::drop);
        }
    }

    /** Does nothing: there is no other node. */
    @Override
    public void requestStop(Flow flow, String generationId) {}

    /** Does nothing: there is no other node. */
    @Override
    public void requestPoll(Flow flow, String generationId) {}
}
