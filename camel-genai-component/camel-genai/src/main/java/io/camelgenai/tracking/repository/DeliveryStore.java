package io.camelgenai.tracking.repository;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Claims terminal generations for the node that delivers them, and stores how a delivery went. A write about a delivery
 * counts for the last delivery only, and only while this node has claimed the generation; otherwise it has no effect.
 */
public interface DeliveryStore {

    /**
     * Claims terminal generations that are due and that no node has claimed.
     *
     * <p>Lost answer: the generations stay claimed by this node; a repetition claims others.
     *
     * @param max how many at most
     * @return those that are due longest first
     */
    List<TrackedGeneration> claim(Subscription subscription, int max);

    /**
     * Releases a terminal generation, if this node has claimed it.
     *
     * <p>Lost answer: may be repeated; then it has no effect.
     */
    void release(String key);

    /**
     * Releases a terminal generation that {@link TrackingStore#terminal} claimed, and whose delivery has not begun: it counts
     * no longer.
     *
     * <p>Lost answer: may be repeated; then it has no effect.
     */
    void releaseUndelivered(String key);

    /**
     * Counts a delivery of a generation that this node has claimed, before it is handed to a route. Also finds out whether
     * this node still has the claim.
     *
     * <p>Lost answer: may be repeated with the same count; the answer is the same.
     *
     * @param claimed the generation with its count before this delivery
     * @return the generation with the new count; empty when this node has not claimed it, or when it was delivered in the
     *     meantime
     */
    Optional<TrackedGeneration> delivering(TrackedGeneration claimed);

    /**
     * Acknowledges a generation whose last delivery succeeded, or that nobody wanted. It is dropped; of one with an
     * idempotency key the rest is kept.
     *
     * <p>Lost answer: may be repeated; the repetition answers false.
     *
     * @return false when this node has not claimed it, or when this was not the last delivery; then it is delivered again
     */
    boolean acknowledge(TrackedGeneration delivered);

    /**
     * Releases a generation whose last delivery failed: it is due again after this time, on any node.
     *
     * <p>Lost answer: may be repeated; then it has no effect.
     */
    void scheduleRedelivery(TrackedGeneration delivered, Duration wait);

    /**
     * Parks a generation that no route accepted.
     *
     * <p>Lost answer: may be repeated; then it has no effect.
     */
    void park(TrackedGeneration delivered);

    /**
     * Makes a parked generation due immediately.
     *
     * <p>Lost answer: may be repeated; the repetition answers false.
     *
     * @return false when none is parked under this key
     */
    boolean redeliver(String key);
}
