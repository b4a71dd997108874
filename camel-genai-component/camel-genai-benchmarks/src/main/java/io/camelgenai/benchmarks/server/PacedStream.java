package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** One stream of a {@link PacedGroup}. Each event is one chunk and one write, like the flush of a server. */
final class PacedStream {

    private static final byte[] PING = Http.chunk(": ping\n\n".getBytes(StandardCharsets.US_ASCII));

    private final SocketChannel channel;
    private final ChatFrames chat;
    private final int number;
    private final byte[] event;
    private final int stamp;
    private ByteBuffer unsent = ByteBuffer.allocate(0);
    private int sequence;

    /** @param number its number in the group, from 0 */
    PacedStream(SocketChannel channel, long id, int number) {
        this.channel = channel;
        this.number = number;
        chat = new ChatFrames(id);
        event = Http.chunk(chat.token(Stamp.PLACEHOLDER));
        stamp = new String(event, StandardCharsets.ISO_8859_1).indexOf(Stamp.PLACEHOLDER);
    }

    /** Writes the head of the response, and the frame with the id. */
    void start() {
        write(Http.STREAM_HEAD);
        write(Http.chunk(chat.role()));
    }

    /** Writes the next event, which contains the time. */
    void event() {
        Stamp.put(event, stamp, System.nanoTime(), sequence++, number);
        write(event);
    }

    /** Writes a keep-alive. */
    void ping() {
        write(PING);
    }

    /** Writes the last frames, and closes the stream. */
    void complete() {
        chat.end(sequence).forEach(frame -> write(Http.chunk(frame)));
        write(Http.LAST_CHUNK);
        try {
            while (unsent.hasRemaining()) {
                LockSupport.parkNanos(1_000_000);
                channel.write(unsent);
            }
            channel.close();
        } catch (IOException e) {
            // The client has disconnected.
        }
    }

    /** Keeps bytes that the socket does not accept for the next write, so that a slow reader does not delay the others. */
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
