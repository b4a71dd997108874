package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** All streams of a few parts, split at each byte, with each limit. The test is exhaustive, not random. */
class EverySmallStreamTest {

    private static final List<String> PARTS = List.of(
            "\n",
            "\r",
            "data:a",
            "data",
            "id:1\n",
            "retry:2\r",
            "event:e\n",
            ": \u20AC",
            "\uFEFF",
            "id:\0\n",
            "data: [DONE]\n\n");

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void isReadTheSameWhereverItIsSplit(@ForAll("small") byte[] stream) {
        StreamResult expected = SpecOracle.read(stream, 100);
        assertSame(stream, Wire.byteByByte(stream), 100, expected);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertSame(stream, Wire.splitAt(stream, cut), 100, expected);
        }
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void exceedsALimitAtTheSameByteWhereverItIsSplit(@ForAll("smaller") byte[] stream) {
        for (int limit = 1; limit <= stream.length; limit++) {
            StreamResult expected = SpecOracle.read(stream, limit);
            assertSame(stream, Wire.byteByByte(stream), limit, expected);
            for (int cut = 0; cut <= stream.length; cut++) {
                assertSame(stream, Wire.splitAt(stream, cut), limit, expected);
            }
        }
    }

    private static void assertSame(byte[] stream, Wire wire, long limit, StreamResult expected) {
        StreamResult read = StreamResult.of(wire, limit);
        if (!read.equals(expected)) {
            assertThat(read)
                    .as("%s with a limit of %d", new String(stream, StandardCharsets.UTF_8), limit)
                    .isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<byte[]> small() {
        return parts(4);
    }

    @Provide
    Arbitrary<byte[]> smaller() {
        return parts(3);
    }

    private static Arbitrary<byte[]> parts(int max) {
        return Arbitraries.of(PARTS).list().ofMaxSize(max).map(parts -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach(each -> all.writeBytes(each.getBytes(StandardCharsets.UTF_8)));
            return all.toByteArray();
        });
    }
}
