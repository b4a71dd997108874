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

/** All streams that can be put together from a few parts, cut at each place, with each limit: no chance is involved. */
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
    void isReadTheSameWhereverItIsCut(@ForAll("small") byte[] stream) {
        Ending expected = SpecOracle.read(stream, 100);
        assertSame(stream, Wire.byteByByte(stream), 100, expected);
        for (int cut = 0; cut <= stream.length; cut++) {
            assertSame(stream, Wire.cutAt(stream, cut), 100, expected);
        }
    }

    @Property(generation = GenerationMode.EXHAUSTIVE)
    void isGivenUpAtTheSameByteWhereverItIsCut(@ForAll("smaller") byte[] stream) {
        for (int limit = 1; limit <= stream.length; limit++) {
            Ending expected = SpecOracle.read(stream, limit);
            assertSame(stream, Wire.byteByByte(stream), limit, expected);
            for (int cut = 0; cut <= stream.length; cut++) {
                assertSame(stream, Wire.cutAt(stream, cut), limit, expected);
            }
        }
    }

    private static void assertSame(byte[] stream, Wire wire, long limit, Ending expected) {
        Ending read = Ending.of(wire, limit);
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

    private static Arbitrary<byte[]> parts(int most) {
        return Arbitraries.of(PARTS).list().ofMaxSize(most).map(parts -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            parts.forEach(each -> all.writeBytes(each.getBytes(StandardCharsets.UTF_8)));
            return all.toByteArray();
        });
    }
}
