package io.camelgenai.examples.studio;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.ArtifactException;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user reads when something fails. */
class FailureTest {

    private static final Where ACME = Where.provider("acme");

    @ParameterizedTest
    @CsvSource({
        "UNAUTHORIZED,     acme refused the key,                Check the key",
        "RATE_LIMITED,     Too many requests for acme,          Wait 120 seconds",
        "INVALID_REQUEST,  acme does not accept this request,   nothing is paid for",
        "GONE,             acme does not know this model,       Choose another model",
        "SERVER_ERROR,     acme has a problem of its own,       Wait 120 seconds",
        "UNEXPECTED_RESPONSE, acme gave an answer that makes no sense, Check the address"
    })
    void anAnswerOfTheProvider(FailureKind kind, String title, String advice) {
        Failure failure = Failure.of(answer(kind, "no luck"), "acme");

        assertThat(failure.title()).isEqualTo(title);
        assertThat(failure.advice()).contains(advice);
        assertThat(failure.words()).isEqualTo("no luck (E7)");
    }

    @Test
    void aRefusalOfTheContent() {
        assertThat(Failure.of(answer(FailureKind.INVALID_REQUEST, "Flagged by moderation"), "acme")
                        .title())
                .isEqualTo("The content was refused");
    }

    @Test
    void anUnknownOutcomeLeadsToTheOperator() {
        Failure failure =
                Failure.of(new GenerationOutcomeUnknownException("the connection was cut", ACME, null), "acme");

        assertThat(failure.advice()).contains("not sent again", "operator");
        assertThat(failure.words()).isEqualTo("the connection was cut");
    }

    @ParameterizedTest
    @CsvSource({
        ArtifactException.EXPIRED + ",   The file is gone,                                        Run it again.",
        ArtifactException.TOO_LARGE
                + ", The file is too large,                                   Then deliver it again",
        ArtifactException.REFUSED
                + ",   The file is at a place from which nothing is fetched,    Then deliver it again",
        ArtifactException.DAMAGED + ",   What arrived is not the file,                            It is fetched again"
    })
    void aFileThatCannotBeSaved(String code, String title, String advice) {
        Failure failure = Failure.of(new ArtifactException("no luck", ACME, code, null), "acme");

        assertThat(failure.title()).isEqualTo(title);
        assertThat(failure.advice()).contains(advice);
        assertThat(failure.words()).isEqualTo("no luck");
    }

    @ParameterizedTest
    @CsvSource({
        GenerationError.STREAM_CLOSED + ",    The text was stopped here",
        GenerationError.STREAM_CUT + ",       'The connection was lost, and acme does not show the rest'",
        GenerationError.TRACKING_EXPIRED + ", It took too long",
        GenerationError.GONE + ",             acme does not know it any more",
        "overloaded,                          acme could not finish this"
    })
    void aGenerationWithoutItsResult(String code, String title) {
        Generation generation = Generation.of("acme")
                .status(GenerationStatus.FAILED)
                .error(new GenerationError(code, "no luck", true))
                .build();

        assertThat(Failure.of(generation, "acme").title()).isEqualTo(title);
    }

    private static GenAiHttpException answer(FailureKind kind, String message) {
        return new GenAiHttpException(
                "acme answered", ACME, new Answer(kind, 400, "E7", message, Duration.ofMinutes(2), false, true));
    }
}
