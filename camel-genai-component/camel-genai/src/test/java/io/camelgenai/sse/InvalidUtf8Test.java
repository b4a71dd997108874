package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are not UTF-8 are replaced, and never change where an event begins or ends. */
class InvalidUtf8Test {

    /** The bounds of every range that a UTF-8 decoder distinguishes. */
    private static final byte[] BOUNDS = HexFormat.of()
            .parseHex("00" + "617f" + "808f" + "909f" + "a0bf" + "c0c1" + "c2df" + "e0e1" + "ecedee" + "ef" + "f0f1"
                    + "f3f4" + "f5ff");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "c3",
                "82",
                "e2",
                "e282",
                "f09f98",
                "c0af",
                "e08080",
                "eda080",
                "edbfbf",
                "f4908080",
                "ff",
                "efbb",
                "bf"
            })
    void F37_anInvalidSequenceBecomesReplacementCharacters(String hex) {
        byte[] stream = stream("data: a", HexFormat.of().parseHex(hex), "b\n\n");
        Reading reading = Reading.of(Wire.of(stream));
        assertThat(reading.events()).singleElement().satisfies(event -> assertThat(event.data())
                .matches("a\uFFFD+b"));
        assertThat(Reading.of(Wire.byteByByte(stream))).isEqualTo(reading);
    }

    @Test
    void F37_noSequenceOfBytesChangesWhereTheNextEventBegins() {
        for (int length = 0; length <= 3; length++) {
            checkEverySequence(new byte[length], 0);
        }
    }

    private static void checkEverySequence(byte[] bytes, int index) {
        if (index < bytes.length) {
            for (byte bound : BOUNDS) {
                bytes[index] = bound;
                checkEverySequence(bytes, index + 1);
            }
            return;
        }
        byte[] stream = stream("data: ", bytes, "\n\ndata: next\n\n");
        Reading reading = Reading.of(Wire.of(stream));
        assertThat(reading.events()).as(HexFormat.of().formatHex(bytes)).hasSize(2);
        assertThat(reading.events().get(1).data()).isEqualTo("next");
        assertThat(Reading.of(Wire.byteByByte(stream))).isEqualTo(reading);
    }

    private static byte[] stream(String before, byte[] bytes, String after) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        stream.writeBytes(bytes);
        stream.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        return stream.toByteArray();
    }
}
