package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenAiHttpException.Answer;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.tracking.observe.ReconnectPolicy.Action;
import io.camelgenai.tracking.observe.ReconnectPolicy.Capabilities;
import io.camelgenai.tracking.observe.ReconnectPolicy.Decision;
import io.camelgenai.tracking.observe.ReconnectPolicy.PollOutcome;
import io.camelgenai.tracking.observe.ReconnectPolicy.Position;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of what follows when a stream has ended, for every way to end and every provider. */
class ReconnectPolicyTest {

    private static final GenAiException CAUSE = new GenAiException("it ended", Where.provider("loom"), null);
    private static final StreamEnd CUT = new StreamEnd.Cut(CAUSE);
    private static final Position NOTHING = new Position(false, false);

    /** Every way in which a stream can end without a terminal event. */
    enum End {
        NOT_OPENED(new StreamEnd.NotOpened(CAUSE)),
        CURSOR_REFUSED(new StreamEnd.CursorRefused(CAUSE)),
        CUT(ReconnectPolicyTest.CUT),
        NO_TERMINAL_MARKER(new StreamEnd.NoTerminalMarker(CAUSE)),
        NO_WORD_OF_SUCCESS(new StreamEnd.NoWordOfSuccess(CAUSE)),
        UNPARSEABLE_FRAME(new StreamEnd.UnparseableFrame(CAUSE)),
        INTERNAL_FAILURE(new StreamEnd.InternalFailure(CAUSE)),
        GAP(new StreamEnd.Gap(CAUSE)),
        LIMIT_EXCEEDED(new StreamEnd.LimitExceeded(new StreamLimitException("large", Where.provider("loom"), null))),
        CLOSED_BY_US(new StreamEnd.ClosedByUs(CAUSE));

        final StreamEnd value;

        End(StreamEnd value) {
            this.value = value;
        }
    }

    /** After a stream was open: a word for each thing that the provider can do, or that the stream has brought. */
    private static ReconnectPolicy policy(String words) {
        return ReconnectPolicy.of(new Capabilities(
                        words.contains("polls"),
                        words.contains("attaches"),
                        words.contains("replays"),
                        words.contains("repeats-text")))
                .afterOpening();
    }

    private static Position position(String words) {
        return new Position(words.contains("cursor"), words.contains("had-text"));
    }

    @Test
    void everyEndIsInTheTable() {
        assertThat(StreamEnd.class.getPermittedSubclasses())
                .containsExactlyInAnyOrder(Arrays.stream(End.values())
                        .map(each -> each.value.getClass())
                        .toArray(Class<?>[]::new));
    }

    @ParameterizedTest
    @EnumSource(
            value = End.class,
            names = {"NOT_OPENED", "CURSOR_REFUSED", "CUT", "NO_TERMINAL_MARKER", "UNPARSEABLE_FRAME"})
    void theStateIsPolledAfterAnInterruptionWhereTheProviderHasAGet(End end) {
        assertThat(policy("polls attaches replays").after(end.value, NOTHING).action())
                .isEqualTo(Action.ASK);
        assertThat(policy("polls").after(end.value, NOTHING).action())
                .as("there is no other stream")
                .isEqualTo(Action.POLL);
    }

    @ParameterizedTest
    @CsvSource({
        "CUT,                attaches replays,                 RESTART",
        "CUT,                attaches replays cursor,          RESUME",
        "CUT,                attaches cursor,                  RESUME",
        "CUT,                attaches,                         DECLARE",
        "CUT,                nothing,                          DECLARE",
        "NOT_OPENED,         attaches replays,                 RESTART",
        "NO_TERMINAL_MARKER, attaches cursor,                  RESUME",
        "UNPARSEABLE_FRAME,  attaches replays,                 RESTART",
        "CURSOR_REFUSED,     attaches replays cursor,          RESTART",
        "CURSOR_REFUSED,     attaches cursor,                  DECLARE",
        "GAP,                polls attaches,                   REPORT_AND_POLL",
        "GAP,                polls attaches had-text,          DECLARE",
        "GAP,                polls repeats-text had-text,      REPORT_AND_POLL",
        "GAP,                attaches replays,                 DECLARE",
        "INTERNAL_FAILURE,   polls attaches replays had-text,  REPORT_AND_POLL",
        "INTERNAL_FAILURE,   polls,                            REPORT_AND_POLL",
        "INTERNAL_FAILURE,   attaches replays,                 RESTART",
        "INTERNAL_FAILURE,   nothing,                          DECLARE",
        "NO_WORD_OF_SUCCESS, polls,                            CONFIRM",
        "NO_WORD_OF_SUCCESS, polls attaches replays had-text,  CONFIRM",
        "LIMIT_EXCEEDED,     polls attaches replays cursor,    FAIL",
        "CLOSED_BY_US,       polls attaches replays cursor,    STOP"
    })
    void afterAnEnd(End end, String words, Action action) {
        assertThat(policy(words).after(end.value, position(words)).action()).isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, polls attaches replays repeats-text,          REPORT_AND_POLL",
        "CONFLICT,        polls attaches replays repeats-text had-text, REPORT_AND_POLL",
        "REFUSED,         polls attaches replays repeats-text,          REPORT_AND_POLL",
        "GONE,            polls attaches replays repeats-text,          ASK",
        "GONE,            polls attaches repeats-text,                  REPORT_AND_POLL",
        "SERVER_ERROR,    polls attaches replays repeats-text,          ASK",
        "INVALID_REQUEST, polls attaches replays,                       ASK",
        "INVALID_REQUEST, attaches replays,                             RESTART"
    })
    void aStreamThatIsRefusedIsNotAskedForAgainWherePollsSuffice(FailureKind kind, String words, Action action) {
        GenAiHttpException refused = new GenAiHttpException(
                "refused", Where.provider("loom"), new Answer(kind, 400, null, null, null, false, false));
        assertThat(policy(words)
                        .after(new StreamEnd.NotOpened(refused), position(words))
                        .action())
                .isEqualTo(action);
    }

    @ParameterizedTest
    @CsvSource({
        "TERMINAL,     polls attaches,                         COMPLETE",
        "TERMINAL,     polls attaches replays cursor had-text, COMPLETE",
        "NOT_TERMINAL, polls attaches replays,                 RESTART",
        "NOT_TERMINAL, polls attaches cursor,                  RESUME",
        "NOT_TERMINAL, polls attaches,                         REPORT_AND_POLL",
        "NOT_TERMINAL, polls attaches had-text,                DECLARE",
        "NOT_TERMINAL, polls attaches repeats-text had-text,   REPORT_AND_POLL",
        "OUTPUT_MISSING, polls attaches replays,                 RESTART",
        "OUTPUT_MISSING, polls attaches cursor had-text,         RESUME",
        "OUTPUT_MISSING, polls attaches had-text,                DECLARE",
        "FAILED,       polls attaches replays,                 RESTART",
        "FAILED,       polls attaches cursor,                  RESUME",
        "FAILED,       polls attaches,                         ASK"
    })
    void afterThePollThatFollowsAnInterruption(PollOutcome outcome, String words, Action action) {
        assertThat(policy(words).afterPoll(outcome, position(words)).action()).isEqualTo(action);
    }

    @Test
    void aStreamThatNeverOpenedHasLostNoEvent() {
        ReconnectPolicy policy = ReconnectPolicy.of(new Capabilities(false, true, false, false));

        assertThat(policy.after(End.NOT_OPENED.value, NOTHING).action()).isEqualTo(Action.RESTART);
        assertThat(policy.afterOpening().after(End.NOT_OPENED.value, NOTHING).action())
                .isEqualTo(Action.DECLARE);
    }

    @Test
    void aCursorThatWasRefusedIsNotUsedAgain() {
        Position position = position("cursor");
        Decision refused = policy("attaches replays").after(End.CURSOR_REFUSED.value, position);

        assertThat(refused.next().after(CUT, position).action()).isEqualTo(Action.RESTART);
        assertThat(refused.next().afterEvent().after(CUT, position).action()).isEqualTo(Action.RESTART);
    }

    @Test
    void F35_theThirdUnparseableFrameWithoutProgressEndsTheObservation() {
        ReconnectPolicy first = policy("polls attaches replays");
        Decision second = first.after(End.UNPARSEABLE_FRAME.value, NOTHING);
        Decision third = second.next().after(End.UNPARSEABLE_FRAME.value, NOTHING);

        assertThat(third.action()).isEqualTo(Action.ASK);
        assertThat(third.next().after(End.UNPARSEABLE_FRAME.value, NOTHING).action())
                .isEqualTo(Action.DECLARE);
        assertThat(third.next().after(CUT, NOTHING).action())
                .as("a cut may heal")
                .isEqualTo(Action.ASK);
        assertThat(third.next()
                        .afterEvent()
                        .after(End.UNPARSEABLE_FRAME.value, NOTHING)
                        .action())
                .as("progress starts the count anew")
                .isEqualTo(Action.ASK);
    }

    @Test
    void theThirdCompletedStateWithoutItsTextEndsTheObservation() {
        ReconnectPolicy policy = policy("polls attaches replays");
        for (int i = 0; i < 2; i++) {
            Decision decision = policy.afterPoll(PollOutcome.OUTPUT_MISSING, NOTHING);
            assertThat(decision.action()).isEqualTo(Action.RESTART);
            policy = decision.next();
        }

        assertThat(policy.afterPoll(PollOutcome.OUTPUT_MISSING, NOTHING).action())
                .isEqualTo(Action.DECLARE);
    }

    @Test
    void aDecisionDoesNotChangeThePolicyThatMadeIt() {
        ReconnectPolicy policy = policy("attaches replays");
        policy.after(End.CURSOR_REFUSED.value, position("cursor"));

        assertThat(policy).isEqualTo(policy("attaches replays"));
        assertThat(policy.after(CUT, position("cursor")).action()).isEqualTo(Action.RESUME);
    }
}
