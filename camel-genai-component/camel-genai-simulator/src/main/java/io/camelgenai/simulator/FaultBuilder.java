package io.camelgenai.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link Fault} is for and where it happens. Not thread-safe. */
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

    /**
     * Sets provider and operation.
     *
     * @param theProvider the provider, null for any
     * @param theOperation the operation, null for any
     * @return this
     */
    public FaultBuilder on(@Nullable String theProvider, @Nullable String theOperation) {
        provider = theProvider;
        operation = theOperation;
        return this;
    }

    /**
     * Sets how many matching requests it is for; 1 unless set.
     *
     * @param count the number of requests
     * @return this
     */
    public FaultBuilder times(int count) {
        times = count;
        return this;
    }

    /**
     * Sets the Retry-After header of a status.
     *
     * @param value the header as it is to be sent
     * @return this
     */
    public FaultBuilder retryAfter(String value) {
        retryAfter = value;
        return this;
    }

    /**
     * Sets the body of a status, or the word of an unknown one.
     *
     * @param value the body, sent as JSON where it looks like it and as HTML otherwise
     * @return this
     */
    public FaultBuilder body(String value) {
        body = value;
        return this;
    }

    /**
     * Lets it happen when so many frames are out.
     *
     * @param frames the number of frames; 0 is after the head
     * @return this
     */
    public FaultBuilder beforeFrame(int frames) {
        position = new Fault.Position(Fault.Place.BEFORE_FRAME, frames);
        return this;
    }

    /**
     * Lets it happen in the middle of a frame.
     *
     * @param frame the number of the frame, from 0
     * @return this
     */
    public FaultBuilder insideFrame(int frame) {
        position = new Fault.Position(Fault.Place.INSIDE_FRAME, frame);
        return this;
    }

    /**
     * Lets it happen when so many bytes of the body are out.
     *
     * @param bytes the number of bytes
     * @return this
     */
    public FaultBuilder afterBytes(long bytes) {
        position = new Fault.Position(Fault.Place.AFTER_BYTES, bytes);
        return this;
    }

    /**
     * Sets the status code.
     *
     * @param value the HTTP status
     * @return this
     */
    public FaultBuilder withStatus(int value) {
        status = value;
        return this;
    }

    /**
     * Sets the wait.
     *
     * @param value how long
     * @return this
     */
    public FaultBuilder withDelay(Duration value) {
        delay = value;
        return this;
    }

    /**
     * Makes the fault.
     *
     * @return the fault
     * @throws IllegalArgumentException where a value is out of its range
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
