package io.camelgenai.tracking.observe;

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
    public static Observation ofEvents(ProviderClient client, Generation known, Time time) {
        if (client.descriptor().calls().stream() != null && !isComplete(client, known)) {
            return new StreamObservation(client, withoutTerminalStatus(known), time);
        }
        return polling(client, known, true, time);
    }

    /**
     * The end, by the cheapest way that also yields the result.
     *
     * @param known what is known of the generation, its id included
     */
    public static Observation ofCompletion(ProviderClient client, Generation known, Time time) {
        boolean looksTellAll = client.descriptor().calls().get() != null && !hasTextInStreamOnly(client);
        if (client.descriptor().calls().stream() != null && !looksTellAll && !isComplete(client, known)) {
            return new StreamObservation(client, withoutTerminalStatus(known), time);
        }
        return polling(client, known, false, time);
    }

    private static Observation polling(ProviderClient client, Generation known, boolean closely, Time time) {
        return client.descriptor().calls().get() == null && !known.isTerminal()
                ? new UnobservableObservation(client, known, time)
                : new PollingObservation(client, known, closely, time);
    }

    /**
     * An open stream of a generation.
     *
     * @throws io.camelgenai.generation.GenAiException when it does not open
     */
    public static Observation stream(ProviderClient client, Generation known, Time time) {
        return new StreamObservation(client, withoutTerminalStatus(known), time).open();
    }

    /** Whether this state is all that can be had: it has ended, and what it produced is in it. */
    public static boolean isComplete(ProviderClient client, Generation known) {
        return known.isTerminal()
                && !(known.status() == GenerationStatus.COMPLETED
                        && known.text() == null
                        && hasTextInStreamOnly(client));
    }

    private static boolean hasTextInStreamOnly(ProviderClient client) {
        return client.descriptor().calls().stream() != null
                && !client.descriptor().generation().holdsText();
    }

    /** The stream has to be read to its end, even where the end is known to be there. */
    private static Generation withoutTerminalStatus(Generation known) {
        return known.isTerminal()
                ? known.with().status(GenerationStatus.RUNNING).build()
                : known;
    }
}
