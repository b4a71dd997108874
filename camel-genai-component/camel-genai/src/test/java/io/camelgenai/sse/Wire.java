package io.camelgenai.sse;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import okio.Buffer;
import okio.BufferedSource;
import okio.Okio;
import okio.Source;
import okio.Timeout;

/** Bytes that arrive in pieces: a read returns at most the rest of the present piece. */
final class Wire implements Source {

    private final byte[] bytes;
    private final int[] ends;
    private boolean staysOpen;
    private int position;
    private int piece;
    private int reads;

    private Wire(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    /** All in one piece. */
    static Wire of(byte[] bytes) {
        return new Wire(bytes, new int[0]);
    }

    /** All in one piece. */
    static Wire of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** In pieces that end at these offsets, in ascending order; the rest is the last piece. */
    static Wire splitAt(byte[] bytes, int... ends) {
        return new Wire(bytes, ends);
    }

    static Wire byteByByte(byte[] bytes) {
        return new Wire(bytes, IntStream.range(1, bytes.length).toArray());
    }

    /** The connection stays open without further bytes: a read after the last byte, which would block forever, fails the test. */
    Wire thenSilence() {
        staysOpen = true;
        return this;
    }

    BufferedSource open() {
        return Okio.buffer((Source) this);
    }

    ServerSentEventReader reader() {
        return reader(1 << 20);
    }

    ServerSentEventReader reader(long maxEventBytes) {
        return new ServerSentEventReader(open(), maxEventBytes);
    }

    /** The number of reads. */
    int reads() {
        return reads;
    }

    @Override
    public long read(Buffer sink, long byteCount) {
        reads++;
        if (position == bytes.length) {
            if (staysOpen) {
                throw new AssertionError("Read past the last byte that arrived");
            }
            return -1;
        }
        while (piece < ends.length && ends[piece] <= position) {
            piece++;
        }
        int end = piece < ends.length ? Math.min(ends[piece], bytes.length) : bytes.length;
        int count = (int) Math.min(byteCount, end - position);
        sink.write(bytes, position, count);
        position += count;
        return count;
    }

    @Override
    public Timeout timeout() {
        return Timeout.NONE;
    }

    @Override
    public void close() {}
}
