package io.camelgenai.simulator.fal;

import io.camelgenai.simulator.provider.MediaTask;
import io.camelgenai.simulator.provider.MediaTask.Phase;
import io.camelgenai.simulator.provider.StreamScript;
import java.util.List;
import java.util.function.Function;

/** The statuses of a request, each when it begins; a request that is canceled is over. */
final class StatusEvents implements StreamScript {
    private static final List<Phase> PHASES = List.of(Phase.QUEUED, Phase.RUNNING, Phase.COMPLETED);

    private final MediaTask task;
    private final Function<Phase, byte[]> event;

    /** @param event encodes the event of a phase */
    StatusEvents(MediaTask task, Function<Phase, byte[]> event) {
        this.task = task;
        this.event = event;
    }

    @Override
    public int frames() {
        return PHASES.size();
    }

    @Override
    public long dueNanos(int index) {
        return switch (PHASES.get(index)) {
            case QUEUED -> 0;
            case RUNNING -> task.runningNanos();
            default -> task.endNanos();
        };
    }

    @Override
    public byte[] frame(int index) {
        return event.apply(PHASES.get(index));
    }

    @Override
    public byte[] stopped() {
        return event.apply(Phase.CANCELED);
    }
}
