package io.camelgenai.benchmarks.server;

/**
 * The text of a paced event: the time when it was written, by the machine's monotonic clock, which all processes share; its
 * sequence number in the stream; and the number of the stream. All have a fixed width, so that an encoded frame is only
 * patched.
 */
public final class Stamp {

    /** The text that a stamp replaces in an encoded frame. */
    static final String PLACEHOLDER = "@@@@@@@@@@@@@@@@@@@ @@@@@@@@ @@@@@@";

    private static final int NANOS = 19;
    private static final int SEQUENCE = NANOS + 1 + 8;
    private static final int STREAM = SEQUENCE + 1 + 6;

    private Stamp() {}

    /** The time when it was written, in nanoseconds of {@link System#nanoTime()}. */
    public static long nanos(CharSequence text, int at) {
        return Long.parseLong(text, at, at + NANOS, 10);
    }

    /** The sequence number in its stream, from 0. */
    public static int sequence(CharSequence text, int at) {
        return Integer.parseInt(text, at + NANOS + 1, at + SEQUENCE, 10);
    }

    /** The number of its stream in the group, from 0. */
    public static int stream(CharSequence text, int at) {
        return Integer.parseInt(text, at + SEQUENCE + 1, at + STREAM, 10);
    }

    /** Writes a stamp over the placeholder. */
    static void put(byte[] frame, int at, long nanos, int sequence, int stream) {
        digits(frame, at, NANOS, nanos);
        digits(frame, at + NANOS + 1, SEQUENCE - NANOS - 1, sequence);
        digits(frame, at + SEQUENCE + 1, STREAM - SEQUENCE - 1, stream);
    }

    /** Writes a number with leading zeros. */
    static void digits(byte[] frame, int at, int width, long number) {
        long left = number;
        for (int i = at + width - 1; i >= at; i--) {
            frame[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
