package io.camelgenai.sse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import okio.BufferedSource;

/**
 * Cuts a byte stream into lines that end with CR, LF or CRLF, and shows each as a slice of its own buffer.
 *
 * <p>A line that ends with CR is given out at once: the LF that may follow is dropped when the next line is asked for, so
 * that an event never waits for a byte that belongs to the one after it.
 */
final class LineReader {

    private static final int FIRST_BUFFER = 4096;
    private static final int LARGEST_LINE = 1 << 29;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final BufferedSource source;
    private final int maxLineBytes;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int unread;
    private int filled;
    private boolean lineFeedMayFollow;
    private boolean started;
    private int start;
    private int end;

    LineReader(BufferedSource source, long maxLineBytes) {
        this.source = source;
        this.maxLineBytes = (int) Math.min(maxLineBytes, LARGEST_LINE);
    }

    /**
     * Moves to the next line.
     *
     * @return false at the end of the stream; what stands there without a line end is then the current line
     */
    boolean next() throws IOException {
        int scanned = unread;
        while (true) {
            for (; scanned < filled; scanned++) {
                byte b = buffer[scanned];
                if (b != '\n' && b != '\r') {
                    continue;
                }
                if (b == '\n' && lineFeedMayFollow && scanned == unread) {
                    lineFeedMayFollow = false;
                    unread++;
                    continue;
                }
                lineFeedMayFollow = b == '\r';
                take(scanned);
                unread = scanned + 1;
                return true;
            }
            if (filled - unread > maxLineBytes + (started ? 0 : BYTE_ORDER_MARK.length)) {
                throw new EventTooLargeException(maxLineBytes);
            }
            scanned -= makeRoom();
            int read = source.read(buffer, filled, buffer.length - filled);
            if (read == -1) {
                take(filled);
                unread = filled;
                return false;
            }
            filled += read;
        }
    }

    private void take(int lineEnd) throws EventTooLargeException {
        start = unread;
        end = lineEnd;
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

    /** Moves what is unread to the front, and grows where that leaves no room. Returns how far it moved. */
    private int makeRoom() {
        int moved = unread;
        if (unread > 0) {
            System.arraycopy(buffer, unread, buffer, 0, filled - unread);
            filled -= unread;
            unread = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        return moved;
    }

    int length() {
        return end - start;
    }

    /** The byte at this place of the current line. */
    byte at(int index) {
        return buffer[start + index];
    }

    /** The place of the first byte of this value in the current line, or -1. */
    int indexOf(char value) {
        for (int i = start; i < end; i++) {
            if (buffer[i] == value) {
                return i - start;
            }
        }
        return -1;
    }

    /** Whether the current line begins with these bytes. */
    boolean startsWith(byte[] prefix) {
        return length() >= prefix.length
                && Arrays.equals(buffer, start, start + prefix.length, prefix, 0, prefix.length);
    }

    /** The current line from this place on, as UTF-8 with U+FFFD for what is not. */
    String text(int from) {
        return new String(buffer, start + from, length() - from, StandardCharsets.UTF_8);
    }
}
