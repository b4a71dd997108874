package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camelgenai.FuzzCorpus;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reader says what the standard says, whatever the bytes, the pieces in which they arrive and the limit. Its corpus is
 * what the profile {@code fuzz} found.
 */
class ReaderFuzzTest {

    /** An input begins with a byte for the limit and a byte for the pieces; what follows is the stream. */
    private static final int STREAM = 2;

    private static final int SMALLEST_LIMIT = 4;
    private static final int LARGEST_PIECE = 9;
    private static final int SHORT = 512;

    @MethodSource({"vectors", "corpus"})
    @FuzzTest(maxDuration = "20m")
    void everyStreamIsReadAsTheStandardSays(byte[] input) {
        if (input.length < STREAM) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, STREAM, input.length);
        long limit = SMALLEST_LIMIT + (input[0] & 0xFF);
        Ending expected = SpecOracle.read(stream, limit);
        assertThat(Ending.of(Wire.of(stream), limit)).isEqualTo(expected);
        assertThat(Ending.of(Wire.byteByByte(stream), limit)).isEqualTo(expected);
        assertThat(Ending.of(Wire.cutAt(stream, ends(input[1], stream.length)), limit))
                .isEqualTo(expected);
    }

    /** Where pieces of different sizes end, decided by one byte. */
    private static int[] ends(byte seed, int length) {
        int[] ends = new int[length];
        int next = seed & 0xFF;
        int end = 0;
        for (int i = 0; i < length; i++) {
            end += 1 + next % LARGEST_PIECE;
            next = (next * 5 + 3) & 0xFF;
            ends[i] = end;
        }
        return ends;
    }

    /** The short ones: a search among long inputs is slow, and finds nothing that short ones do not hold. */
    static Stream<byte[]> vectors() {
        return SseVector.all().filter(vector -> vector.bytes().length < SHORT).map(vector -> {
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            input.write(0xFF);
            input.write(vector.bytes().length);
            input.writeBytes(vector.bytes());
            return input.toByteArray();
        });
    }

    static Stream<byte[]> corpus() {
        return FuzzCorpus.of("streams.zip");
    }
}
