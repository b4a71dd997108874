package io.camelgenai.generation;

/** What an event tells of its generation. */
public enum GenerationEventType {
    /** The provider began. */
    STARTED,
    /** The status or the progress changed. */
    STATUS,
    /** A piece of text arrived. */
    TEXT,
    /** Something that has a meaning for this provider only; {@code name} and {@code data} tell. */
    OTHER,
    /** The last event of a generation that completed. */
    COMPLETED,
    /** The last event of a generation that ended before it was whole. */
    INCOMPLETE,
    /** The last event of a generation that failed. */
    FAILED,
    /** The last event of a generation that was canceled. */
    CANCELED;

    /** Whether no event of the same generation follows. */
    public boolean isTerminal() {
        return switch (this) {
            case STARTED, STATUS, TEXT, OTHER -> false;
            case COMPLETED, INCOMPLETE, FAILED, CANCELED -> true;
        };
    }

    /**
     * The type of the event that announces this status.
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
