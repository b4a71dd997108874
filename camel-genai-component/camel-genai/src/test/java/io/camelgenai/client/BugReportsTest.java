package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.tracking.observe.LeapingTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bug is reported once an hour, with its stack trace and without a key. */
class BugReportsTest {

    private static final String KEY = "ze_canary-7d1f";
    private static final Where WHERE = Where.generation("loom", "17");

    private final LeapingTime time = new LeapingTime();
    private final BugReports bugs = new BugReports(new Secret(List.of(KEY)), time);
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final PrintStream console = System.err;

    @BeforeEach
    void recordTheLog() {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopRecording() {
        System.setErr(console);
    }

    private GenAiException meet() {
        return bugs.failure(
                "A poll", WHERE, new IllegalStateException("refused: " + KEY, new NullPointerException(KEY + "!")));
    }

    @Test
    void itsMessageSaysWhereAndWhatToDoAndItsCauseHasTheStackTrace() {
        GenAiException failure = meet();

        assertThat(failure.getFailureKind()).isEqualTo(FailureKind.INTERNAL);
        assertThat(failure.getFailureKind().concernsConnection()).isFalse();
        assertThat(failure)
                .hasMessage("A poll of loom (generation 17) failed unexpectedly: java.lang.IllegalStateException:"
                        + " refused: ***. This is a bug: please report it, with the stack trace in the log");
        assertThat(failure.getCause().getStackTrace()[0].getMethodName()).isEqualTo("meet");
        assertThat(failure.getCause().getCause()).hasToString("java.lang.NullPointerException: ***!");
    }

    @Test
    void theLogHasItOnceAnHour() {
        for (int i = 0; i < 100; i++) {
            meet();
        }
        assertThat(log.toString(StandardCharsets.UTF_8))
                .containsOnlyOnce("ERROR")
                .containsOnlyOnce("This is a bug")
                .contains("BugReportsTest.meet")
                .doesNotContain(KEY);

        time.sleep(Duration.ofHours(1), new CountDownLatch(1));
        meet();
        bugs.failure("A poll", WHERE, new ClassCastException());
        assertThat(log.toString(StandardCharsets.UTF_8).split("This is a bug")).hasSize(4);
    }

    @Test
    void aFailureThatIsNoBugIsNotReported() {
        GenAiException known = new GenAiException("the provider is down", WHERE, null);

        assertThatThrownBy(() -> bugs.guard("Reading", WHERE, () -> {
                    throw known;
                }))
                .isSameAs(known);
        assertThat(log.size()).isZero();
    }
}
