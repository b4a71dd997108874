package io.camelgenai.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Fault}. Not thread-safe. */
public final class FaultBuilder {
    private final Fault.Kind kind;
    private @Nullable String provider;
    private @Nullable String operation;
    private int times = 1;
    private int status;
    private @Nullable String retryAfter;
    private @Nullable String body;
    private Duration delay = Duration.ZERO;
    private Fault.Position position = new Fault.Position(Fault.Place.BEFORE_ANSWER, 0);

    FaultBuilder(Fault.Kind kind) {
        this.kind = kind;
    }

    /** Sets the provider and the operation that the fault is for; null for any. */
    public FaultBuilder on(@Nullable String ofProvider, @Nullable String ofOperation) {
        provider = ofProvider;
        operation = ofOperation;
        return this;
    }

    /** Sets how many matching requests meet the fault; 1 unless set. */
    public FaultBuilder times(int count) {
        times = count;
        return this;
    }

    /** Sets the Retry-After header of a status, sent as it is. */
    public FaultBuilder retryAfter(String value) {
        retryAfter = value;
        return this;
    }

    /** Sets the body of a status, sent as JSON if it looks like JSON and as HTML otherwise; or the word of an unknown status. */
    public FaultBuilder body(String value) {
        body = value;
        return this;
    }

    /** Sets the position before a frame, when this number of frames has been sent; 0 is after the head. */
    public FaultBuilder beforeFrame(int frames) {
        position = new Fault.Position(Fault.Place.BEFORE_FRAME, frames);
        return this;
    }

    /** Sets the position in the middle of a frame, whose number is counted from 0. */
    public FaultBuilder insideFrame(int frame) {
        position = new Fault.Position(Fault.Place.INSIDE_FRAME, frame);
        return this;
    }

    /** Sets the position after this number of bytes of the body. */
    public FaultBuilder afterBytes(long bytes) {
        position = new Fault.Position(Fault.Place.AFTER_BYTES, bytes);
        return this;
    }

    /** Sets the HTTP status. */
    public FaultBuilder withStatus(int value) {
        status = value;
        return this;
    }

    /** Sets the delay. */
    public FaultBuilder withDelay(Duration value) {
        delay = value;
        return this;
    }

    /**
     * Builds the fault.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Fault build() {
        check(times > 0, "times must be at least 1, not " + times);
        check(
                kind != Fault.Kind.STATUS || (status >= 200 && status <= 599),
                "status must be between 200 and 599, not " + status);
        check(!delay.isNegative(), "delay must not be negative");
        check(position.count() >= 0, "a position must not be negative");
        return new Fault(kind, provider, operation, times, status, retryAfter, body, delay, position);
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }
}
