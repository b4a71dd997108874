package io.camelgenai.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the next matching requests meet, for example {@code Fault.status(429).retryAfter("2").on("llmstats",
 * "create").times(3).build()}.
 *
 * <p>A fault that changes the response (all but {@link Kind#STATUS} and {@link Kind#RESET_REQUEST}) does not prevent the
 * request from being performed: a create that is reset, cut or stalled did create its generation, and it counts. Positions
 * count frames of a stream; a response that is not a stream is one frame.
 *
 * @param kind what happens
 * @param provider the provider it is for; null for any
 * @param operation the operation it is for, as in {@link JournalEntry#operation()}; null for any
 * @param times how many matching requests meet it
 * @param status the HTTP status of {@link Kind#STATUS}
 * @param retryAfter the Retry-After header of {@link Kind#STATUS}, sent as it is, even if it is invalid; null for none
 * @param body the body of {@link Kind#STATUS}, null for the provider's own error document; the word of {@link
 *     Kind#UNKNOWN_STATUS}
 * @param delay how long {@link Kind#DELAY} waits, and {@link Kind#CUT_UNREAD} before it cuts
 * @param position where in the response it happens
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

    /** The kinds of faults. */
    public enum Kind {
        /** Responds with a status; the request is not performed. */
        STATUS,
        /** Delays the request, which is then performed as usual. */
        DELAY,
        /** Closes the connection in the middle of the response. */
        CUT,
        /** Resets the connection (TCP RST). */
        RESET,
        /** Ends the response cleanly before it is complete. */
        CLEAN_END,
        /** Stops sending and keeps the connection open. */
        STALL,
        /** Performs the request and closes the connection without a byte of a response. */
        DROP_AFTER_CREATE,
        /** Sends invalid bytes in place of one frame. */
        GARBAGE,
        /** Sends one frame twice. */
        DUPLICATE,
        /** Sends one frame after the one that follows it. */
        OUT_OF_ORDER,
        /** Replaces the status in one frame by a word that no client knows. */
        UNKNOWN_STATUS,
        /** Forgets the generation that the request names, as if it had never existed. */
        FORGET,
        /** Hides generations that have ended from the request: they are not found and in no list. */
        HIDE,
        /** Responds as if the request had another API key: no generation is found. */
        FOREIGN_KEY,
        /** Closes the connection when the client has not read the response for some time. */
        CUT_UNREAD,
        /** Resets the connection while the body of the request is read; the request is not performed. */
        RESET_REQUEST
    }

    /** What a position counts. */
    public enum Place {
        /** Before the status line. */
        BEFORE_ANSWER,
        /** When this number of frames has been sent. */
        BEFORE_FRAME,
        /** In the middle of the frame with this number, counted from 0. */
        INSIDE_FRAME,
        /** When this number of bytes of the body has been sent. */
        AFTER_BYTES
    }

    /**
     * Where in a response a fault happens.
     *
     * @param place what is counted
     * @param count the number
     */
    public record Position(Place place, long count) {}

    /** Responds with an HTTP status; the request is not performed. */
    public static FaultBuilder status(int status) {
        return new FaultBuilder(Kind.STATUS).withStatus(status);
    }

    /** Delays the request, which is then performed as usual. */
    public static FaultBuilder delay(Duration delay) {
        return new FaultBuilder(Kind.DELAY).withDelay(delay);
    }

    /** Closes the connection in the middle of the response: after the head unless a position is set. */
    public static FaultBuilder cut() {
        return new FaultBuilder(Kind.CUT).beforeFrame(0);
    }

    /** Resets the connection: before the response unless a position is set. */
    public static FaultBuilder reset() {
        return new FaultBuilder(Kind.RESET);
    }

    /** Ends the response cleanly, without the terminal marker: after the head unless a position is set. */
    public static FaultBuilder cleanEnd() {
        return new FaultBuilder(Kind.CLEAN_END).beforeFrame(0);
    }

    /** Stops sending with the connection open: before the response unless a position is set. */
    public static FaultBuilder stall() {
        return new FaultBuilder(Kind.STALL);
    }

    /** Performs the request, creates and counts the generation, and closes the connection without a response. */
    public static FaultBuilder dropAfterCreate() {
        return new FaultBuilder(Kind.DROP_AFTER_CREATE);
    }

    /** Sends invalid bytes in place of one frame: the first unless {@link FaultBuilder#beforeFrame} names another. */
    public static FaultBuilder garbage() {
        return new FaultBuilder(Kind.GARBAGE).beforeFrame(0);
    }

    /** Forgets the generation that the request names, before the request is performed. */
    public static FaultBuilder forget() {
        return new FaultBuilder(Kind.FORGET);
    }

    /** Sends one frame twice: the first unless {@link FaultBuilder#beforeFrame} names another. */
    public static FaultBuilder duplicate() {
        return new FaultBuilder(Kind.DUPLICATE).beforeFrame(0);
    }

    /**
     * Sends one frame after the one that follows it: the first unless {@link FaultBuilder#beforeFrame} names another.
     */
    public static FaultBuilder outOfOrder() {
        return new FaultBuilder(Kind.OUT_OF_ORDER).beforeFrame(0);
    }

    /**
     * Replaces the first status in one frame or document by a word: in the first frame unless {@link
     * FaultBuilder#beforeFrame} names another.
     */
    public static FaultBuilder unknownStatus(String word) {
        return new FaultBuilder(Kind.UNKNOWN_STATUS).beforeFrame(0).body(word);
    }

    /** Hides generations that have ended from the request, also in lists. */
    public static FaultBuilder hide() {
        return new FaultBuilder(Kind.HIDE);
    }

    /** Responds as if the request had another API key. */
    public static FaultBuilder foreignKey() {
        return new FaultBuilder(Kind.FOREIGN_KEY);
    }

    /**
     * Closes the connection when the client has not read the response for some time. The send buffers of the server are
     * small then: a few hundred kilobytes fill them.
     */
    public static FaultBuilder cutUnread(Duration timeout) {
        return new FaultBuilder(Kind.CUT_UNREAD).withDelay(timeout);
    }

    /**
     * Resets the connection when this number of bytes of the request's body was read, or at its end. The request is recorded
     * in the journal, but not performed.
     */
    public static FaultBuilder resetRequest(long bytes) {
        return new FaultBuilder(Kind.RESET_REQUEST).afterBytes(bytes);
    }

    /** Returns a builder for a kind, with its defaults. */
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

    /** Returns whether a request to a provider and operation meets this fault. */
    public boolean matches(String requestProvider, String requestOperation) {
        return (provider == null || provider.equals(requestProvider))
                && (operation == null || operation.equals(requestOperation));
    }
}
