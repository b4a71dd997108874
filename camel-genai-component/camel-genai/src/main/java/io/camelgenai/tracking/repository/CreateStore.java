package io.camelgenai.tracking.repository;

import io.camelgenai.generation.Generation;
import java.util.Optional;

/** Stores intents before a create is sent, and its outcome before anybody continues with it. */
public interface CreateStore {

    /** The generation that is stored under the same idempotency key in the flow; empty where there is none, or no key. */
    Optional<TrackedGeneration> earlier(TrackedGeneration intent);

    /**
     * Stores that this node is about to send a create.
     *
     * <p>Lost answer: may be repeated with the same intent; the repetition answers it. Who does not repeat it, and so sends
     * nothing, {@linkplain #rejected deletes} it.
     *
     * @return the generation that is stored under the same idempotency key in the flow, where there is one, and then nothing
     *     was stored; if that is an intent, its node is alive. Otherwise the given intent
     * @throws io.camelgenai.generation.GenAiException when the repository is full
     */
    TrackedGeneration begin(TrackedGeneration intent);

    /**
     * Stores a generation that was created elsewhere. No node has claimed it.
     *
     * <p>Lost answer: may be repeated; the repetition answers the stored generation.
     *
     * @return the generation that is stored under its id, or under its idempotency key, in the flow already; otherwise the
     *     given one
     */
    TrackedGeneration adopt(TrackedGeneration accepted);

    /**
     * Stores that a create was accepted, also after its outcome was stored as unknown. This node has claimed the generation
     * for tracking.
     *
     * <p>Lost answer: may be repeated with the same id; the answer is the same.
     */
    TrackedGeneration accepted(TrackedGeneration intent, Generation generation);

    /**
     * Stores that a create provably created nothing: its idempotency key is free again.
     *
     * <p>Lost answer: may be repeated; without the intent it has no effect.
     */
    void rejected(String key);

    /**
     * Stores that it is unknown whether a create was accepted.
     *
     * <p>Lost answer: may be repeated; it changes intents only.
     *
     * @param why for an operator
     */
    void unknown(String key, String why);

    /**
     * Resolves an unknown outcome: the create was accepted as this generation. No node has claimed it.
     *
     * <p>Lost answer: may be repeated; the repetition answers empty.
     *
     * @return the generation; empty when there is no unknown outcome under this key
     */
    Optional<TrackedGeneration> resolve(String key, Generation generation);

    /**
     * Drops an unknown outcome: its idempotency key is free again.
     *
     * <p>Lost answer: may be repeated; the repetition answers false.
     *
     * @return false when there is no unknown outcome under this key
     */
    boolean discard(String key);
}
