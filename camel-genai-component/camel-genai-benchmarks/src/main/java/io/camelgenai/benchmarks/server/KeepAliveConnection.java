package io.camelgenai.benchmarks.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A minimal HTTP/1.1 connection with short responses: each request is answered before the next one is read. */
final class KeepAliveConnection {

    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream input;

    KeepAliveConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    /** The method and path of the next request, whose body is skipped; null at the end of the connection. */
    @Nullable
    String next() throws IOException {
        String first = line();
        if (first.isEmpty()) {
            return null;
        }
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Integer.parseInt(header.substring(LENGTH.length()).trim());
            }
        }
        input.skipNBytes(length);
        String[] words = first.split(" ", 3);
        return words[0] + " " + words[1];
    }

    /** A line without its end; also empty at the end of the connection. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(80);
        for (int next = input.read(); next >= 0 && next != '\n'; next = input.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** @param headers further headers, each with its line end */
    void respond(int status, String headers, String json) throws IOException {
        write(("HTTP/1.1 " + status + " Answer\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
                        + json.length() + "\r\n\r\n" + json)
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Writes a part of a response, as it is. */
    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }
}
