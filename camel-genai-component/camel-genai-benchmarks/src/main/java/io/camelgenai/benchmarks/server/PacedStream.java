package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** One stream of a {@link PacedGroup}: each event is one chunk and one write, as a server flushes what it has to say. */
final class PacedStream {

    private static final byte[] PING = Http.chunk(": ping\n\n".getBytes(StandardCharsets.US_ASCII));

    private final SocketChannel channel;
    private final ChatFrames chat;
    private final int number;
    private final byte[] event;
    private final int stamp;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private int sequence;

    /** @param number which one of its group it is, from 0 */
    PacedStream(SocketChannel channel, long id, int number) {
        this.channel = channel;
        this.number = number;
        chat = new ChatFrames(id);
        event = Http.chunk(chat.token(Stamp.PLACE));
        stamp = new String(event, StandardCharsets.ISO_8859_1).indexOf(Stamp.PLACE);
    }

    /** Answers, and tells the id. */
    void begin() {
        write(Http.STREAM_HEAD);
        write(Http.chunk(chat.role()));
    }

    /** Writes the next event, which tells when that is. */
    void event() {
        Stamp.put(event, stamp, System.nanoTime(), sequence++, number);
        write(event);
    }

    /** Writes what means nothing, so that nobody takes a pause for the end. */
    void ping() {
        write(PING);
    }

    /** Writes what ends it, and closes it. */
    void end() {
        chat.end(sequence).forEach(frame -> write(Http.chunk(frame)));
        write(Http.LAST_CHUNK);
        try {
            while (unsent.hasRemaining()) {
                LockSupport.parkNanos(1_000_000);
                channel.write(unsent);
            }
            channel.close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    /** What the socket does not take is kept for the next time: a reader that is slow does not hold up the others. */
    private void write(byte[] bytes) {
        try {
            if (unsent.hasRemaining()) {
                unsent = ByteBuffer.allocate(unsent.remaining() + bytes.length)
                        .put(unsent)
                        .put(bytes)
                        .flip();
                channel.write(unsent);
                return;
            }
            ByteBuffer now = ByteBuffer.wrap(bytes);
            channel.write(now);
            if (now.hasRemaining()) {
                unsent = ByteBuffer.allocate(now.remaining()).put(now).flip();
            }
        } catch (IOException gone) {
            unsent = ByteBuffer.allocate(0);
        }
    }
}
