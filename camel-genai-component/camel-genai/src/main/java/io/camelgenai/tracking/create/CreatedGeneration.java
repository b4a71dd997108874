package io.camelgenai.tracking.create;

import io.camelgenai.tracking.observe.Observation;
import io.camelgenai.tracking.repository.TrackedGeneration;
import org.jspecify.annotations.Nullable;

/**
 * What a create gave.
 *
 * @param tracked the generation, with its id
 * @param opened its stream, where the create opened it; whoever takes this value has to read or close it
 * @param own whether it was made by this create: whoever takes this value is responsible for its end
 */
public record CreatedGeneration(
        TrackedGeneration tracked, @Nullable Observation stream, boolean own) {

    /** The same once more, for the one who took the stream before. */
    public CreatedGeneration withoutStream() {
        return new CreatedGeneration(tracked, null, own);
    }

    /** The same for somebody who asked for the same, and is not responsible for it. */
    CreatedGeneration forAnother() {
        return new CreatedGeneration(tracked, null, false);
    }
}
