package io.camelgenai.benchmarks.server;

import java.io.IOException;

/** Controls one group of jobs of a {@link JobServer}. */
public final class JobControl {

    private final ServerProcess server;
    private final String group;

    /**
     * Controls a group.
     *
     * @param group a name that is unique on this server
     * @param retryAfter the delay between two polls in seconds; with 0, jobs are complete as soon as they are created
     * @throws IllegalStateException when server and this process do not share a clock
     */
    public JobControl(ServerProcess server, String group, int retryAfter) throws IOException {
        this.server = server;
        this.group = "/" + group + "/" + retryAfter;
        server.checkClock();
    }

    /**
     * The polls that the server received.
     *
     * @param count their number
     * @param minDelay the shortest delay between two polls of one job, in seconds
     */
    public record Polls(long count, double minDelay) {}

    /** The URL at which the jobs of this group are created. */
    public String url() {
        return server.baseUrl() + group;
    }

    /** Completes all jobs, spread over this number of seconds. */
    public void complete(int seconds) throws IOException {
        server.get(group + "/complete/" + seconds);
    }

    /** The polls so far. */
    public Polls polls() throws IOException {
        String[] values = server.get(group + "/polls").split(" ");
        return new Polls(Long.parseLong(values[0]), Double.parseDouble(values[1]));
    }
}
