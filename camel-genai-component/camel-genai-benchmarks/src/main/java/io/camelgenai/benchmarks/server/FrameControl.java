package io.camelgenai.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Tells a {@link FrameServer} what its paced streams are to do. */
public final class FrameControl {

    private final String baseUrl;
    private final String group;

    /**
     * Of the streams of one group.
     *
     * @throws IllegalStateException when server and this process do not share a clock
     */
    public FrameControl(ServerProcess server, String group) throws IOException {
        this.baseUrl = server.baseUrl();
        this.group = group;
        long before = System.nanoTime();
        long there = Long.parseLong(tell("/clock"));
        if (there < before || there > System.nanoTime()) {
            throw new IllegalStateException("The server's monotonic clock is not ours: no latency can be measured");
        }
    }

    /** Where the streams of this group are opened, for a client that adds {@code /chat/completions}. */
    public String url() {
        return baseUrl + "/paced/" + group;
    }

    /** Begins to write: so many events a second down each stream, and so many in all. */
    public void run(int perSecond, int events) throws IOException {
        tell("/paced/" + group + "/run/" + perSecond + "/" + events);
    }

    /** Lets a byte come down each stream, but no event. */
    public void ping() throws IOException {
        tell("/paced/" + group + "/ping");
    }

    /** Completes all streams. */
    public void end() throws IOException {
        tell("/paced/" + group + "/end");
    }

    private String tell(String path) throws IOException {
        try (InputStream answer = URI.create(baseUrl + path).toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
