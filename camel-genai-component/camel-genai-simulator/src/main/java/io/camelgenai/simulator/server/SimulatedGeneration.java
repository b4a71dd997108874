package io.camelgenai.simulator.server;

import java.time.Instant;

/** What every provider's generation has. Readable from any thread. */
public interface SimulatedGeneration {

    /**
     * The id.
     *
     * @return the provider's id
     */
    String id();

    /**
     * The model.
     *
     * @return the name as the client gave it
     */
    String model();

    /**
     * The present status.
     *
     * @return the provider's word
     */
    String status();

    /**
     * Whether anything can still happen to it.
     *
     * @return true when its status is final
     */
    boolean isTerminal();

    /**
     * Whose it is.
     *
     * @return the key that created it; empty where the provider asks for none
     */
    String owner();

    /**
     * When it was created.
     *
     * @return the time
     */
    Instant createdAt();
}
