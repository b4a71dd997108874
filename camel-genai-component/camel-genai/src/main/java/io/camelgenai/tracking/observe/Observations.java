package io.camelgenai.tracking.observe;

import io.camelgenai.client.Cancellation;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.LocalId;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Chooses how a generation is observed, by what its provider can do and what is wanted. */
public final class Observations {

    private Observations() {}

    /**
     * Observes every event, by stream where there is one.
     *
     * @param known the state so far, with the id
     */
    public static Observation ofEvents(ProviderClient client, Generation known, Time time) {
        if (client.descriptor().operations().stream() != null && !isComplete(client, known)) {
            return new StreamObservation(client, withoutTerminalStatus(known), time);
        }
        return polling(client, known, true, time);
    }

    /**
     * Observes the completion, by the cheapest way that also yields the result.
     *
     * @param known the state so far, with the id
     */
    public static Observation ofCompletion(ProviderClient client, Generation known, Time time) {
        boolean pollsSuffice = client.descriptor().operations().get() != null && !hasTextInStreamOnly(client);
        if (client.descriptor().operations().stream() != null && !pollsSuffice && !isComplete(client, known)) {
            return new StreamObservation(client, withoutTerminalStatus(known), time);
        }
        return polling(client, known, false, time);
    }

    private static Observation polling(ProviderClient client, Generation known, boolean everyEvent, Time time) {
        return client.descriptor().operations().get() == null && !known.isTerminal()
                ? new UnobservableObservation(client, known, time)
                : new PollingObservation(client, known, everyEvent, time);
    }

    /**
     * Opens the stream of a generation; where there is none, its known state and what polls show; where that is terminal and
     * whole, the events that are made from it.
     *
     * @throws GenAiException when it does not open
     */
    public static Observation stream(ProviderClient client, Generation known, Time time) {
        if (isComplete(client, known)) {
            return new TerminalObservation(client, known, time);
        }
        if (client.descriptor().operations().stream() == null || LocalId.is(known.id())) {
            return polling(client, known, true, time);
        }
        boolean isLocated = known.raw() != null || client.knowsStream(known);
        Generation located =
                isLocated ? known : client.get(known, new Cancellation()).generation();
        if (isComplete(client, located)) {
            return new TerminalObservation(client, located, time);
        }
        return client.knowsStream(located)
                ? new StreamObservation(client, withoutTerminalStatus(located), time).open()
                : polling(client, located, true, time);
    }

    /**
     * Observes a generation that only another exchange can observe: by what that stores of it.
     *
     * @param known the state so far, with the id
     * @param stored the state as stored, given the state so far; null where nobody observes the generation any more
     */
    public static Observation ofStored(
            ProviderClient client, Generation known, Function<Generation, @Nullable Generation> stored, Time time) {
        return new PollingObservation(
                client,
                known,
                before -> Objects.requireNonNullElseGet(stored.apply(before), () -> before.with()
                        .status(GenerationStatus.INCOMPLETE)
                        .error(UnobservableObservation.ERROR)
                        .build()),
                time);
    }

    /** Whether this state is terminal and contains the whole result. */
    public static boolean isComplete(ProviderClient client, Generation known) {
        return known.isTerminal()
                && !(known.status() == GenerationStatus.COMPLETED
                        && known.text() == null
                        && hasTextInStreamOnly(client)
                        && !LocalId.is(known.id()));
    }

    /** Polls once near a deadline, when the generation may be terminal already. Returns what is known if that fails. */
    public static Generation lastPoll(ProviderClient client, Generation known, Cancellation cancellation) {
        if (client.descriptor().operations().get() == null) {
            return known;
        }
        try {
            return client.get(known, cancellation).generation();
        } catch (RuntimeException | StackOverflowError e) {
            client.bugs().failure("A poll", Where.generation(known.provider(), known.id()), e);
            return known;
        }
    }

    private static boolean hasTextInStreamOnly(ProviderClient client) {
        return client.descriptor().operations().stream() != null
                && !client.descriptor().generation().hasText();
    }

    /** The stream has to be read to its terminal event, even where the terminal status is known. */
    private static Generation withoutTerminalStatus(Generation known) {
        return known.isTerminal()
                ? known.with().status(GenerationStatus.RUNNING).build()
                : known;
    }
}
