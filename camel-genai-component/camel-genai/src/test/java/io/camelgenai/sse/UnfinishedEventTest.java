package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that ends inside an event returns no event, and gives access to the unfinished one. */
class UnfinishedEventTest {

    @ParameterizedTest
    @ValueSource(strings = {"data: [DONE]", "data: [DONE]\n", "data: [DONE]\r", "data: [DONE]\r\n"})
    void anEndMarkerWithoutItsBlankLineIsAvailable(String end) throws IOException {
        ServerSentEventReader reader = Wire.of("data: 1\n\n" + end).reader();
        assertThat(reader.next()).isEqualTo(new ServerSentEvent("", "message", "1"));
        assertThat(reader.unfinished()).isNull();
        assertThat(reader.next()).isNull();
        assertThat(reader.unfinished()).isEqualTo(new ServerSentEvent("", "message", "[DONE]"));
    }

    @Test
    void anUnfinishedEventHasItsTypeAndAllItsLines() throws IOException {
        ServerSentEventReader reader = Wire.of("event: end\ndata: a\ndata: b").reader();
        assertThat(reader.next()).isNull();
        assertThat(reader.unfinished()).isEqualTo(new ServerSentEvent("", "end", "a\nb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: 1\n\n", "event: end", "event: end\n", "id: 7\n", ": bye", "{\"error\":1}"})
    void aStreamWithoutPendingDataHasNoUnfinishedEvent(String stream) throws IOException {
        ServerSentEventReader reader = Wire.of(stream).reader();
        while (reader.next() != null) {
            assertThat(reader.unfinished()).isNull();
        }
        assertThat(reader.unfinished()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id: 2", "id: 2\n", "id: 2\ndata: x", "data: x\nid: 2\n"})
    void anIdWithoutItsBlankLineIsNotUsedForAReconnect(String end) throws IOException {
        ServerSentEventReader reader = Wire.of("id: 1\ndata: a\n\n" + end).reader();
        assertThat(reader.next()).isNotNull();
        assertThat(reader.next()).isNull();
        assertThat(reader.lastEventId()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({"'retry: 10', -1", "'retry: 10\n', 10", "'retry: 10\r', 10", "'retry: 10\nretry: 2', 10"})
    void aDelayThatTheEndMayHaveTruncatedIsIgnored(String stream, long expected) throws IOException {
        ServerSentEventReader reader = Wire.of(stream).reader();
        assertThat(reader.next()).isNull();
        assertThat(reader.retryMillis()).isEqualTo(expected);
    }

    @Test
    void readingAgainAfterTheEndChangesNothing() throws IOException {
        ServerSentEventReader reader = Wire.of("id: 1\n\nretry: 5\ndata: half").reader();
        for (int i = 0; i < 3; i++) {
            assertThat(reader.next()).isNull();
            assertThat(reader.unfinished()).isEqualTo(new ServerSentEvent("1", "message", "half"));
            assertThat(reader.lastEventId()).isEqualTo("1");
            assertThat(reader.retryMillis()).isEqualTo(5);
        }
    }
}
