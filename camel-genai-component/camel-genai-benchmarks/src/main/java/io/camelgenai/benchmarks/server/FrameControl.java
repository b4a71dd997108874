package io.camelgenai.benchmarks.server;

import java.io.IOException;

/** Controls one group of paced streams of a {@link FrameServer}. */
public final class FrameControl {

    private final ServerProcess server;
    private final String group;

    /**
     * Controls a group.
     *
     * @throws IllegalStateException when server and this process do not share a clock
     */
    public FrameControl(ServerProcess server, String group) throws IOException {
        this.server = server;
        this.group = group;
        server.checkClock();
    }

    /** The URL at which the streams of this group are opened, for a client that adds {@code /chat/completions}. */
    public String url() {
        return server.baseUrl() + "/paced/" + group;
    }

    /** Starts to write events to each stream, at this rate and in this number. */
    public void run(int perSecond, int events) throws IOException {
        server.get("/paced/" + group + "/run/" + perSecond + "/" + events);
    }

    /** Writes a keep-alive to each stream. */
    public void ping() throws IOException {
        server.get("/paced/" + group + "/ping");
    }

    /** Completes all streams. */
    public void complete() throws IOException {
        server.get("/paced/" + group + "/complete");
    }
}
