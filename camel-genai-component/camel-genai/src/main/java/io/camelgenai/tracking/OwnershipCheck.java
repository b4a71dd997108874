package io.camelgenai.tracking;

import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.OwnWork;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what this node has claimed in the repository with what it works on, and releases the rest: a commit whose answer was
 * lost, or that came after its deadline, leaves generations claimed of which the node does not know. A generation is released
 * when two comparisons in a row find it, since the answer of a claim may be on its way. For use by one thread at a time.
 */
final class OwnershipCheck {

    private static final Logger LOG = LoggerFactory.getLogger(OwnershipCheck.class);
    private static final int POLLS = 10;
    private static final String UNKNOWN_WHY = "the node that sent it lost track of it";

    private final TrackingContext context;
    private final Duration interval;
    private long comparedAt;
    private Map<String, State> suspects = new HashMap<>();

    /** @param pollInterval how often the node polls for what others did; it compares ten times less often */
    OwnershipCheck(TrackingContext context, Duration pollInterval) {
        this.context = context;
        this.interval = pollInterval.multipliedBy(POLLS);
        this.comparedAt = context.time().nanos();
    }

    /** Compares, unless it did a short while ago. Throws what the repository throws. */
    void runIfDue() {
        long now = context.time().nanos();
        if (now - comparedAt >= interval.toNanos()) {
            comparedAt = now;
            run();
        }
    }

    private void run() {
        OwnWork work = context.work();
        Map<String, State> idle =
                new HashMap<>(context.repository().membership().claimed());
        idle.keySet().removeIf(work::includes);
        Map<String, State> stranded = new HashMap<>(idle);
        stranded.entrySet().retainAll(suspects.entrySet());
        suspects = idle;
        if (!stranded.isEmpty()) {
            LOG.warn(
                    "{} generations were claimed by this node without its knowledge, by a write whose answer was lost: they are"
                            + " released, and continue on this node or another one",
                    stranded.size());
            stranded.forEach(this::release);
        }
    }

    /** From now on it may be claimed again, and then it is new to the next comparison. */
    private void release(String key, State state) {
        LOG.debug("Generation {} is released: it is in state {}, and this node does not work on it", key, state);
        GenerationRepository repository = context.repository();
        switch (state) {
            case INTENT -> releaseIntent(key);
            case ACCEPTED -> repository.tracking().release(key);
            case TERMINAL -> repository.deliveries().release(key);
            case UNKNOWN, PARKED, ACKNOWLEDGED -> throw new IllegalArgumentException("Nobody claims " + state);
        }
        suspects.remove(key);
    }

    /** What may have been sent may have been accepted. */
    private void releaseIntent(String key) {
        GenerationRepository repository = context.repository();
        if (context.work().wasNeverSent(key)) {
            repository.creates().rejected(key);
            return;
        }
        repository.creates().unknown(key, UNKNOWN_WHY);
        repository
                .records()
                .find(key)
                .filter(each -> each.state() == State.UNKNOWN)
                .ifPresent(context.listener()::outcomeUnknown);
    }
}
