package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The parts of HTTP/1.1 that a stream needs: one request per connection, and a chunked response. */
final class Http {

    /** The head of a response with a stream. */
    static final byte[] STREAM_HEAD = ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
            + "Cache-Control: no-cache\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");

    /** The end of a chunked response. */
    static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)");
    private static final byte[] CRLF = ascii("\r\n");

    private Http() {}

    /** These bytes as one chunk. */
    static byte[] chunk(byte[] bytes) {
        byte[] size = ascii(Integer.toHexString(bytes.length));
        return ByteBuffer.allocate(size.length + bytes.length + 2 * CRLF.length)
                .put(size)
                .put(CRLF)
                .put(bytes)
                .put(CRLF)
                .array();
    }

    /** A short response. */
    static byte[] respond(int status, String body) {
        return ascii(
                "HTTP/1.1 " + status + " Answer\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A request that is being received. */
    static final class Incoming {

        private static final int MAX_BYTES = 64 * 1024;

        private ByteBuffer received = ByteBuffer.allocate(1024);

        /**
         * Reads the available bytes.
         *
         * @return the path when the request is complete, else null
         * @throws IOException when the connection ends early, or the request is too long
         */
        @Nullable
        String read(SocketChannel channel) throws IOException {
            if (channel.read(received) < 0) {
                throw new IOException("The request is truncated");
            }
            String text = new String(received.array(), 0, received.position(), StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n") + 4;
            if (body >= 4) {
                Matcher length = LENGTH.matcher(text.substring(0, body).toLowerCase(Locale.ROOT));
                if (text.length() - body >= (length.find() ? Integer.parseInt(length.group(1)) : 0)) {
                    return text.split(" ", 3)[1];
                }
            }
            if (!received.hasRemaining()) {
                grow();
            }
            return null;
        }

        private void grow() throws IOException {
            if (received.capacity() >= MAX_BYTES) {
                throw new IOException("The request is too long");
            }
            received = ByteBuffer.allocate(2 * received.capacity()).put(received.flip());
        }
    }
}
