package io.camelgenai.tracking.create;

import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a create.
 *
 * @param tracked the generation, with its id
 * @param stream its event stream, where the create opened it; the receiver has to read it or close it
 * @param own whether this create created it: the receiver is responsible for its completion
 */
public record CreatedGeneration(
        TrackedGeneration tracked, @Nullable Observation stream, boolean own) {

    /** A copy for the receiver that already took the stream. */
    public CreatedGeneration withoutStream() {
        return new CreatedGeneration(tracked, null, own);
    }

    /** The generation for another caller with the same idempotency key, who is not responsible for it. */
    static CreatedGeneration existing(TrackedGeneration tracked) {
        return new CreatedGeneration(tracked, null, false);
    }
}
