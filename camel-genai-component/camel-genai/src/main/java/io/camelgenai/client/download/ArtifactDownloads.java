package io.camelgenai.client.download;

import io.camelgenai.client.FileCalls;
import io.camelgenai.client.Time;

/** The downloads of one connection. Thread-safe. */
public final class ArtifactDownloads {

    private final FileCalls calls;
    private final FileRequests requests;
    private final Time time;

    public ArtifactDownloads(FileCalls calls, Time time) {
        this.calls = calls;
        this.requests = new FileRequests(calls);
        this.time = time;
    }

    /** A download that has not begun. Whoever has it closes it. */
    public Download of(ArtifactRequest request) {
        return new Download(requests, calls, time, request);
    }
}
