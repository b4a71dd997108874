package io.camelgenai.tracking;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;

/** Chooses how a generation is watched, by what its provider can do and what is wanted. */
public final class Observations {

    private Observations() {}

    /**
     * Every event as it happens, by stream where there is one.
     *
     * @param known what is known of the generation, its id included
     */
    public static Observation closely(ProviderClient client, Generation known, Time time) {
        if (client.descriptor().calls().stream() != null && !isWhole(client, known)) {
            return new StreamObservation(client, unended(known), time);
        }
        return looking(client, known, true, time);
    }

    /**
     * The end, by the cheapest way that also yields the result.
     *
     * @param known what is known of the generation, its id included
     */
    public static Observation toTheEnd(ProviderClient client, Generation known, Time time) {
        boolean looksTellAll = client.descriptor().calls().get() != null && !textIsInTheStreamOnly(client);
        if (client.descriptor().calls().stream() != null && !looksTellAll && !isWhole(client, known)) {
            return new StreamObservation(client, unended(known), time);
        }
        return looking(client, known, false, time);
    }

    private static Observation looking(ProviderClient client, Generation known, boolean closely, Time time) {
        return client.descriptor().calls().get() == null && !known.isTerminal()
                ? new BlindObservation(client, known, time)
                : new LookObservation(client, known, closely, time);
    }

    /**
     * An open stream of a generation.
     *
     * @throws io.camelgenai.generation.GenAiException when it does not open
     */
    public static Observation stream(ProviderClient client, Generation known, Time time) {
        return new StreamObservation(client, unended(known), time).open();
    }

    /** Whether this state is all that can be had: it has ended, and what it produced is in it. */
    public static boolean isWhole(ProviderClient client, Generation known) {
        return known.isTerminal()
                && !(known.status() == GenerationStatus.COMPLETED
                        && known.text() == null
                        && textIsInTheStreamOnly(client));
    }

    private static boolean textIsInTheStreamOnly(ProviderClient client) {
        return client.descriptor().calls().stream() != null
                && !client.descriptor().generation().holdsText();
    }

    /** The stream has to be read to its end, even where the end is known to be there. */
    private static Generation unended(Generation known) {
        return known.isTerminal()
                ? known.with().status(GenerationStatus.RUNNING).build()
                : known;
    }
}
