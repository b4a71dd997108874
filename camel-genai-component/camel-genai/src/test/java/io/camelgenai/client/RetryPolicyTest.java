package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Promise 6: the delay before a retry. */
class RetryPolicyTest {

    private static final Where WHERE = Where.provider("acme");
    private static final GenAiException REFUSED = new GenAiConnectException("refused", WHERE, null);

    private final RetryPolicy policy = new RetryPolicy(8, Duration.ofMillis(500), Duration.ofSeconds(30));

    private static GenAiException requesting(Duration wait) {
        return new GenAiHttpException(
                "later", WHERE, new Answer(FailureKind.RATE_LIMITED, 429, null, null, wait, true, true));
    }

    private List<Long> waits(int retries) {
        return IntStream.range(0, 2000)
                .mapToObj(i -> policy.nextDelay(retries, REFUSED).orElseThrow().toMillis())
                .toList();
    }

    @Test
    void theDelayIsRandomUpToADoublingBound() {
        for (int retries = 0; retries < 5; retries++) {
            long bound = 500L << retries;
            assertThat(waits(retries))
                    .allSatisfy(each -> assertThat(each).isBetween(0L, bound))
                    .anySatisfy(low -> assertThat(low).isLessThan(bound / 10))
                    .anySatisfy(high -> assertThat(high).isGreaterThan(bound - bound / 10));
        }
    }

    @Test
    void theBoundIsCapped() {
        assertThat(waits(7)).allSatisfy(each -> assertThat(each).isBetween(0L, 30_000L));
        RetryPolicy endless = new RetryPolicy(Integer.MAX_VALUE, Duration.ofDays(1), Duration.ofSeconds(30));
        assertThat(endless.nextDelay(Integer.MAX_VALUE - 1, REFUSED).orElseThrow())
                .isBetween(Duration.ZERO, Duration.ofSeconds(30));
    }

    @Test
    void theRequestedWaitIsTheMinimum() {
        for (int i = 0; i < 100; i++) {
            assertThat(policy.nextDelay(0, requesting(Duration.ofSeconds(9))).orElseThrow())
                    .isEqualTo(Duration.ofSeconds(9));
            assertThat(policy.nextDelay(5, requesting(Duration.ofSeconds(9))).orElseThrow())
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(16));
        }
    }

    @Test
    void aRequestedWaitAboveMaxDelayFailsAndMaxDelayItselfDoesNot() {
        assertThat(policy.nextDelay(0, requesting(Duration.ofMillis(30_001)))).isEmpty();
        assertThat(policy.nextDelay(0, requesting(Duration.ofSeconds(30)))).contains(Duration.ofSeconds(30));
    }

    @Test
    void aCallFailsAfterMaxRetries() {
        assertThat(policy.nextDelay(7, REFUSED)).isPresent();
        assertThat(policy.nextDelay(8, REFUSED)).isEmpty();
        assertThat(new RetryPolicy(0, Duration.ofMillis(1), Duration.ofMillis(1)).nextDelay(0, REFUSED))
                .isEmpty();
    }

    @Test
    void thePollDelayKeepsAnyRequestedWait() {
        assertThat(policy.pollDelay(99, requesting(Duration.ofHours(2)))).isEqualTo(Duration.ofHours(2));
        assertThat(policy.pollDelay(99, REFUSED)).isBetween(Duration.ZERO, Duration.ofSeconds(30));
    }
}
