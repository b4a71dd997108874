package io.camelgenai.sse;

import java.io.IOException;
import java.util.Arrays;
import okio.Buffer;
import okio.BufferedSource;

/**
 * Cuts a byte stream into lines that end with CR, LF or CRLF, and shows each where it arrived, in the source's own buffer.
 * Only a line that arrived in several pieces is put together in a buffer of ours, which is let go with it: a reader that
 * waits between two lines holds none.
 *
 * <p>A line that ends with CR is given out at once: the LF that may follow is dropped when the next line is asked for, so
 * that an event never waits for a byte that belongs to the one after it.
 */
final class LineReader {

    private static final int MAX_LINE_BYTES = 1 << 29;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] NOTHING = {};

    private final BufferedSource source;
    private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
    private final int maxLineBytes;

    /** What arrived and was not taken yet: a part of one of the source's segments, which is given back when it is used up. */
    private byte[] segment = NOTHING;

    private int unread;
    private int arrived;
    private int lent;

    /** The begin of a line whose end is still to come. */
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
     * Moves to the next line. It is valid until the next call.
     *
     * @return false at the end of the stream; what stands there without a line end is then the current line
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

    /** The place of the first CR or LF, or the end of what was searched. */
    private static int endOfLine(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b <= '\r' && (b == '\n' || b == '\r')) {
                return i;
            }
        }
        return to;
    }

    /** Waits for bytes, where all that arrived was taken. */
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

    /** Puts a piece of a line aside; the rest of it is still to come. */
    private void keep(int pieceEnd) throws EventTooLargeException {
        int piece = pieceEnd - unread;
        int most = maxLineBytes + (started ? 0 : BYTE_ORDER_MARK.length);
        if (partialBytes + piece > most) {
            throw new EventTooLargeException(maxLineBytes);
        }
        if (partialBytes + piece > partial.length) {
            partial = Arrays.copyOf(partial, Math.min(most, Math.max(2 * partial.length, 2 * piece)));
        }
        System.arraycopy(segment, unread, partial, partialBytes, piece);
        partialBytes += piece;
        unread = pieceEnd;
    }

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

    /** The byte at this place of the current line. */
    byte at(int index) {
        return line[start + index];
    }

    /** Whether the current line begins with these bytes. */
    boolean startsWith(byte[] prefix) {
        return length() >= prefix.length && Arrays.equals(line, start, start + prefix.length, prefix, 0, prefix.length);
    }

    /** The current line from this place on. */
    String text(int from) {
        return Utf8.text(line, start + from, end);
    }

    /** Whether the current line from this place on is this text, as far as ASCII can tell. */
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
