package io.camelgenai.benchmarks.server;

import java.io.IOException;

/** Tells a {@link FrameServer} what its paced streams are to do. */
public final class FrameControl {

    private final ServerProcess server;
    private final String group;

    /**
     * Of the streams of one group.
     *
     * @throws IllegalStateException when server and this process do not share a clock
     */
    public FrameControl(ServerProcess server, String group) throws IOException {
        this.server = server;
        this.group = group;
        server.checkClock();
    }

    /** Where the streams of this group are opened, for a client that adds {@code /chat/completions}. */
    public String url() {
        return server.baseUrl() + "/paced/" + group;
    }

    /** Begins to write: so many events a second down each stream, and so many in all. */
    public void run(int perSecond, int events) throws IOException {
        server.tell("/paced/" + group + "/run/" + perSecond + "/" + events);
    }

    /** Lets a byte come down each stream, but no event. */
    public void ping() throws IOException {
        server.tell("/paced/" + group + "/ping");
    }

    /** Completes all streams. */
    public void end() throws IOException {
        server.tell("/paced/" + group + "/end");
    }
}
