package io.camelgenai.benchmarks.server;

import java.io.IOException;

/** The addresses of a {@link SlowServer}, and what waits there. */
public final class SlowControl {

    private final ServerProcess server;

    public SlowControl(ServerProcess server) {
        this.server = server;
    }

    /** The base URL of chat completions whose first byte is written after this number of milliseconds. */
    public String lateUrl(long millis) {
        return server.baseUrl() + "/late/" + millis;
    }

    /** The base URL of a server that accepts each request and never answers. */
    public String silentUrl() {
        return server.baseUrl() + "/silent";
    }

    /** The base URL of a group of image jobs. */
    public String imageUrl(String group) {
        return server.baseUrl() + "/images/" + group;
    }

    /** Completes all image jobs of a group, also those that are created later. */
    public void completeImages(String group) throws IOException {
        server.get("/images/" + group + "/complete");
    }

    /** The number of image jobs of a group. */
    public int imagesCreated(String group) throws IOException {
        return Integer.parseInt(server.get("/images/" + group + "/created"));
    }

    /** The number of requests that wait for a late answer, or for none, now. */
    public int waiting() throws IOException {
        return Integer.parseInt(server.get("/waiting"));
    }
}
