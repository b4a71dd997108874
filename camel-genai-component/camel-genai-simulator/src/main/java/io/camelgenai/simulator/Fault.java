package io.camelgenai.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong on purpose with the next requests that match. Made with one of the static methods, for
 * example {@code Fault.status(429).retryAfter("2").on("llmstats", "create").times(3).build()}.
 *
 * <p>Where faults bend the answer (everything but {@link Kind#STATUS} and {@link Kind#RESET_REQUEST}), the request itself
 * is performed: a create that is reset, cut or stalled did create its generation, and it counts. A position is counted in frames of a stream; an answer
 * that is no stream is one frame.
 *
 * @param kind what happens
 * @param provider the provider it is for; null for any
 * @param operation the operation it is for, as in {@link JournalEntry#operation()}; null for any
 * @param times how many matching requests it is for
 * @param status the HTTP status of {@link Kind#STATUS}
 * @param retryAfter the Retry-After header of {@link Kind#STATUS}, sent as it is, even where it makes no sense; null for
 *     none
 * @param body the body of {@link Kind#STATUS}, null for the provider's own error document; the word of {@link
 *     Kind#UNKNOWN_STATUS}
 * @param delay how long {@link Kind#DELAY} waits, and {@link Kind#CUT_UNREAD} before it cuts
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
        /** Sends one frame twice. */
        DUPLICATE,
        /** Sends one frame after the one that follows it. */
        OUT_OF_ORDER,
        /** Puts a word that no client knows in place of the status in one frame. */
        UNKNOWN_STATUS,
        /** Forgets the generation that the request names, as if it never was. */
        FORGET,
        /** Conceals generations that have ended from this request: not found, and in no list. */
        HIDE,
        /** Answers as if the request had come with another key: nothing of this one is found. */
        FOREIGN_KEY,
        /** Closes the connection when the client has left the answer unread for some time. */
        CUT_UNREAD,
        /** Resets the connection while the body of the request is read; nothing is performed. */
        RESET_REQUEST
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
     * Answers with a status code; nothing is performed.
     *
     * @param status the HTTP status
     * @return a builder
     */
    public static FaultBuilder status(int status) {
        return new FaultBuilder(Kind.STATUS).withStatus(status);
    }

    /**
     * Waits, then goes on as usual.
     *
     * @param delay how long
     * @return a builder
     */
    public static FaultBuilder delay(Duration delay) {
        return new FaultBuilder(Kind.DELAY).withDelay(delay);
    }

    /**
     * Closes the connection in the middle of the answer: after the head unless a position is set.
     *
     * @return a builder
     */
    public static FaultBuilder cut() {
        return new FaultBuilder(Kind.CUT).beforeFrame(0);
    }

    /**
     * Resets the connection: before the answer unless a position is set.
     *
     * @return a builder
     */
    public static FaultBuilder reset() {
        return new FaultBuilder(Kind.RESET);
    }

    /**
     * Ends the answer cleanly, without the terminal marker: after the head unless a position is set.
     *
     * @return a builder
     */
    public static FaultBuilder cleanEnd() {
        return new FaultBuilder(Kind.CLEAN_END).beforeFrame(0);
    }

    /**
     * Falls silent with the connection open: before the answer unless a position is set.
     *
     * @return a builder
     */
    public static FaultBuilder stall() {
        return new FaultBuilder(Kind.STALL);
    }

    /**
     * Performs the request, creates and counts the generation, and closes the connection without an answer.
     *
     * @return a builder
     */
    public static FaultBuilder dropAfterCreate() {
        return new FaultBuilder(Kind.DROP_AFTER_CREATE);
    }

    /**
     * Sends nonsense in place of one frame: the first unless {@link FaultBuilder#beforeFrame} names another.
     *
     * @return a builder
     */
    public static FaultBuilder garbage() {
        return new FaultBuilder(Kind.GARBAGE).beforeFrame(0);
    }

    /**
     * Forgets the generation that the request names, before the request is performed.
     *
     * @return a builder
     */
    public static FaultBuilder forget() {
        return new FaultBuilder(Kind.FORGET);
    }

    /**
     * Sends one frame twice: the first unless {@link FaultBuilder#beforeFrame} names another.
     *
     * @return a builder
     */
    public static FaultBuilder duplicate() {
        return new FaultBuilder(Kind.DUPLICATE).beforeFrame(0);
    }

    /**
     * Sends one frame after the one that follows it: the first unless {@link FaultBuilder#beforeFrame} names another.
     *
     * @return a builder
     */
    public static FaultBuilder outOfOrder() {
        return new FaultBuilder(Kind.OUT_OF_ORDER).beforeFrame(0);
    }

    /**
     * Puts a word in place of the first status in one frame, or in a document: the first frame unless {@link
     * FaultBuilder#beforeFrame} names another.
     *
     * @param word the word
     * @return a builder
     */
    public static FaultBuilder unknownStatus(String word) {
        return new FaultBuilder(Kind.UNKNOWN_STATUS).beforeFrame(0).body(word);
    }

    /**
     * Conceals generations that have ended from the request, also in lists.
     *
     * @return a builder
     */
    public static FaultBuilder hide() {
        return new FaultBuilder(Kind.HIDE);
    }

    /**
     * Answers as if the request had come with another key.
     *
     * @return a builder
     */
    public static FaultBuilder foreignKey() {
        return new FaultBuilder(Kind.FOREIGN_KEY);
    }

    /**
     * Closes the connection when the client has left the answer unread for some time. The buffers on the server's side
     * are made small, so that a few hundred kilobytes are enough to fill them.
     *
     * @param patience how long
     * @return a builder
     */
    public static FaultBuilder cutUnread(Duration patience) {
        return new FaultBuilder(Kind.CUT_UNREAD).withDelay(patience);
    }

    /**
     * Resets the connection when so many bytes of the request's body were read. Nothing is performed, but the request
     * stands in the journal.
     *
     * @param bytes how many; where the body has fewer, at its end
     * @return a builder
     */
    public static FaultBuilder resetRequest(long bytes) {
        return new FaultBuilder(Kind.RESET_REQUEST).afterBytes(bytes);
    }

    /**
     * Starts from a kind alone.
     *
     * @param kind what happens
     * @return a builder
     */
    public static FaultBuilder of(Kind kind) {
        return switch (kind) {
            case STATUS -> status(500);
            case CUT -> cut();
            case CLEAN_END -> cleanEnd();
            case GARBAGE -> garbage();
            case DUPLICATE -> duplicate();
            case OUT_OF_ORDER -> outOfOrder();
            case UNKNOWN_STATUS -> unknownStatus("MYSTERY");
            case CUT_UNREAD -> cutUnread(Duration.ofSeconds(1));
            case RESET_REQUEST -> resetRequest(0);
            default -> new FaultBuilder(kind);
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
}
