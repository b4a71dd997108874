package io.camelgenai.tracking.deliver;

import io.camelgenai.tracking.deliver.Subscriber.Readiness;
import io.camelgenai.tracking.repository.Subscription.Kind;
import io.camelgenai.tracking.repository.TrackedGeneration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Claims terminal generations that are due for one consumer, as many as the consumer has free permits, and starts their delivery.
 * It is signaled whenever there may be something to claim. One thread claims at a time, and a signal that comes meanwhile makes
 * it claim once more: none is lost. Safe for use by several threads.
 */
final class DeliveryPump {

    private final Subscriber consumer;
    private final Source source;
    private final Executor executor;
    private final AtomicInteger permits = new AtomicInteger();
    private final AtomicInteger signals = new AtomicInteger();

    /** Whether more may be due than there are permits. Written by the claiming thread only. */
    private volatile boolean starved;

    /** Where due generations come from, and where they go. */
    interface Source {

        /** Claims at most {@code max} due generations. May throw what the repository throws. */
        List<TrackedGeneration> claim(Subscriber consumer, int max);

        /**
         * Starts the delivery of a claimed generation. Its end {@linkplain DeliveryPump#release releases} the permit.
         *
         * @return false when it released the claim instead
         */
        boolean start(TrackedGeneration claimed, DeliveryPump pump);

        /** Signals after some time: what is due cannot be claimed or started now. */
        void signalLater(DeliveryPump pump);
    }

    /** @param executor runs the claims */
    DeliveryPump(Subscriber consumer, Source source, Executor executor) {
        this.consumer = consumer;
        this.source = source;
        this.executor = executor;
    }

    Subscriber consumer() {
        return consumer;
    }

    /**
     * Acquires a permit for a generation that becomes terminal here. An observer needs no free one: it receives the terminal event
     * like the events before.
     *
     * @return false when there is none, or the consumer accepts nothing now
     */
    boolean acquire() {
        if (consumer.readiness() != Readiness.STARTED) {
            return false;
        }
        if (consumer.subscription().kind() == Kind.TERMINAL) {
            return acquire(1) == 1;
        }
        permits.incrementAndGet();
        return true;
    }

    private int acquire(int wanted) {
        int max = consumer.maxInFlight();
        int before = permits.getAndUpdate(count -> Math.max(count, Math.min(count + wanted, max)));
        return Math.max(0, Math.min(wanted, max - before));
    }

    /** Releases a permit, and claims what may have waited for it. */
    void release() {
        permits.decrementAndGet();
        if (starved) {
            signal();
        }
    }

    /** There may be something to claim. */
    void signal() {
        if (signals.getAndIncrement() == 0) {
            executor.execute(this::claimAll);
        }
    }

    private void claimAll() {
        int seen;
        do {
            seen = signals.get();
            if (consumer.readiness() == Readiness.STARTED && !claimDue()) {
                source.signalLater(this);
            }
        } while (signals.addAndGet(-seen) != 0);
    }

    /**
     * Claims one generation at first: while nothing is due, one that becomes terminal here meanwhile finds the other permits.
     *
     * @return false when something is due that cannot be claimed or started now
     */
    private boolean claimDue() {
        int wanted = 1;
        while (true) {
            // Before the attempt: a permit that is released from now on leads back here.
            starved = true;
            int acquired = acquire(wanted);
            if (acquired == 0) {
                return true;
            }
            int claimed = 0;
            int started = 0;
            try {
                List<TrackedGeneration> due = source.claim(consumer, acquired);
                claimed = due.size();
                for (TrackedGeneration each : due) {
                    started += source.start(each, this) ? 1 : 0;
                }
            } catch (RuntimeException unreachable) {
                claimed = -1;
            } finally {
                permits.addAndGet(started - acquired);
            }
            if (started < acquired) {
                starved = false;
                return started == claimed;
            }
            wanted = consumer.maxInFlight();
        }
    }
}
