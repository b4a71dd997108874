package io.camelgenai.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException.Answer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The messages of exceptions say what was wrong, where, and what to do. */
class ExceptionsTest {

    private static final Where WHERE = new Where("llmstats", "gen_1", "req_9");
    private static final Answer ANSWER =
            new Answer(FailureKind.RATE_LIMITED, 429, "rate_limited", "Slow down", Duration.ofSeconds(7), true, true);

    private static Generation failed(GenerationError error) {
        return Generation.of("llmstats")
                .id("gen_1")
                .status(GenerationStatus.FAILED)
                .error(error)
                .build();
    }

    @Test
    void aFailureHasTheProvidersCodeAndMessage() {
        Generation generation = failed(new GenerationError("content_policy", "Not allowed", false));
        GenerationFailedException failure = new GenerationFailedException(generation);
        assertThat(failure).hasMessage("Generation gen_1 of llmstats ended as FAILED: content_policy (Not allowed)");
        assertThat(failure.getGeneration()).isSameAs(generation);
        assertThat(failure.getProvider()).isEqualTo("llmstats");
        assertThat(failure.getGenerationId()).isEqualTo("gen_1");
        assertThat(failure.getRequestId()).isNull();
    }

    @Test
    void aFailureWithoutAMessageHasTheCode() {
        assertThat(new GenerationFailedException(failed(new GenerationError("genai.gone", null, false))))
                .hasMessage("Generation gen_1 of llmstats ended as FAILED: genai.gone");
    }

    @Test
    void aFailureWithoutACodeHasTheMessage() {
        assertThat(new GenerationFailedException(failed(new GenerationError(null, "CUDA out of memory", false))))
                .hasMessage("Generation gen_1 of llmstats ended as FAILED: CUDA out of memory");
    }

    @Test
    void aCancellationNeedsNoReason() {
        Generation canceled = Generation.of("privategpt")
                .id("m1")
                .status(GenerationStatus.CANCELED)
                .build();
        assertThat(new GenerationFailedException(canceled)).hasMessage("Generation m1 of privategpt ended as CANCELED");
    }

    @Test
    void aTimeoutSaysHowToContinue() {
        Generation running = Generation.of("llmstats").id("gen_1").build();
        GenerationTimeoutException timeout = new GenerationTimeoutException(running, Duration.ofMillis(1500));
        assertThat(timeout)
                .hasMessage("Generation gen_1 of llmstats is still RUNNING after 1500 ms. It continues at the provider:"
                        + " use operation=await with its id, or raise the timeout option");
        assertThat(timeout.getGeneration()).isSameAs(running);
        assertThat(timeout.getProvider()).isEqualTo("llmstats");
        assertThat(timeout.getGenerationId()).isEqualTo("gen_1");
    }

    @Test
    void anUnknownOutcomeSaysThatTheCreateWasNotRepeated() {
        IOException cause = new IOException("Connection reset");
        GenerationOutcomeUnknownException unknown =
                new GenerationOutcomeUnknownException("the connection was reset", Where.provider("llmstats"), cause);
        assertThat(unknown)
                .hasMessage("It is not known whether llmstats accepted the create: the connection was reset. It was not"
                        + " sent again; check at the provider before you repeat it")
                .hasCause(cause);
        assertThat(unknown.getProvider()).isEqualTo("llmstats");
        assertThat(unknown.getGenerationId()).isNull();
    }

    @Test
    void anErrorResponseKeepsTheProvidersCodeAndMessage() {
        GenAiHttpException answer = new GenAiHttpException("GET was answered with 429", WHERE, ANSWER);
        assertThat(answer).hasMessage("GET was answered with 429");
        assertThat(answer.getStatusCode()).isEqualTo(429);
        assertThat(answer.getCode()).isEqualTo("rate_limited");
        assertThat(answer.getProviderMessage()).isEqualTo("Slow down");
        assertThat(answer.getRetryAfter()).isEqualTo(Duration.ofSeconds(7));
        assertThat(answer.getFailureKind()).isEqualTo(FailureKind.RATE_LIMITED);
        assertThat(answer.isRetryable()).isTrue();
        assertThat(answer.isRejection()).isTrue();
        assertThat(answer.getRequestId()).isEqualTo("req_9");
    }

    @Test
    void aLimitHasTheProviderAndTheIds() {
        StreamLimitException limit = new StreamLimitException("An event is larger than maxEventSize", WHERE, null);
        assertThat(limit).hasMessage("An event is larger than maxEventSize").hasNoCause();
        assertThat(limit.getProvider()).isEqualTo("llmstats");
        assertThat(limit.getGenerationId()).isEqualTo("gen_1");
        assertThat(limit.getRequestId()).isEqualTo("req_9");
    }
}
