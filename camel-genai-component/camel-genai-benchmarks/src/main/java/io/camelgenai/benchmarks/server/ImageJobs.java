package io.camelgenai.benchmarks.server;

import java.util.concurrent.atomic.AtomicInteger;

/** The jobs of one group, as LLM Stats describes them. They run until {@link #complete}. */
final class ImageJobs {

    private final AtomicInteger created = new AtomicInteger();
    private volatile boolean completed;

    /** Creates a job, and returns the response. */
    String create() {
        return "{\"id\":\"gen-" + created.incrementAndGet() + "\",\"status\":\"queued\"}";
    }

    /** The state of a job, at once: no poll is a long one. */
    String poll(String id) {
        return completed
                ? "{\"id\":\"" + id + "\",\"status\":\"completed\",\"output\":{\"media\":[{\"type\":\"image\","
                        + "\"format\":\"png\",\"url\":\"https://files.example/" + id + ".png\"}]}}"
                : "{\"id\":\"" + id + "\",\"status\":\"running\"}";
    }

    /** Completes all jobs, also those that are created later. */
    String complete() {
        completed = true;
        return "";
    }

    /** The number of jobs. */
    String created() {
        return created.toString();
    }
}
