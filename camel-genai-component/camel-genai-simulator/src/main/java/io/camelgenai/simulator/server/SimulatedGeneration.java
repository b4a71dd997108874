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
     * When it was created.
     *
     * @return the time
     */
    Instant createdAt();
}
