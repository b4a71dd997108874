package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.RetryPolicy;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import io.camelgenai.tracking.observe.FailureBudget.Outcome;
import io.camelgenai.tracking.observe.FailureBudget.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many consecutive failures are tolerated, and how long is waited after each. */
class FailureBudgetTest {

    private static final Where WHERE = Where.provider("loom");
    private static final GenAiException UNREACHABLE = new GenAiConnectException("refused", WHERE, null);
    private static final GenAiException INTERRUPTED = new GenAiException("interrupted", WHERE, null);
    private static final GenAiException GONE = answer(FailureKind.GONE, 404, null);

    private final FailureBudget budget =
            FailureBudget.unlimited(new RetryPolicy(2, Duration.ZERO, Duration.ofSeconds(30)));

    private static GenAiException answer(FailureKind kind, int status, Duration retryAfter) {
        return new GenAiHttpException("no", WHERE, new Answer(kind, status, null, null, retryAfter, true, false));
    }

    private static long seconds(int count) {
        return Duration.ofSeconds(count).toNanos();
    }

    @Test
    void failuresAreToleratedWithoutALimit() {
        FailureBudget current = budget;
        for (int i = 0; i < 100; i++) {
            Verdict verdict = current.after(UNREACHABLE, null, 0);
            assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
            current = verdict.next();
        }
    }

    @Test
    void aLimitedBudgetIsExhaustedAfterTheRetriesOfACall() {
        FailureBudget current = budget.limited();
        for (int i = 0; i < 2; i++) {
            Verdict verdict = current.after(UNREACHABLE, null, 0);
            assertThat(verdict.outcome()).isEqualTo(Outcome.RETRY);
            current = verdict.next();
        }

        assertThat(current.after(UNREACHABLE, null, 0).outcome()).isEqualTo(Outcome.EXHAUSTED);
        assertThat(current.afterProgress().after(UNREACHABLE, null, 0).outcome())
                .as("progress renews it")
                .isEqualTo(Outcome.RETRY);
    }

    @Test
    void onlyTheFirstOfSeveralUnansweredCallsIsReported() {
        Verdict first = budget.after(UNREACHABLE, null, 0);

        assertThat(first.first()).isTrue();
        assertThat(first.next().after(UNREACHABLE, null, 0).first()).isFalse();
        assertThat(first.next().afterProgress().after(UNREACHABLE, null, 0).first())
                .isTrue();
        assertThat(budget.after(INTERRUPTED, null, 0).first()).as("a stream").isFalse();
        assertThat(budget.after(GONE, null, 0).first()).as("not known yet").isFalse();
    }

    @Test
    void F53_aGenerationIsGoneAfterThreePollsOverTwentySeconds() {
        Verdict first = budget.after(GONE, null, seconds(5));
        Verdict second = first.next().after(GONE, null, seconds(15));

        assertThat(first.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(first.delay()).isEqualTo(Duration.ofSeconds(10));
        assertThat(second.outcome()).isEqualTo(Outcome.RETRY);
        assertThat(second.next().after(GONE, null, seconds(24)).outcome())
                .as("too early")
                .isEqualTo(Outcome.RETRY);
        assertThat(second.next().after(GONE, null, seconds(25)).outcome()).isEqualTo(Outcome.GONE);
        assertThat(second.next().afterProgress().after(GONE, null, seconds(25)).outcome())
                .as("it was known in between")
                .isEqualTo(Outcome.RETRY);
    }

    @Test
    void theWaitIsWhatTheProviderAsksForOrTheStreamWithinBounds() {
        GenAiException limited = answer(FailureKind.RATE_LIMITED, 429, Duration.ofMinutes(5));

        assertThat(budget.after(limited, null, 0).delay()).isEqualTo(Duration.ofMinutes(5));
        assertThat(budget.after(INTERRUPTED, Duration.ofSeconds(7), 0).delay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(budget.after(INTERRUPTED, Duration.ofMinutes(5), 0).delay())
                .as("maxRetryDelay")
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(budget.after(INTERRUPTED, null, 0).delay()).isEqualTo(Duration.ZERO);
    }

    @Test
    void theWaitGrowsUntilTheProviderWasHealthy() {
        FailureBudget grown = FailureBudget.unlimited(new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofDays(1)));
        for (int i = 0; i < 12; i++) {
            grown = grown.after(UNREACHABLE, null, 0).next();
        }
        assertThat(grown.afterProgress().backoffs())
                .as("an event alone does not reset it")
                .isEqualTo(12);

        assertThat(grown.afterHealth().after(UNREACHABLE, null, 0).delay()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
