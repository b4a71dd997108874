package io.camelgenai.tracking.repository;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.util.Objects;
import java.util.Optional;

/** Creates in memory. */
final class MemoryCreates implements CreateStore {

    private final MemoryIndex index;

    MemoryCreates(MemoryIndex index) {
        this.index = index;
    }

    @Override
    public Optional<TrackedGeneration> earlier(TrackedGeneration intent) {
        synchronized (index) {
            return Optional.ofNullable(index.withSameIdempotencyKey(intent));
        }
    }

    @Override
    public TrackedGeneration begin(TrackedGeneration intent) {
        synchronized (index) {
            TrackedGeneration existing = index.withSameIdempotencyKey(intent);
            return existing != null ? existing : store(intent);
        }
    }

    @Override
    public TrackedGeneration adopt(TrackedGeneration accepted) {
        synchronized (index) {
            TrackedGeneration same = index.withSameIdempotencyKey(accepted);
            TrackedGeneration existing = same != null ? same : index.withSameId(accepted);
            return existing != null ? existing : store(accepted);
        }
    }

    private TrackedGeneration store(TrackedGeneration tracked) {
        if (index.isFull()) {
            index.forgetResults();
        }
        if (index.isFull()) {
            throw new GenAiException(
                    "The repository in memory contains " + index.size()
                            + " generations, " + index.acknowledged()
                            + " of them only for their idempotency keys (option"
                            + " retention), and accepts no more. Use a larger one, or one in a database",
                    Where.provider(tracked.origin().provider()),
                    null);
        }
        index.put(tracked);
        return tracked;
    }

    @Override
    public TrackedGeneration accepted(TrackedGeneration intent, Generation generation) {
        synchronized (index) {
            TrackedGeneration stored = Objects.requireNonNullElse(index.find(intent.key()), intent);
            TrackedGeneration accepted =
                    stored.in(State.ACCEPTED, generation, index.now()).counted(1, 0);
            index.putClaimed(accepted);
            return accepted;
        }
    }

    @Override
    public void rejected(String key) {
        synchronized (index) {
            index.remove(key);
        }
    }

    @Override
    public void unknown(String key, String why) {
        synchronized (index) {
            if (index.isIn(State.INTENT, key)) {
                index.change(key, each -> each.unknown(why, index.now()));
            }
        }
    }

    @Override
    public Optional<TrackedGeneration> resolve(String key, Generation generation) {
        synchronized (index) {
            return index.isIn(State.UNKNOWN, key)
                    ? Optional.of(index.change(key, each -> each.in(State.ACCEPTED, generation, index.now())))
                    : Optional.empty();
        }
    }

    @Override
    public boolean discard(String key) {
        synchronized (index) {
            boolean unknown = index.isIn(State.UNKNOWN, key);
            if (unknown) {
                index.remove(key);
            }
            return unknown;
        }
    }
}
