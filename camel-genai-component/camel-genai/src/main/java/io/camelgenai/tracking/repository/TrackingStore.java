package io.camelgenai.tracking.repository;

import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Claims accepted generations for the node that tracks them, and stores their terminal state. */
public interface TrackingStore {

    /**
     * Claims accepted generations that no node has claimed.
     *
     * <p>Lost answer: the generations stay claimed by this node; a repetition claims others.
     *
     * @param max how many at most
     * @return those that waited longest first
     */
    List<TrackedGeneration> claim(Subscription subscription, int max);

    /**
     * Releases a generation, if this node has claimed it.
     *
     * <p>Lost answer: may be repeated; then it has no effect.
     */
    void release(String key);

    /**
     * Stores the terminal state of a generation that this node has claimed. The first terminal state that is stored counts.
     *
     * <p>Lost answer: may be repeated before its delivery begins, also with another {@code deliver}, which then counts; the
     * answer is the same.
     *
     * @param tracked the generation as this node has claimed it
     * @param deliver whether this node claims it for delivery with the same write, and counts the delivery
     * @return the terminal generation, with this count; empty when this node has not claimed it
     */
    Optional<TrackedGeneration> terminal(TrackedGeneration tracked, Generation generation, boolean deliver);

    /**
     * Releases a generation that was created here and has no consumer. A durable repository keeps it for a consumer to come,
     * another one drops it.
     *
     * <p>Lost answer: may be repeated; then it has no effect.
     */
    void releaseUnconsumed(String key);

    /**
     * Drops accepted and terminal generations without a claim and without a consumer, unless the repository is durable.
     *
     * <p>Lost answer: may be repeated.
     *
     * @param hasNoConsumer whether generations of this origin have no consumer
     */
    void dropUnconsumed(Predicate<Origin> hasNoConsumer);

    /**
     * Asks the node that tracks a generation to stop tracking it. That node reads the request with
     * {@link ClusterMembership#changes()}.
     *
     * <p>Lost answer: may be repeated; the node reads one request.
     *
     * @param flow the flow of the caller; the generation may be in any channel of its connection
     * @param generationId the provider's id
     */
    void requestStop(Flow flow, String generationId);

    /**
     * Asks the node that tracks a generation to poll it now: its provider reports that the state has changed. That node reads the
     * request with {@link ClusterMembership#changes()}.
     *
     * <p>Lost answer: may be repeated; the node reads one request.
     *
     * @param flow the flow of the caller; the generation may be in any channel of its connection
     * @param generationId the provider's id
     */
    void requestPoll(Flow flow, String generationId);
}
