package io.camelgenai.benchmarks.server;

/**
 * What the text of a paced event tells: when it was written, by this machine's monotonic clock, which all processes share;
 * which event of its stream it is; and which stream that is. All have a fixed width, so that a frame that was encoded before
 * is only patched.
 */
public final class Stamp {

    /** An encoded frame has its stamp where this text stands. */
    static final String PLACE = "@@@@@@@@@@@@@@@@@@@ @@@@@@@@ @@@@@@";

    private static final int NANOS = 19;
    private static final int SEQUENCE = NANOS + 1 + 8;
    private static final int STREAM = SEQUENCE + 1 + 6;

    private Stamp() {}

    /** When it was written, in nanoseconds of {@link System#nanoTime()}. */
    public static long nanos(CharSequence text, int at) {
        return Long.parseLong(text, at, at + NANOS, 10);
    }

    /** Which event of its stream it is, from 0. */
    public static int sequence(CharSequence text, int at) {
        return Integer.parseInt(text, at + NANOS + 1, at + SEQUENCE, 10);
    }

    /** Which stream of its group it belongs to, from 0. */
    public static int stream(CharSequence text, int at) {
        return Integer.parseInt(text, at + SEQUENCE + 1, at + STREAM, 10);
    }

    /** Writes a stamp to where its place is. */
    static void put(byte[] frame, int at, long nanos, int sequence, int stream) {
        digits(frame, at, NANOS, nanos);
        digits(frame, at + NANOS + 1, SEQUENCE - NANOS - 1, sequence);
        digits(frame, at + SEQUENCE + 1, STREAM - SEQUENCE - 1, stream);
    }

    /** Writes a number in so many digits. */
    static void digits(byte[] frame, int at, int width, long number) {
        long left = number;
        for (int i = at + width - 1; i >= at; i--) {
            frame[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
