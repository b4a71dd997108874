package io.camelgenai.benchmarks.server;

import java.io.IOException;

/** Tells a {@link JobServer} what the jobs of one group are to do. */
public final class JobControl {

    private final ServerProcess server;
    private final String group;

    /**
     * Of the jobs of one group.
     *
     * @param group a name that no others on this server have
     * @param retryAfter how many seconds to wait between two looks; with 0, jobs are done as soon as they are made
     * @throws IllegalStateException when server and this process do not share a clock
     */
    public JobControl(ServerProcess server, String group, int retryAfter) throws IOException {
        this.server = server;
        this.group = "/" + group + "/" + retryAfter;
        server.checkClock();
    }

    /**
     * How they were looked at.
     *
     * @param count how often
     * @param shortest the shortest time between two looks at one job, in seconds
     */
    public record Looks(long count, double shortest) {}

    /** Where the jobs of this group are made. */
    public String url() {
        return server.baseUrl() + group;
    }

    /** Lets them end, spread over so many seconds from now on. */
    public void end(int seconds) throws IOException {
        server.tell(group + "/end/" + seconds);
    }

    /** How they were looked at by now. */
    public Looks looks() throws IOException {
        String[] figures = server.tell(group + "/looks").split(" ");
        return new Looks(Long.parseLong(figures[0]), Double.parseDouble(figures[1]));
    }
}
