package io.camelgenai.tracking.observe;

import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.Time;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The events of a generation that is terminal already, made from its state: its start, its reasoning and its text in one piece
 * each, its tool calls, its completion.
 */
final class TerminalObservation extends Observation {

    private final Generation terminal;
    private final Deque<Piece> pieces = new ArrayDeque<>();

    /**
     * An event to come.
     *
     * @param text its piece, or null
     */
    private record Piece(GenerationEventType type, @Nullable String text) {}

    /** @param terminal the whole state */
    TerminalObservation(ProviderClient client, Generation terminal, Time time) {
        super(client, beginningOf(terminal), time);
        this.terminal = terminal;
        pieces.add(new Piece(GenerationEventType.STARTED, null));
        add(GenerationEventType.REASONING, terminal.reasoning());
        add(GenerationEventType.TEXT, terminal.text());
        terminal.toolCalls().forEach(call -> add(GenerationEventType.TOOL_CALL, call.arguments()));
    }

    private void add(GenerationEventType type, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            pieces.add(new Piece(type, text));
        }
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
        Piece next = pieces.poll();
        if (next != null) {
            return state.stored(next.type, next.text);
        }
        state.note(terminal);
        return state.currentEvent();
    }
}
