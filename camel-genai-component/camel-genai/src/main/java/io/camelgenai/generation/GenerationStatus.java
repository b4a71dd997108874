package io.camelgenai.generation;

/** The status of a generation, in one vocabulary for all providers. */
public enum GenerationStatus {
    /** Accepted, but not started. */
    QUEUED,
    /** In progress. */
    RUNNING,
    /** The provider used a word that its descriptor does not list. Not terminal: polling continues. */
    UNRECOGNIZED,
    /** Successful, by the provider's own word. */
    COMPLETED,
    /** Not complete: by the provider's word (a length limit), or because the component could not see the outcome. */
    INCOMPLETE,
    /** Failed, expired or vanished. */
    FAILED,
    /** Canceled. */
    CANCELED;

    /** Whether a generation in this status does not change any more. */
    public boolean isTerminal() {
        return switch (this) {
            case QUEUED, RUNNING, UNRECOGNIZED -> false;
            case COMPLETED, INCOMPLETE, FAILED, CANCELED -> true;
        };
    }
}
