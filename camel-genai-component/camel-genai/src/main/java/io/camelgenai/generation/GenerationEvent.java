package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * An event of a generation: a frame of its stream, or a change that a poll showed.
 *
 * @param generationId the provider's id, where already known
 * @param sequence the position in this observation, from 0
 * @param type the type
 * @param name the provider's own name of the event, or {@code status} where a poll showed the change, or {@code end} where the end
 *     of the response did
 * @param text the piece that arrived: of the text on {@link GenerationEventType#TEXT} events, of the reasoning on
 *     {@link GenerationEventType#REASONING}, and of the arguments on {@link GenerationEventType#TOOL_CALL} events
 * @param generation the state so far, where known; complete on the terminal event
 * @param data the data of the frame exactly as received, or the document that showed the change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GenerationEvent(
        @Nullable String generationId,
        long sequence,
        GenerationEventType type,
        String name,
        @Nullable String text,
        @Nullable Generation generation,
        @Nullable String data) {

    /** The name of events that show a polled state. */
    public static final String POLLED = "status";

    /** The name of an event that the end of the provider's response shows, where no frame does. */
    public static final String ENDED = "end";

    /** An event that shows a state, for one whose own event nobody received or stored. */
    public static GenerationEvent ofState(Generation state) {
        return new GenerationEvent(
                state.id(), 0, GenerationEventType.ofStatus(state.status()), POLLED, null, state, null);
    }

    /** The same event of a generation whose state is known better now. */
    public GenerationEvent with(Generation state) {
        return new GenerationEvent(
                state.id(),
                sequence,
                isTerminal() ? GenerationEventType.ofStatus(state.status()) : type,
                name,
                text,
                state,
                data);
    }

    /** Whether no event of the same generation follows. */
    @JsonIgnore
    public boolean isTerminal() {
        return type.isTerminal();
    }

    /** Shows id, sequence and type, never a text. */
    @Override
    public String toString() {
        return "GenerationEvent[" + generationId + " " + sequence + " " + type + "]";
    }
}
