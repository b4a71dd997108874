package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Terminal generations in memory. */
final class MemoryDeliveries implements DeliveryStore {

    private final MemoryIndex index;

    MemoryDeliveries(MemoryIndex index) {
        this.index = index;
    }

    @Override
    public List<TrackedGeneration> claim(Subscription subscription, int max) {
        synchronized (index) {
            return index.claim(State.TERMINAL, subscription, max);
        }
    }

    @Override
    public void release(String key) {
        synchronized (index) {
            if (index.isIn(State.TERMINAL, key)) {
                index.release(key);
            }
        }
    }

    @Override
    public void releaseUndelivered(String key) {
        synchronized (index) {
            if (index.isIn(State.TERMINAL, key) && index.isClaimed(key)) {
                index.release(key);
                index.change(key, each -> each.counted(each.trackings(), 0));
            }
        }
    }

    @Override
    public Optional<TrackedGeneration> delivering(TrackedGeneration claimed) {
        synchronized (index) {
            return isLastDelivery(claimed)
                    ? Optional.of(index.change(claimed.key(), MemoryDeliveries::counted))
                    : Optional.ofNullable(index.find(claimed.key())).filter(each -> isLastDelivery(counted(claimed)));
        }
    }

    private static TrackedGeneration counted(TrackedGeneration claimed) {
        return claimed.counted(claimed.trackings(), claimed.deliveries() + 1);
    }

    @Override
    public boolean acknowledge(TrackedGeneration delivered) {
        synchronized (index) {
            boolean last = isLastDelivery(delivered);
            if (last) {
                index.drop(delivered.key());
            }
            return last;
        }
    }

    private boolean isLastDelivery(TrackedGeneration delivered) {
        TrackedGeneration stored = index.find(delivered.key());
        return stored != null
                && stored.state() == State.TERMINAL
                && stored.deliveries() == delivered.deliveries()
                && index.isClaimed(stored.key());
    }

    @Override
    public void scheduleRedelivery(TrackedGeneration delivered, Duration wait) {
        synchronized (index) {
            if (isLastDelivery(delivered)) {
                index.release(delivered.key());
                index.due(delivered.key(), index.now().plus(wait));
            }
        }
    }

    @Override
    public void park(TrackedGeneration delivered) {
        synchronized (index) {
            if (isLastDelivery(delivered)) {
                index.release(delivered.key());
                index.change(delivered.key(), each -> each.in(State.PARKED, each.generation(), index.now()));
            }
        }
    }

    @Override
    public boolean redeliver(String key) {
        synchronized (index) {
            boolean parked = index.isIn(State.PARKED, key);
            if (parked) {
                index.change(key, each -> each.in(State.TERMINAL, each.generation(), index.now()));
            }
            return parked;
        }
    }
}
