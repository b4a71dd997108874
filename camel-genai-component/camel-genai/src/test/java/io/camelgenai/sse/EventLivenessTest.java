package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event is returned with the byte that completes it, and no further byte is read. */
class EventLivenessTest {

    @ParameterizedTest
    @ValueSource(strings = {"\r\r", "\n\n", "\r\n\r\n", "\r\n\r", "\n\r", "\r\n\n"})
    void anEventDoesNotWaitForTheNextByte(String end) throws IOException {
        Wire wire = Wire.of("data: now" + end).thenSilence();
        assertThat(wire.reader().next()).isEqualTo(new ServerSentEvent("", "message", "now"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\r", "\n\n", "\r\n\r\n", "\r\n\r", "\n\r", "\r\n\n"})
    void anEventThatArrivesByteByByteDoesNotWaitForTheNextByte(String end) throws IOException {
        byte[] bytes = ("data: now" + end).getBytes(StandardCharsets.UTF_8);
        Wire wire = Wire.byteByByte(bytes).thenSilence();
        assertThat(wire.reader().next()).isEqualTo(new ServerSentEvent("", "message", "now"));
    }

    @Test
    void theLateLineFeedOfACrLfMakesNoEvent() throws IOException {
        byte[] bytes = "data: 1\r\n\r\ndata: 2\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        Wire wire = Wire.splitAt(bytes, 10).thenSilence();
        ServerSentEventReader reader = wire.reader();
        assertThat(reader.next()).isEqualTo(new ServerSentEvent("", "message", "1"));
        assertThat(wire.reads()).isEqualTo(1);
        assertThat(reader.next()).isEqualTo(new ServerSentEvent("", "message", "2"));
        assertThat(wire.reads()).isEqualTo(2);
    }

    @Test
    void eventsThatArriveTogetherTakeOneRead() throws IOException {
        Wire wire = Wire.of("data: 1\n\ndata: 2\n\ndata: 3\n\n").thenSilence();
        ServerSentEventReader reader = wire.reader();
        for (String data : new String[] {"1", "2", "3"}) {
            assertThat(reader.next()).isEqualTo(new ServerSentEvent("", "message", data));
        }
        assertThat(wire.reads()).isEqualTo(1);
    }

    @Test
    void nothingIsReadBeforeAnEventIsRequested() {
        Wire wire = Wire.of("data: 1\n\n");
        ServerSentEventReader reader = wire.reader();
        assertThat(reader.lastEventId()).isEmpty();
        assertThat(reader.retryMillis()).isEqualTo(-1);
        assertThat(reader.unfinished()).isNull();
        assertThat(wire.reads()).isZero();
    }
}
