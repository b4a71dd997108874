package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** F90: an outage is reported once, and so is its end. */
class ReachabilityTest {

    private long nanos;
    private final Reachability reachability = new Reachability(() -> nanos);

    private void after(int seconds) {
        nanos += Duration.ofSeconds(seconds).toNanos();
    }

    private void fail() {
        reachability.failed("A write", new IllegalStateException("cut"));
    }

    @Test
    void F90_aRepositoryThatFailsAgainSoonHasNotComeBack() {
        fail();
        after(4);
        reachability.succeeded();
        assertThat(reachability.isReachable()).isFalse();
        fail();
        after(4);
        reachability.succeeded();
        assertThat(reachability.isReachable()).isFalse();
        after(1);
        reachability.succeeded();
        assertThat(reachability.isReachable()).isTrue();
    }

    @Test
    void F90_theRepositoryIsBackWhenWritesAreCaughtUp() {
        fail();
        reachability.pending();
        reachability.pending();
        after(10);
        reachability.caughtUp();
        assertThat(reachability.isReachable()).isFalse();
        reachability.caughtUp();
        assertThat(reachability.isReachable()).isTrue();
    }

    @Test
    void F90_aWriteThatDoesNotCatchUpDoesNotHideThatTheRepositoryIsBack() {
        fail();
        reachability.pending();
        after(60);
        reachability.succeeded();
        assertThat(reachability.isReachable()).isTrue();
    }

    @Test
    void F90_aWriteThatIsDiscardedIsNotWaitedFor() {
        fail();
        reachability.pending();
        reachability.discarded();
        after(5);
        reachability.succeeded();
        assertThat(reachability.isReachable()).isTrue();
    }
}
