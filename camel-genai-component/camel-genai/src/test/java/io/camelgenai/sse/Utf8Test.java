package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What is no UTF-8 becomes as many U+FFFD as the Encoding Standard says, which is not always what Java says. */
class Utf8Test {

    /** The bounds of every range that the standard's decoder tells apart. */
    private static final byte[] BOUNDS = HexFormat.of()
            .parseHex("00" + "617f" + "808f" + "909f" + "a0bf" + "c0c1" + "c2df" + "e0e1" + "ecedee" + "ef" + "f0f1"
                    + "f3f4" + "f5ff");

    @Test
    void F37_aSurrogateIsThreeMistakes() {
        byte[] surrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
        assertThat(Utf8.text(surrogate, 0, 3)).isEqualTo("\uFFFD\uFFFD\uFFFD");
        assertThat(Utf8.text(surrogate, 0, 2)).isEqualTo("\uFFFD\uFFFD");
        assertThat(Utf8.text(surrogate, 0, 1)).isEqualTo("\uFFFD");
    }

    @Test
    void F37_everySequenceIsReadAsTheStandardSays() {
        for (int length = 0; length <= 4; length++) {
            everySequence(new byte[length], 0);
        }
    }

    private static void everySequence(byte[] bytes, int place) {
        if (place < bytes.length) {
            for (byte bound : BOUNDS) {
                bytes[place] = bound;
                everySequence(bytes, place + 1);
            }
            return;
        }
        String expected = Utf8Oracle.decode(bytes);
        if (!Utf8.text(bytes, 0, bytes.length).equals(expected)) {
            assertThat(Utf8.text(bytes, 0, bytes.length))
                    .as(HexFormat.of().formatHex(bytes))
                    .isEqualTo(expected);
        }
    }

    @Test
    void onlyTheGivenPlacesCount() {
        byte[] bytes = {'a', (byte) 0xED, (byte) 0xA0, 'b', (byte) 0xC3};
        assertThat(Utf8.text(bytes, 1, 4)).isEqualTo("\uFFFD\uFFFDb");
        assertThat(Utf8.text(bytes, 0, 2)).isEqualTo("a\uFFFD");
    }
}
