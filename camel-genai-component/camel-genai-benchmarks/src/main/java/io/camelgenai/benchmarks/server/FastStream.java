package io.camelgenai.benchmarks.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole stream, encoded once and written as fast as the socket accepts it. Each frame is a separate HTTP chunk, as a server
 * produces with each flush. A write contains as many whole chunks as fit into 16 kB, as the kernel and proxies produce when a
 * server is faster than its reader.
 */
final class FastStream {

    private static final int WRITE_SIZE = 16 * 1024;

    private final List<ByteBuffer> writes = new ArrayList<>();
    private final ByteArrayOutputStream next = new ByteArrayOutputStream(WRITE_SIZE);

    /** @param numbered whether each frame has a date of its own */
    FastStream(int frames, boolean numbered) {
        ChatFrames chat = new ChatFrames(1);
        add(Http.STREAM_HEAD);
        add(Http.chunk(chat.role()));
        for (int frame = 0; frame < frames; frame++) {
            String text = ChatFrames.text(frame);
            add(Http.chunk(numbered ? chat.numbered(text, frame) : chat.token(text)));
        }
        for (byte[] frame : chat.end(frames)) {
            add(Http.chunk(frame));
        }
        add(Http.LAST_CHUNK);
        flush();
    }

    private void add(byte[] bytes) {
        if (next.size() + bytes.length > WRITE_SIZE) {
            flush();
        }
        next.writeBytes(bytes);
    }

    private void flush() {
        writes.add(
                ByteBuffer.allocateDirect(next.size()).put(next.toByteArray()).flip());
        next.reset();
    }

    /** Writes the stream to a blocking channel. */
    void writeTo(SocketChannel channel) throws IOException {
        for (ByteBuffer write : writes) {
            ByteBuffer bytes = write.duplicate();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
