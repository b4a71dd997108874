package io.camelgenai.generation;

/** Where a generation stands, in one vocabulary for all providers. */
public enum GenerationStatus {
    /** Accepted, not begun. */
    QUEUED,
    /** Being worked on. */
    RUNNING,
    /** The provider used a word that its descriptor does not list. Not terminal: it is looked at again. */
    UNRECOGNIZED,
    /** Done, by the provider's own word. */
    COMPLETED,
    /** Ended before it was whole: by the provider's word (a length limit), or because we could not see its end. */
    INCOMPLETE,
    /** Failed, expired or vanished. */
    FAILED,
    /** Canceled by someone. */
    CANCELED;

    /** Whether nothing more happens to a generation in this status. */
    public boolean isTerminal() {
        return switch (this) {
            case QUEUED, RUNNING, UNRECOGNIZED -> false;
            case COMPLETED, INCOMPLETE, FAILED, CANCELED -> true;
        };
    }
}
