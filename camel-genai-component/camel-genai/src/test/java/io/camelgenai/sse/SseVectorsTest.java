package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the standard, of other readers' suites and of providers' wires, however their bytes arrive. */
class SseVectorsTest {

    private static final int SHORT = 4096;

    @Test
    void theFileHoldsAllCases() {
        assertThat(SseVector.all()).hasSize(60);
    }

    @ParameterizedTest
    @MethodSource("io.camelgenai.sse.SseVector#all")
    void inOnePiece(SseVector vector) {
        assertThat(Reading.of(Wire.of(vector.bytes()))).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("io.camelgenai.sse.SseVector#all")
    void inThePiecesThatTheCaseNames(SseVector vector) {
        assertThat(Reading.of(Wire.cutAt(vector.bytes(), vector.chunks()))).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("io.camelgenai.sse.SseVector#all")
    void byteByByte(SseVector vector) {
        assertThat(Reading.of(Wire.byteByByte(vector.bytes()))).isEqualTo(vector.expected());
    }

    @ParameterizedTest
    @MethodSource("shortOnes")
    void inTwoPiecesCutAnywhere(SseVector vector) {
        for (int cut = 1; cut < vector.bytes().length; cut++) {
            assertThat(Reading.of(Wire.cutAt(vector.bytes(), cut)))
                    .as("cut after byte %d", cut)
                    .isEqualTo(vector.expected());
        }
    }

    static Stream<SseVector> shortOnes() {
        return SseVector.all().filter(vector -> vector.bytes().length < SHORT);
    }
}
