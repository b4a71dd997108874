package io.camelgenai.tracking.observe;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import org.jspecify.annotations.Nullable;

/** The events of a generation that is terminal already, made from its state: its start, its text in one piece, its completion. */
final class TerminalObservation extends Observation {

    private final Generation terminal;
    private boolean started;
    private @Nullable String text;

    /** @param terminal the whole state */
    TerminalObservation(ProviderClient client, Generation terminal, Time time) {
        super(client, beginningOf(terminal), time);
        this.terminal = terminal;
        this.text = terminal.text();
    }

    private static Generation beginningOf(Generation terminal) {
        return Generation.of(terminal.provider())
                .id(terminal.id())
                .model(terminal.model())
                .status(GenerationStatus.RUNNING)
                .createdAt(terminal.createdAt())
                .build();
    }

    @Override
    GenerationEvent advance() {
        if (!started) {
            started = true;
            return state.stored(GenerationEventType.STARTED, null);
        }
        String piece = text;
        if (piece != null && !piece.isEmpty()) {
            text = null;
            return state.stored(GenerationEventType.TEXT, piece);
        }
        state.note(terminal);
        return state.currentEvent();
    }
}
