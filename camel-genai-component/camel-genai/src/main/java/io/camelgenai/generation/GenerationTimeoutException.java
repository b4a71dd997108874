package io.camelgenai.generation;

import java.time.Duration;

/** A generation was not terminal when the caller's time was over. It may still run at the provider. */
public class GenerationTimeoutException extends GenAiException {

    private static final long serialVersionUID = 1L;

    private final transient Generation generation;

    /**
     * @param lastSeen its state when it was last looked at
     * @param timeout how long was waited
     */
    public GenerationTimeoutException(Generation lastSeen, Duration timeout) {
        super(
                "Generation " + lastSeen.id() + " of " + lastSeen.provider() + " is still " + lastSeen.status()
                        + " after " + timeout.toMillis()
                        + " ms. It goes on at the provider: use operation=await with its id, or raise the timeout"
                        + " option",
                Where.generation(lastSeen.provider(), lastSeen.id()),
                null);
        generation = lastSeen;
    }

    /** The last state that was seen. */
    public Generation getGeneration() {
        return generation;
    }
}
