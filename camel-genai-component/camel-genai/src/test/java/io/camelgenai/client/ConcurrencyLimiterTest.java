package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests beyond the limit are queued and made in turn. */
class ConcurrencyLimiterTest {

    /** A stopped pool runs tasks on the thread that submits them. */
    private static final Executor STOPPED = Runnable::run;

    @Test
    void queuedRequestsAreMadeAfterThePoolHasStopped() {
        int queued = 100_000;
        ConcurrencyLimiter limiter = new ConcurrencyLimiter(1);
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger continuations = new AtomicInteger();
        limiter.run(
                () -> {
                    for (int i = 0; i < queued; i++) {
                        limiter.run(requests::incrementAndGet, continuations::incrementAndGet, STOPPED);
                    }
                },
                () -> {},
                STOPPED);

        assertThat(requests).hasValue(queued);
        assertThat(continuations).hasValue(queued);
    }
}
