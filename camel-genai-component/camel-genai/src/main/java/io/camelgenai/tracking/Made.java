package io.camelgenai.tracking;

import org.jspecify.annotations.Nullable;

/**
 * What a create gave.
 *
 * @param tracked the generation, with its id
 * @param opened its stream, where the create opened it; whoever takes this value has to read or close it
 */
public record Made(TrackedGeneration tracked, @Nullable Observation opened) {

    /** The same for somebody else than the one who takes the stream. */
    public Made withoutStream() {
        return new Made(tracked, null);
    }
}
