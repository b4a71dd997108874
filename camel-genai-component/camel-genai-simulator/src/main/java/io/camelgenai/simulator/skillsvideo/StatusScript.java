package io.camelgenai.simulator.skillsvideo;

import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Script;
import io.camelgenai.simulator.server.Sse;

/** The stream of a generation: every frame is the whole of it, the last one has a final status. */
final class StatusScript implements Script {
    private static final int LOOKS = 3;
    private static final int FRAMES = 2 + LOOKS;

    private final Generation generation;
    private final Documents documents;
    private final Request request;

    StatusScript(Generation generation, Documents documents, Request request) {
        this.generation = generation;
        this.documents = documents;
        this.request = request;
    }

    @Override
    public int frames() {
        return FRAMES;
    }

    /** Queued at once, running several times, then the end. */
    @Override
    public long dueNanos(int index) {
        long runs = generation.runsAtNanos();
        return index == 0 ? 0 : runs + (generation.endNanos() - runs) * (index - 1) / LOOKS;
    }

    @Override
    public byte[] frame(int index) {
        String status =
                switch (index) {
                    case 0 -> "IN_QUEUE";
                    case FRAMES - 1 -> generation.statusAt(generation.endNanos());
                    default -> "IN_PROGRESS";
                };
        return Sse.data(documents.whole(generation, status, request));
    }

    @Override
    public long ageNanos() {
        return generation.ageNanos();
    }
}
