package io.camelgenai.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The statuses of a generation and the types of its events. */
class GenerationStatusTest {

    @Test
    void theConstantsAreThoseOfTheContract() {
        assertThat(GenerationStatus.values())
                .extracting(Enum::name)
                .containsExactly("QUEUED", "RUNNING", "UNRECOGNIZED", "COMPLETED", "INCOMPLETE", "FAILED", "CANCELED");
        assertThat(GenerationEventType.values())
                .extracting(Enum::name)
                .containsExactly(
                        "STARTED",
                        "STATUS",
                        "TEXT",
                        "REASONING",
                        "TOOL_CALL",
                        "OTHER",
                        "COMPLETED",
                        "INCOMPLETE",
                        "FAILED",
                        "CANCELED");
    }

    @Test
    void fourStatusesAreTerminalAndAnUnrecognizedOneIsNot() {
        assertThat(Arrays.stream(GenerationStatus.values()).filter(GenerationStatus::isTerminal))
                .containsExactly(
                        GenerationStatus.COMPLETED,
                        GenerationStatus.INCOMPLETE,
                        GenerationStatus.FAILED,
                        GenerationStatus.CANCELED);
    }

    @Test
    void fourTypesOfEventsAreTerminal() {
        assertThat(Arrays.stream(GenerationEventType.values()).filter(GenerationEventType::isTerminal))
                .containsExactly(
                        GenerationEventType.COMPLETED,
                        GenerationEventType.INCOMPLETE,
                        GenerationEventType.FAILED,
                        GenerationEventType.CANCELED);
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "INCOMPLETE", "FAILED", "CANCELED"})
    void aTerminalStatusIsReportedByTheTypeOfTheSameName(GenerationStatus status) {
        assertThat(GenerationEventType.ofStatus(status).name()).isEqualTo(status.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"QUEUED", "RUNNING", "UNRECOGNIZED"})
    void anyOtherStatusIsReportedAsAChangeOfStatus(GenerationStatus status) {
        assertThat(GenerationEventType.ofStatus(status)).isEqualTo(GenerationEventType.STATUS);
    }
}
