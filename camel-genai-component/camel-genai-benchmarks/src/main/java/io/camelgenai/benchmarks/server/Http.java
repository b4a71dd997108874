package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Just enough HTTP/1.1 for a stream: one request a connection, and an answer in chunks. */
final class Http {

    /** The head of the answer to a request for a stream. */
    static final byte[] STREAM_HEAD = ascii("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n"
            + "Cache-Control: no-cache\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n");

    /** The end of an answer in chunks. */
    static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)");
    private static final byte[] CRLF = ascii("\r\n");

    private Http() {}

    /** Bytes as a chunk of their own. */
    static byte[] chunk(byte[] bytes) {
        byte[] size = ascii(Integer.toHexString(bytes.length));
        return ByteBuffer.allocate(size.length + bytes.length + 2 * CRLF.length)
                .put(size)
                .put(CRLF)
                .put(bytes)
                .put(CRLF)
                .array();
    }

    /** A short answer, whole. */
    static byte[] answer(int status, String body) {
        return ascii(
                "HTTP/1.1 " + status + " Answer\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A request that is still coming. */
    static final class Incoming {

        private static final int MOST = 64 * 1024;

        private ByteBuffer seen = ByteBuffer.allocate(1024);

        /**
         * Takes what is there.
         *
         * @return its path when it is whole, else null
         * @throws IOException when it ends before, or is longer than any request here
         */
        @Nullable
        String read(SocketChannel channel) throws IOException {
            if (channel.read(seen) < 0) {
                throw new IOException("The request is cut");
            }
            String text = new String(seen.array(), 0, seen.position(), StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n") + 4;
            if (body >= 4) {
                Matcher length = LENGTH.matcher(text.substring(0, body).toLowerCase(Locale.ROOT));
                if (text.length() - body >= (length.find() ? Integer.parseInt(length.group(1)) : 0)) {
                    return text.split(" ", 3)[1];
                }
            }
            if (!seen.hasRemaining()) {
                grow();
            }
            return null;
        }

        private void grow() throws IOException {
            if (seen.capacity() >= MOST) {
                throw new IOException("The request is too long");
            }
            seen = ByteBuffer.allocate(2 * seen.capacity()).put(seen.flip());
        }
    }
}
