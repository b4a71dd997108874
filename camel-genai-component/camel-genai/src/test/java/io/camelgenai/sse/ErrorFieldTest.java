package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import okio.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** G7: older versions of llama.cpp report a failure in a field {@code error}, which the standard does not know. */
class ErrorFieldTest {

    private static final String BEFORE = "data: a\n\n";
    private static final ServerSentEvent FIRST = new ServerSentEvent("", "message", "a");
    private static final ServerSentEvent ERROR = new ServerSentEvent("", "error", "{\"code\":400}");

    private static List<ServerSentEvent> read(String stream) throws IOException {
        ServerSentEventReader reader = new ServerSentEventReader(new Buffer().writeUtf8(stream), 1000);
        List<ServerSentEvent> events = new ArrayList<>();
        for (ServerSentEvent event = reader.next(); event != null; event = reader.next()) {
            events.add(event);
        }
        ServerSentEvent rest = reader.unfinished();
        if (rest != null) {
            events.add(rest);
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error: {\"code\":400}\n\n",
                "error:{\"code\":400}\n\n",
                "error: {\"code\":400}\r\n\r\n",
                "error: {\"code\":400}\r\r",
                "error: {\"code\":400}\n",
                "error: {\"code\":400}",
                "event: message\nerror: {\"code\":400}\n\n",
                "error: {\"code\":400}\nretry: 5\n\n"
            })
    void G7_itIsAnEventOfTheTypeError(String error) throws IOException {
        assertThat(read(BEFORE + error)).containsExactly(FIRST, ERROR);
        assertThat(read(error)).containsExactly(ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"error: {\"code\":400}\n\n", "error: {\"code\":400}\n"})
    void G7_whatComesBeforeItWithoutABlankLineIsNotLost(String error) throws IOException {
        assertThat(read("data: a\n" + error)).containsExactly(FIRST, ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"errors: x\n\n", "Error: x\n\n", "err: x\n\n", " error: x\n\n", ":error: x\n\n"})
    void otherFieldsAreIgnored(String field) throws IOException {
        assertThat(read(BEFORE + field)).containsExactly(FIRST);
    }
}
