package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.camelgenai.FuzzCorpus;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The reader agrees with the standard for all bytes, pieces and limits. The corpus was found with the profile
 * {@code fuzz}.
 */
class ReaderFuzzTest {

    /** An input begins with a byte for the limit and a byte for the pieces; the rest is the stream. */
    private static final int STREAM = 2;

    private static final int MIN_LIMIT = 4;
    private static final int MAX_PIECE = 9;
    private static final int MAX_VECTOR = 512;

    @MethodSource({"vectors", "corpus"})
    @FuzzTest(maxDuration = "20m")
    void everyStreamIsReadAsTheStandardSays(byte[] input) {
        if (input.length < STREAM) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, STREAM, input.length);
        long limit = MIN_LIMIT + (input[0] & 0xFF);
        StreamResult expected = SpecOracle.read(stream, limit);
        assertThat(StreamResult.of(Wire.of(stream), limit)).isEqualTo(expected);
        assertThat(StreamResult.of(Wire.byteByByte(stream), limit)).isEqualTo(expected);
        assertThat(StreamResult.of(Wire.splitAt(stream, ends(input[1], stream.length)), limit))
                .isEqualTo(expected);
    }

    /** The ends of pieces of different sizes, derived from one byte. */
    private static int[] ends(byte seed, int length) {
        int[] ends = new int[length];
        int next = seed & 0xFF;
        int end = 0;
        for (int i = 0; i < length; i++) {
            end += 1 + next % MAX_PIECE;
            next = (next * 5 + 3) & 0xFF;
            ends[i] = end;
        }
        return ends;
    }

    /** The short ones: fuzzing long inputs is slow, and finds nothing that short ones do not contain. */
    static Stream<byte[]> vectors() {
        return SseVector.all()
                .filter(vector -> vector.bytes().length < MAX_VECTOR)
                .map(vector -> {
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
