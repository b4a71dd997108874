package io.camelgenai.tracking;

import org.jspecify.annotations.Nullable;

/**
 * What a create gave.
 *
 * @param tracked the generation, with its id
 * @param opened its stream, where the create opened it; whoever takes this value has to read or close it
 * @param own whether it was made by this create: whoever takes this value is responsible for its end
 */
public record Made(TrackedGeneration tracked, @Nullable Observation opened, boolean own) {

    /** The same once more, for the one who took the stream before. */
    public Made withoutStream() {
        return new Made(tracked, null, own);
    }

    /** The same for somebody who asked for the same, and is not responsible for it. */
    Made forAnother() {
        return new Made(tracked, null, false);
    }
}
