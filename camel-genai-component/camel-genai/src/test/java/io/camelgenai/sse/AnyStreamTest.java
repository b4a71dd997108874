package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** For any bytes, split in any way, the reader agrees with the standard and terminates. */
class AnyStreamTest {

    private static final List<String> FIELDS = List.of("data", "data:", "data: ", "id", "id:", "event:", "retry:");
    private static final List<String> LINE_ENDS = List.of("\n", "\r", "\r\n", "\n\n", "\r\r", "\r\n\r\n");
    private static final List<String> TEXTS = List.of(
            ":",
            " ",
            "0",
            "7",
            "42",
            "99999999999999999999",
            "a",
            "\0",
            "\t",
            "\uFEFF",
            "\u00E9",
            "\u20AC",
            "\uD83D\uDE00",
            "\u0085",
            "\u2028",
            "\u0663");
    /** Truncated, overlong, surrogate and impossible sequences, and the halves of a byte order mark. */
    private static final List<String> NOT_UTF_8 = List.of(
            "c3", "82", "e2", "e282", "f09f98", "c0af", "e08080", "eda080", "f4908080", "ff", "ef", "efbb", "bf");

    @Property(tries = 5000)
    void isReadAsTheStandardSays(
            @ForAll("streams") byte[] stream,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 9) Integer> pieces) {
        Reading expected = SpecOracle.read(stream);
        Statistics.label("events")
                .collect(expected.events().isEmpty() ? "none" : "some")
                .coverage(coverage -> coverage.check("some").percentage(percent -> percent > 20));
        assertThat(Reading.of(Wire.of(stream))).isEqualTo(expected);
        assertThat(Reading.of(Wire.byteByByte(stream))).isEqualTo(expected);
        assertThat(Reading.of(Wire.splitAt(stream, ends(pieces)))).isEqualTo(expected);
    }

    @Property(tries = 5000)
    void isRefusedExactlyWhereItExceedsALimit(
            @ForAll("streams") byte[] stream,
            @ForAll @IntRange(min = 1, max = 30) int limit,
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 9) Integer> pieces) {
        StreamResult expected = SpecOracle.read(stream, limit);
        Statistics.label("limit")
                .collect(expected.tooLarge() ? "exceeded" : "met")
                .coverage(coverage -> {
                    coverage.check("exceeded").percentage(percent -> percent > 10);
                    coverage.check("met").percentage(percent -> percent > 10);
                });
        assertThat(StreamResult.of(Wire.of(stream), limit)).isEqualTo(expected);
        assertThat(StreamResult.of(Wire.byteByByte(stream), limit)).isEqualTo(expected);
        assertThat(StreamResult.of(Wire.splitAt(stream, ends(pieces)), limit)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<byte[]> streams() {
        Arbitrary<byte[]> parts = Arbitraries.frequencyOf(
                Tuple.of(4, utf8(FIELDS)),
                Tuple.of(4, utf8(LINE_ENDS)),
                Tuple.of(3, utf8(TEXTS)),
                Tuple.of(1, Arbitraries.of(NOT_UTF_8).map(HexFormat.of()::parseHex)));
        return parts.list().ofMaxSize(40).map(AnyStreamTest::joined);
    }

    private static Arbitrary<byte[]> utf8(List<String> texts) {
        return Arbitraries.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** The ends of pieces of these sizes; the rest is one piece. */
    private static int[] ends(List<Integer> pieces) {
        List<Integer> ends = new ArrayList<>();
        int end = 0;
        for (int piece : pieces) {
            end += piece;
            ends.add(end);
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }
}
