package io.camelgenai.generation;

/** The type of an event. */
public enum GenerationEventType {
    /** The provider started to work. */
    STARTED,
    /** The status or the progress changed. */
    STATUS,
    /** A piece of text arrived. */
    TEXT,
    /** A piece of reasoning arrived: what the model thinks before its answer. It is no text of the answer. */
    REASONING,
    /** A tool call began, or a piece of its arguments arrived; the {@code data} shows of which call. */
    TOOL_CALL,
    /** An event that is specific to the provider; see its {@code name} and {@code data}. */
    OTHER,
    /** The last event of a generation that completed. */
    COMPLETED,
    /** The last event of a generation whose result is not complete. */
    INCOMPLETE,
    /** The last event of a generation that failed. */
    FAILED,
    /** The last event of a generation that was canceled. */
    CANCELED;

    /** Whether no event of the same generation follows. */
    public boolean isTerminal() {
        return switch (this) {
            case STARTED, STATUS, TEXT, REASONING, TOOL_CALL, OTHER -> false;
            case COMPLETED, INCOMPLETE, FAILED, CANCELED -> true;
        };
    }

    /**
     * The type of the event that reports this status.
     *
     * @return the terminal type of the same name, or {@link #STATUS}
     */
    public static GenerationEventType ofStatus(GenerationStatus status) {
        return switch (status) {
            case QUEUED, RUNNING, UNRECOGNIZED -> STATUS;
            case COMPLETED -> COMPLETED;
            case INCOMPLETE -> INCOMPLETE;
            case FAILED -> FAILED;
            case CANCELED -> CANCELED;
        };
    }
}
