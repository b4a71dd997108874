package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No stream makes the reader buffer more than its limit. */
class EventLimitsTest {

    private static final int LIMIT = 64 * 1024;
    private static final String BOM = "\uFEFF";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "data: x",
                "data: x\n",
                "data: x\r\n",
                "data\n",
                "data:\r",
                "data: \u20AC\n",
                ": one comment without an end",
                "id: x",
                "retry: 1"
            })
    void anEndlessLineOrEventIsRefused(String repeated) {
        Repeating source = new Repeating(repeated, 4 * LIMIT);
        assertThatThrownBy(() -> new ServerSentEventReader(source.open(), LIMIT).next())
                .isInstanceOfSatisfying(EventTooLargeException.class, tooLarge -> assertThat(tooLarge.maxEventBytes())
                        .isEqualTo(LIMIT))
                .hasMessage("An event of the stream is larger than 65536 bytes");
        assertThat(source.given()).isLessThanOrEqualTo(2 * LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {": keep-alive\n", ":\n\n", "\n", "event: x\n", "id: 1\n", "nonsense\r\n", "retry: 5\r"})
    void linesWithoutDataAreNotLimitedInNumber(String repeated) throws IOException {
        int total = 100 * LIMIT / repeated.length() * repeated.length();
        Repeating source = new Repeating(repeated, total);
        assertThat(new ServerSentEventReader(source.open(), LIMIT).next()).isNull();
        assertThat(source.given()).isEqualTo(total);
    }

    @Test
    void theLimitAppliesToEachEvent() throws IOException {
        String event = "data: " + "x".repeat(LIMIT / 2) + "\n\n";
        ServerSentEventReader reader =
                new ServerSentEventReader(Wire.of(event.repeat(5)).open(), LIMIT);
        for (int i = 0; i < 5; i++) {
            assertThat(reader.next()).isNotNull();
        }
        assertThat(reader.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BOM})
    void aLineOfExactlyTheLimitIsReadHoweverItIsSplit(String start) throws IOException {
        byte[] bytes = (start + "data:12345\n\n").getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < bytes.length; cut++) {
            ServerSentEventReader reader =
                    new ServerSentEventReader(Wire.splitAt(bytes, cut).open(), 10);
            assertThat(reader.next())
                    .as("split after byte %d", cut)
                    .isEqualTo(new ServerSentEvent("", "message", "12345"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BOM})
    void aLineOfOneByteMoreIsRefusedHoweverItIsSplit(String start) {
        byte[] bytes = (start + "data:123456\n\n").getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < bytes.length; cut++) {
            ServerSentEventReader reader =
                    new ServerSentEventReader(Wire.splitAt(bytes, cut).open(), 10);
            assertThatThrownBy(reader::next).as("split after byte %d", cut).isInstanceOf(EventTooLargeException.class);
        }
    }

    @Test
    void anExceptionOfTheConnectionReachesTheCaller() {
        Source broken = new ForwardingSource(Wire.of("")) {
            @Override
            public long read(Buffer sink, long byteCount) throws IOException {
                throw new IOException("reset");
            }
        };
        assertThatThrownBy(() -> new ServerSentEventReader(Okio.buffer(broken), LIMIT).next())
                .isInstanceOf(IOException.class)
                .hasMessage("reset");
    }

    /** The same bytes repeated, with a count of those that were read. */
    private static final class Repeating extends ForwardingSource {

        private final byte[] bytes;
        private long left;
        private long given;

        Repeating(String text, long total) {
            super(Wire.of(""));
            bytes = text.repeat(1024).getBytes(StandardCharsets.UTF_8);
            left = total;
        }

        BufferedSource open() {
            return Okio.buffer((Source) this);
        }

        long given() {
            return given;
        }

        @Override
        public long read(Buffer sink, long byteCount) {
            int from = (int) (given % bytes.length);
            int count = (int) Math.min(Math.min(byteCount, bytes.length - from), left);
            if (count == 0) {
                return -1;
            }
            sink.write(bytes, from, count);
            given += count;
            left -= count;
            return count;
        }
    }
}
