package io.camelgenai.sse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Splits a byte stream into lines that end with CR, LF or CRLF. A line is read in place, in the source's own buffer. Only a
 * line that arrives in several pieces is copied to a buffer, which is dropped with the line, so that a reader that waits
 * between two lines retains no buffer.
 *
 * <p>A line that ends with CR is returned immediately: an LF that follows is dropped by the next call, so that an event never
 * waits for a byte of the event after it.
 */
final class LineReader {

    private static final int MAX_LINE_BYTES = 1 << 29;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] NOTHING = {};

    private final BufferedSource source;
    private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
    private final int maxLineBytes;

    /** A segment of the source, whose bytes from {@code unread} to {@code arrived} are still to be read. */
    private byte[] segment = NOTHING;

    private int unread;
    private int arrived;

    /** How many bytes of the source the segment contains; they are skipped when all of them have been read. */
    private int lent;

    /** The beginning of a line whose end has not arrived. */
    private byte[] partial = NOTHING;

    private int partialBytes;

    private byte[] line = NOTHING;
    private int start;
    private int end;
    private boolean lineFeedMayFollow;
    private boolean started;

    LineReader(BufferedSource source, long maxLineBytes) {
        this.source = source;
        this.maxLineBytes = (int) Math.min(maxLineBytes, MAX_LINE_BYTES);
    }

    /**
     * Moves to the next line, which is valid until the next call.
     *
     * @return false at the end of the stream; an unterminated rest is then the current line
     */
    boolean next() throws IOException {
        line = partial = NOTHING;
        partialBytes = 0;
        while (unread < arrived || awaitBytes()) {
            if (lineFeedMayFollow) {
                lineFeedMayFollow = false;
                if (segment[unread] == '\n') {
                    unread++;
                    continue;
                }
            }
            int lineEnd = endOfLine(segment, unread, arrived);
            if (lineEnd == arrived) {
                keep(arrived);
                continue;
            }
            lineFeedMayFollow = segment[lineEnd] == '\r';
            take(lineEnd);
            unread = lineEnd + 1;
            return true;
        }
        take(arrived);
        return false;
    }

    /** The index of the first CR or LF, or {@code to} where there is none. */
    private static int endOfLine(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b <= '\r' && (b == '\n' || b == '\r')) {
                return i;
            }
        }
        return to;
    }

    /** Waits for further bytes; false at the end of the stream. */
    private boolean awaitBytes() throws IOException {
        Buffer buffer = source.getBuffer();
        buffer.skip(lent);
        segment = NOTHING;
        lent = unread = arrived = 0;
        if (!source.request(1)) {
            return false;
        }
        try (Buffer.UnsafeCursor first = buffer.readUnsafe(cursor)) {
            lent = first.next();
            segment = first.data;
            unread = first.start;
            arrived = first.end;
        }
        return true;
    }

    /** Copies a piece of a line whose rest has not arrived. */
    private void keep(int pieceEnd) throws EventTooLargeException {
        int piece = pieceEnd - unread;
        int limit = maxLineBytes + (started ? 0 : BYTE_ORDER_MARK.length);
        if (partialBytes + piece > limit) {
            throw new EventTooLargeException(maxLineBytes);
        }
        if (partialBytes + piece > partial.length) {
            partial = Arrays.copyOf(partial, Math.min(limit, Math.max(2 * partial.length, 2 * piece)));
        }
        System.arraycopy(segment, unread, partial, partialBytes, piece);
        partialBytes += piece;
        unread = pieceEnd;
    }

    /** Makes the bytes up to this index, with those copied before, the current line. */
    private void take(int lineEnd) throws EventTooLargeException {
        if (partialBytes == 0) {
            line = segment;
            start = unread;
            end = lineEnd;
        } else {
            keep(lineEnd);
            line = partial;
            start = 0;
            end = partialBytes;
        }
        if (!started) {
            started = true;
            if (startsWith(BYTE_ORDER_MARK)) {
                start += BYTE_ORDER_MARK.length;
            }
        }
        if (length() > maxLineBytes) {
            throw new EventTooLargeException(maxLineBytes);
        }
    }

    int length() {
        return end - start;
    }

    /** The byte at this index of the current line. */
    byte at(int index) {
        return line[start + index];
    }

    /** Whether the current line begins with these bytes. */
    boolean startsWith(byte[] prefix) {
        return length() >= prefix.length && Arrays.equals(line, start, start + prefix.length, prefix, 0, prefix.length);
    }

    /** The current line from this index on; bytes that are not UTF-8 become U+FFFD. */
    String text(int from) {
        return new String(line, start + from, length() - from, StandardCharsets.UTF_8);
    }

    /** Whether the current line from this index on is this text, provided that both are ASCII. */
    boolean isAscii(String text, int from) {
        if (length() - from != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (at(from + i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
