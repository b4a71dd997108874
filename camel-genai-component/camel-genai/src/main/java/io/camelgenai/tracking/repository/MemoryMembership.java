package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The membership of the only node. */
final class MemoryMembership implements ClusterMembership {

    private final MemoryIndex index;

    MemoryMembership(MemoryIndex index) {
        this.index = index;
    }

    @Override
    public Duration join() {
        return Duration.ZERO;
    }

    @Override
    public Changes changes() {
        return new Changes(Optional.empty(), List.of(), List.of(), List.of());
    }

    @Override
    public Map<String, State> claimed() {
        return Map.of();
    }

    @Override
    public void leave() {
        synchronized (index) {
            index.releaseAll();
            index.in(State.INTENT)
                    .forEach(intent -> index.change(
                            intent.key(),
                            each -> each.unknown("the component stopped before the provider answered", index.now())));
        }
    }

    /** Does nothing: there are no other nodes. */
    @Override
    public void registerConsumer(Subscription terminal) {}

    @Override
    public List<Subscription> registeredConsumers(Duration within) {
        return List.of();
    }
}
