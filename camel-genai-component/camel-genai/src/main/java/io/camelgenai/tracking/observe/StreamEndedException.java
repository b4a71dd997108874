package io.camelgenai.tracking.observe;

/** Carries a {@link StreamEnd} from the reading of a frame to the decision about it. */
final class StreamEndedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient StreamEnd end;

    StreamEndedException(StreamEnd end) {
        super(end.cause().getMessage(), end.cause(), false, false);
        this.end = end;
    }

    StreamEnd end() {
        return end;
    }
}
