package io.camelgenai.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The words for where a generation stands, and for what happened to it. */
class GenerationStatusTest {

    @Test
    void theWordsAreThoseOfTheContract() {
        assertThat(GenerationStatus.values())
                .extracting(Enum::name)
                .containsExactly("QUEUED", "RUNNING", "UNRECOGNIZED", "COMPLETED", "INCOMPLETE", "FAILED", "CANCELED");
        assertThat(GenerationEventType.values())
                .extracting(Enum::name)
                .containsExactly("STARTED", "STATUS", "TEXT", "OTHER", "COMPLETED", "INCOMPLETE", "FAILED", "CANCELED");
    }

    @Test
    void fourOfThemAreTerminalAndAnUnknownWordIsNot() {
        assertThat(Arrays.stream(GenerationStatus.values()).filter(GenerationStatus::isTerminal))
                .containsExactly(
                        GenerationStatus.COMPLETED,
                        GenerationStatus.INCOMPLETE,
                        GenerationStatus.FAILED,
                        GenerationStatus.CANCELED);
    }

    @Test
    void noEventFollowsTheFourTerminalTypes() {
        assertThat(Arrays.stream(GenerationEventType.values()).filter(GenerationEventType::isTerminal))
                .containsExactly(
                        GenerationEventType.COMPLETED,
                        GenerationEventType.INCOMPLETE,
                        GenerationEventType.FAILED,
                        GenerationEventType.CANCELED);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "INCOMPLETE", "FAILED", "CANCELED"})
    void aTerminalStatusIsAnnouncedByTheTypeOfItsName(GenerationStatus status) {
        assertThat(GenerationEventType.ofStatus(status).name()).isEqualTo(status.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUED", "RUNNING", "UNRECOGNIZED"})
    void anyOtherIsAChangeOfStatus(GenerationStatus status) {
        assertThat(GenerationEventType.ofStatus(status)).isEqualTo(GenerationEventType.STATUS);
    }
}
