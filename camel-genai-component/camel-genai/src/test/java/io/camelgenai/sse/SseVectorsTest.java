package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the standard, of other readers' suites and of providers' streams, however their bytes are split. */
class SseVectorsTest {

    private static final int MAX_SHORT = 4096;

    @Test
    void theFileContainsAllCases() {
        assertThat(SseVector.all()).hasSize(60);
    }

    @ParameterizedTest
    @MethodSource("io.camelgenai.sse.SseVector#all")
    void isReadInOnePiece(SseVector vector) {
        assertThat(Reading.of(Wire.of(vector.bytes()))).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("io.camelgenai.sse.SseVector#all")
    void isReadInThePiecesOfTheCase(SseVector vector) {
        assertThat(Reading.of(Wire.splitAt(vector.bytes(), vector.chunks()))).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("io.camelgenai.sse.SseVector#all")
    void isReadByteByByte(SseVector vector) {
        assertThat(Reading.of(Wire.byteByByte(vector.bytes()))).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("shortVectors")
    void isReadInTwoPiecesSplitAnywhere(SseVector vector) {
        for (int cut = 1; cut < vector.bytes().length; cut++) {
            assertThat(Reading.of(Wire.splitAt(vector.bytes(), cut)))
                    .as("split after byte %d", cut)
                    .isEqualTo(vector.expected());
        }
    }

    static Stream<SseVector> shortVectors() {
        return SseVector.all().filter(vector -> vector.bytes().length < MAX_SHORT);
    }
}
