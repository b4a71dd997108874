package io.camelgenai.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on purpose with the next requests that match. Made with one of the static methods, for
 * example {@code Fault.status(429).retryAfter("2").on("llmstats", "create").times(3).build()}.
 *
 * <p>Where faults bend the answer (everything but {@link Kind#STATUS}), the request itself is performed: a create that is
 * reset, cut or stalled did create its generation, and it counts. A position is counted in frames of a stream; an answer
 * that is no stream is one frame.
 *
 * @param kind what happens
 * @param provider the provider it is for; null for any
 * @param operation the operation it is for, as in {@link JournalEntry#operation()}; null for any
 * @param times how many matching requests it is for
 * @param status the HTTP status of {@link Kind#STATUS}
 * @param retryAfter the Retry-After header of {@link Kind#STATUS}, sent as it is, even where it makes no sense; null for
 *     none
 * @param body the body of {@link Kind#STATUS}; null for the provider's own error document
 * @param delay how long {@link Kind#DELAY} waits
 * @param position where in the answer it happens
 */
public record Fault(
        Kind kind,
        @Nullable String provider,
        @Nullable String operation,
        int times,
        int status,
        @Nullable String retryAfter,
        @Nullable String body,
        Duration delay,
        Position position) {

    /** What can go wrong. */
    public enum Kind {
        /** Answers with a status code; nothing is performed. */
        STATUS,
        /** Waits, then goes on as usual. */
        DELAY,
        /** Closes the connection in the middle of the answer. */
        CUT,
        /** Resets the connection (TCP RST). */
        RESET,
        /** Ends the answer cleanly before it is whole. */
        CLEAN_END,
        /** Falls silent and keeps the connection open. */
        STALL,
        /** Performs the request and closes the connection without a byte of an answer. */
        DROP_AFTER_CREATE,
        /** Sends bytes that make no sense in place of one frame. */
        GARBAGE,
        /** Forgets the generation that the request names, as if it never was. */
        FORGET
    }

    /** What a position counts from. */
    public enum Place {
        /** Before the status line. */
        BEFORE_ANSWER,
        /** When so many frames are out, before the next one. */
        BEFORE_FRAME,
        /** In the middle of the frame with this number, counted from 0. */
        INSIDE_FRAME,
        /** When so many bytes of the body are out. */
        AFTER_BYTES
    }

    /**
     * Where in an answer a fault happens.
     *
     * @param place what is counted
     * @param count how many
     */
    public record Position(Place place, long count) {}

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where a value is out of its range
     */
    public Fault {
        check(times > 0, "times must be at least 1, not " + times);
        check(
                kind != Kind.STATUS || (status >= 200 && status <= 599),
                "status must be between 200 and 599, not " + status);
        check(!delay.isNegative(), "delay must not be negative");
        check(position.count() >= 0, "a position must not be negative");
    }

    /**
     * Answers with a status code; nothing is performed.
     *
     * @param status the HTTP status
     * @return a builder
     */
    public static Builder status(int status) {
        return new Builder(Kind.STATUS).withStatus(status);
    }

    /**
     * Waits, then goes on as usual.
     *
     * @param delay how long
     * @return a builder
     */
    public static Builder delay(Duration delay) {
        return new Builder(Kind.DELAY).withDelay(delay);
    }

    /**
     * Closes the connection in the middle of the answer: after the head unless a position is set.
     *
     * @return a builder
     */
    public static Builder cut() {
        return new Builder(Kind.CUT).beforeFrame(0);
    }

    /**
     * Resets the connection: before the answer unless a position is set.
     *
     * @return a builder
     */
    public static Builder reset() {
        return new Builder(Kind.RESET);
    }

    /**
     * Ends the answer cleanly, without the terminal marker: after the head unless a position is set.
     *
     * @return a builder
     */
    public static Builder cleanEnd() {
        return new Builder(Kind.CLEAN_END).beforeFrame(0);
    }

    /**
     * Falls silent with the connection open: before the answer unless a position is set.
     *
     * @return a builder
     */
    public static Builder stall() {
        return new Builder(Kind.STALL);
    }

    /**
     * Performs the request, creates and counts the generation, and closes the connection without an answer.
     *
     * @return a builder
     */
    public static Builder dropAfterCreate() {
        return new Builder(Kind.DROP_AFTER_CREATE);
    }

    /**
     * Sends nonsense in place of one frame: the first unless {@link Builder#beforeFrame} names another.
     *
     * @return a builder
     */
    public static Builder garbage() {
        return new Builder(Kind.GARBAGE).beforeFrame(0);
    }

    /**
     * Forgets the generation that the request names, before the request is performed.
     *
     * @return a builder
     */
    public static Builder forget() {
        return new Builder(Kind.FORGET);
    }

    /**
     * Starts from a kind alone.
     *
     * @param kind what happens
     * @return a builder
     */
    public static Builder of(Kind kind) {
        return switch (kind) {
            case STATUS -> status(500);
            case CUT -> cut();
            case CLEAN_END -> cleanEnd();
            case GARBAGE -> garbage();
            default -> new Builder(kind);
        };
    }

    /**
     * Tells whether this is for a request.
     *
     * @param toProvider the provider the request went to
     * @param asOperation what it asked for
     * @return true where it is
     */
    public boolean matches(String toProvider, String asOperation) {
        return (provider == null || provider.equals(toProvider))
                && (operation == null || operation.equals(asOperation));
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Collects what a fault is for and where it happens. Not thread-safe. */
    public static final class Builder {
        private final Kind kind;
        private @Nullable String provider;
        private @Nullable String operation;
        private int times = 1;
        private int status;
        private @Nullable String retryAfter;
        private @Nullable String body;
        private Duration delay = Duration.ZERO;
        private Position position = new Position(Place.BEFORE_ANSWER, 0);

        private Builder(Kind kind) {
            this.kind = kind;
        }

        /**
         * Sets provider and operation.
         *
         * @param theProvider the provider, null for any
         * @param theOperation the operation, null for any
         * @return this
         */
        public Builder on(@Nullable String theProvider, @Nullable String theOperation) {
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
        public Builder times(int count) {
            times = count;
            return this;
        }

        /**
         * Sets the Retry-After header of a status.
         *
         * @param value the header as it is to be sent
         * @return this
         */
        public Builder retryAfter(String value) {
            retryAfter = value;
            return this;
        }

        /**
         * Sets the body of a status.
         *
         * @param value the body, sent as JSON where it looks like it and as HTML otherwise
         * @return this
         */
        public Builder body(String value) {
            body = value;
            return this;
        }

        /**
         * Lets it happen when so many frames are out.
         *
         * @param frames the number of frames; 0 is after the head
         * @return this
         */
        public Builder beforeFrame(int frames) {
            position = new Position(Place.BEFORE_FRAME, frames);
            return this;
        }

        /**
         * Lets it happen in the middle of a frame.
         *
         * @param frame the number of the frame, from 0
         * @return this
         */
        public Builder insideFrame(int frame) {
            position = new Position(Place.INSIDE_FRAME, frame);
            return this;
        }

        /**
         * Lets it happen when so many bytes of the body are out.
         *
         * @param bytes the number of bytes
         * @return this
         */
        public Builder afterBytes(long bytes) {
            position = new Position(Place.AFTER_BYTES, bytes);
            return this;
        }

        /**
         * Sets the status code.
         *
         * @param value the HTTP status
         * @return this
         */
        public Builder withStatus(int value) {
            status = value;
            return this;
        }

        /**
         * Sets the wait.
         *
         * @param value how long
         * @return this
         */
        public Builder withDelay(Duration value) {
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
            return new Fault(kind, provider, operation, times, status, retryAfter, body, delay, position);
        }
    }
}
