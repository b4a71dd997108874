package io.camelgenai.generation;

import java.time.Duration;

/** A generation was not terminal within the caller's timeout. It may still run at the provider. */
public class GenerationTimeoutException extends GenAiException {

    private static final long serialVersionUID = 1L;

    private final SerializableGeneration generation;

    /**
     * @param lastSeen its last known state
     * @param timeout the timeout that expired
     */
    public GenerationTimeoutException(Generation lastSeen, Duration timeout) {
        super(
                "Generation " + lastSeen.id() + " of " + lastSeen.provider() + " is still " + lastSeen.status()
                        + " after " + timeout.toMillis()
                        + " ms. It continues at the provider: use operation=await with its id, or raise the timeout"
                        + " option",
                Where.generation(lastSeen.provider(), lastSeen.id()),
                null);
        generation = new SerializableGeneration(lastSeen);
    }

    /** The last known state. */
    public Generation getGeneration() {
        return generation.get();
    }
}
