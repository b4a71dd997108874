package io.camelgenai.benchmarks.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole stream, encoded once, and written as fast as the socket takes it. Each frame is an HTTP chunk of its own, since
 * that is what a server makes of each flush; writes hold as many whole chunks as fit into 16 kB, since that is what the
 * kernel and proxies make of a server that is faster than its reader.
 */
final class FastStream {

    private static final int WRITE = 16 * 1024;

    private final List<ByteBuffer> writes = new ArrayList<>();
    private final ByteArrayOutputStream next = new ByteArrayOutputStream(WRITE);

    /** @param numbered whether each frame differs from every other one also in its date */
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
        cut();
    }

    private void add(byte[] bytes) {
        if (next.size() + bytes.length > WRITE) {
            cut();
        }
        next.writeBytes(bytes);
    }

    private void cut() {
        writes.add(
                ByteBuffer.allocateDirect(next.size()).put(next.toByteArray()).flip());
        next.reset();
    }

    /** Writes it all to a channel that blocks. */
    void writeTo(SocketChannel channel) throws IOException {
        for (ByteBuffer write : writes) {
            ByteBuffer bytes = write.duplicate();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
    }
}
