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

/** Promise 6: how long is waited. */
class RetryPolicyTest {

    private static final Where WHERE = Where.provider("acme");
    private static final GenAiException REFUSED = new GenAiConnectException("refused", WHERE, null);

    private final RetryPolicy policy = new RetryPolicy(8, Duration.ofMillis(500), Duration.ofSeconds(30));

    private static GenAiException asking(Duration wait) {
        return new GenAiHttpException(
                "later", WHERE, new Answer(FailureKind.RATE_LIMITED, 429, null, null, wait, true, true));
    }

    private List<Long> waits(int retries) {
        return IntStream.range(0, 2000)
                .mapToObj(i -> policy.nextDelay(retries, REFUSED).orElseThrow().toMillis())
                .toList();
    }

    @Test
    void theWaitIsAnythingUpToADoublingBound() {
        for (int retries = 0; retries < 5; retries++) {
            long most = 500L << retries;
            assertThat(waits(retries))
                    .allSatisfy(each -> assertThat(each).isBetween(0L, most))
                    .anySatisfy(low -> assertThat(low).isLessThan(most / 10))
                    .anySatisfy(high -> assertThat(high).isGreaterThan(most - most / 10));
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
    void whatTheProviderAsksForIsTheLeast() {
        for (int i = 0; i < 100; i++) {
            assertThat(policy.nextDelay(0, asking(Duration.ofSeconds(9))).orElseThrow())
                    .isEqualTo(Duration.ofSeconds(9));
            assertThat(policy.nextDelay(5, asking(Duration.ofSeconds(9))).orElseThrow())
                    .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(16));
        }
    }

    @Test
    void moreThanTheLongestFailsAtOnceAndTheLongestItselfDoesNot() {
        assertThat(policy.nextDelay(0, asking(Duration.ofMillis(30_001)))).isEmpty();
        assertThat(policy.nextDelay(0, asking(Duration.ofSeconds(30)))).contains(Duration.ofSeconds(30));
    }

    @Test
    void itEndsAfterSoManyRetries() {
        assertThat(policy.nextDelay(7, REFUSED)).isPresent();
        assertThat(policy.nextDelay(8, REFUSED)).isEmpty();
        assertThat(new RetryPolicy(0, Duration.ofMillis(1), Duration.ofMillis(1)).nextDelay(0, REFUSED))
                .isEmpty();
    }

    @Test
    void whoIsPatientWaitsAsTold() {
        assertThat(policy.pollDelay(99, asking(Duration.ofHours(2)))).isEqualTo(Duration.ofHours(2));
        assertThat(policy.pollDelay(99, REFUSED)).isBetween(Duration.ZERO, Duration.ofSeconds(30));
    }
}
