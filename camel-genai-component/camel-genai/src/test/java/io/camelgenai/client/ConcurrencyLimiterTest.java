package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTest {

    /** A pool that has stopped has its work done where it was handed over. */
    private static final Executor STOPPED = Runnable::run;

    @Test
    void whoeverWaitsWhenThePoolStopsStillHasATurn() {
        int waiting = 100_000;
        ConcurrencyLimiter turns = new ConcurrencyLimiter(1);
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger ends = new AtomicInteger();
        turns.run(
                () -> {
                    for (int i = 0; i < waiting; i++) {
                        turns.run(requests::incrementAndGet, ends::incrementAndGet, STOPPED);
                    }
                },
                () -> {},
                STOPPED);

        assertThat(requests).hasValue(waiting);
        assertThat(ends).hasValue(waiting);
    }
}
