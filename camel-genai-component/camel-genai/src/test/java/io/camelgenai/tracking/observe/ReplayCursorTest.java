package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An interrupted stream continues after the last event, where the provider has a cursor for it. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplayCursorTest {

    private static final String RUNNING = "{\"weaving\":\"17\",\"stage\":\"weaving\"}";
    private static final String WOVEN = "{\"weaving\":\"17\",\"stage\":\"woven\",\"cloth\":\"warp and weft\"}";
    private static final String OLD = "{\"knot\":\"old\",\"why\":\"more than 5 minutes old\"}";
    private static final String BY_NUMBER = "resumes: { after: sequence, query: starting_after }";
    private static final String BY_ID = "resumes: { after: id, header: Last-Event-ID }";
    private static final String END = "data: ~";
    private static final String PURR = "data: {\"what\":\"purr\"}";

    private final LeapingTime time = new LeapingTime();

    private ScriptedProvider numbered(String replays) throws IOException {
        return ScriptedProvider.likeTheLoom(
                "replays: all }", replays + " }", "  kind: /what", "  kind: /what\n  sequence: /n", time);
    }

    private ScriptedProvider withIds() throws IOException {
        return ScriptedProvider.likeTheLoom("replays: all }", BY_ID + " }", "", "", time);
    }

    private List<GenerationEvent> events(ScriptedProvider provider) {
        Generation known =
                Generation.of("loom").id("17").status(GenerationStatus.RUNNING).build();
        List<GenerationEvent> events = new ArrayList<>();
        new StreamObservation(provider.client(), known, time).forEachRemaining(events::add);
        return events;
    }

    private static String row(int number, String text) {
        return "data: {\"what\":\"row\",\"n\":" + number + ",\"row\":\"" + text + "\"}";
    }

    private static String row(String id, String text) {
        return "id: " + id + "\ndata: {\"what\":\"row\",\"row\":\"" + text + "\"}";
    }

    private static GenerationEvent last(List<GenerationEvent> events) {
        return events.get(events.size() - 1);
    }

    @Test
    void theStreamIsResumedAfterTheLastNumber() throws Exception {
        try (ScriptedProvider loom = numbered(BY_NUMBER)) {
            loom.streams(row(0, "a"), row(1, "b"), "").answers(200, RUNNING).streams(row(2, "c"), END, "");

            assertThat(last(events(loom)).generation().text()).isEqualTo("abc");
            assertThat(loom.request().getTarget()).isEqualTo("/weavings/17/live");
            assertThat(loom.request().getTarget()).isEqualTo("/weavings/17");
            assertThat(loom.request().getTarget()).isEqualTo("/weavings/17/live?starting_after=1");
        }
    }

    @Test
    void theStreamIsResumedAfterTheLastId() throws Exception {
        try (ScriptedProvider loom = withIds()) {
            loom.streams(row("x-1", "a"), row("x-2", "b"), "")
                    .answers(200, RUNNING)
                    .streams(row("x-3", "c"), END, "");

            assertThat(last(events(loom)).generation().text()).isEqualTo("abc");
            assertThat(loom.request().getHeaders().get("Last-Event-ID")).isNull();
            loom.request();
            assertThat(loom.request().getHeaders().get("Last-Event-ID")).isEqualTo("x-2");
        }
    }

    @Test
    void F39_anEventThatIsRepeatedAfterAResumeIsReportedOnce() throws IOException {
        try (ScriptedProvider loom = numbered(BY_NUMBER)) {
            loom.streams(row(0, "a"), row(1, "b"), "")
                    .answers(200, RUNNING)
                    .streams(row(1, "b"), row(0, "a"), row(2, "c"), row(2, "c"), END, "");

            assertThat(events(loom)).extracting(GenerationEvent::text).containsExactly("a", "b", "c", null);
        }
        try (ScriptedProvider loom = withIds()) {
            loom.streams(row("1", "a"), row("2", "b"), "")
                    .answers(200, RUNNING)
                    .streams(row("2", "b"), row("3", "c"), END, "");

            assertThat(events(loom)).extracting(GenerationEvent::text).containsExactly("a", "b", "c", null);
        }
    }

    @Test
    void F39_aGapAfterAResumeIsClosedByPolling() throws IOException {
        try (ScriptedProvider loom = numbered(BY_NUMBER)) {
            loom.streams(row(0, "a"), row(1, "b"), "")
                    .answers(200, RUNNING)
                    .streams(row(3, "d"), END, "")
                    .answers(200, WOVEN);
            List<GenerationEvent> events = events(loom);

            assertThat(events)
                    .extracting(GenerationEvent::type)
                    .containsExactly(
                            GenerationEventType.TEXT,
                            GenerationEventType.TEXT,
                            GenerationEventType.STATUS,
                            GenerationEventType.COMPLETED);
            assertThat(last(events).generation().text()).isEqualTo("warp and weft");
        }
    }

    @Test
    void aKeepAliveWithANumberIsNoGap() throws IOException {
        try (ScriptedProvider loom = ScriptedProvider.likeTheLoom(
                "replays: all }",
                BY_NUMBER + " }",
                "  kind: /what\n  end: \"~\"\n  endMarkerCompletes: true\n  frames:\n",
                "  kind: /what\n  sequence: /n\n  end: \"~\"\n  endMarkerCompletes: true\n  frames:\n    purr: ignore\n",
                time)) {
            loom.streams(row(0, "a"), "")
                    .answers(200, RUNNING)
                    .streams("data: {\"what\":\"purr\",\"n\":1}", row(2, "b"), END, "");

            assertThat(last(events(loom)).generation().text()).isEqualTo("ab");
        }
    }

    @Test
    void F40_anExpiredCursorLeadsToPolling() throws IOException {
        try (ScriptedProvider loom = numbered(BY_NUMBER)) {
            loom.streams(row(0, "a"), "")
                    .answers(200, RUNNING)
                    .answers(400, OLD)
                    .answers(200, RUNNING)
                    .answers(200, WOVEN);
            List<GenerationEvent> events = events(loom);

            assertThat(events)
                    .extracting(GenerationEvent::type)
                    .containsExactly(
                            GenerationEventType.TEXT, GenerationEventType.STATUS, GenerationEventType.COMPLETED);
            assertThat(last(events).generation().text()).isEqualTo("warp and weft");
            assertThat(loom.requests())
                    .as("nothing is created, and nothing requested twice")
                    .isEqualTo(5);
        }
    }

    @Test
    void F40_aStreamThatCannotBeResumedIsNotReopenedWhenThePollFails() throws Exception {
        try (ScriptedProvider loom = numbered(BY_NUMBER)) {
            loom.streams(row(0, "a"), "")
                    .answers(200, RUNNING)
                    .answers(400, OLD)
                    .answers(500, "")
                    .streams(row(5, "f"), END, "")
                    .answers(200, WOVEN);

            assertThat(last(events(loom)).generation().text())
                    .as("the rows between are not lost unnoticed")
                    .isEqualTo("warp and weft");
        }
    }

    @Test
    void F40_anExpiredCursorLeadsToAReplayWhereTheProviderReplays() throws IOException {
        try (ScriptedProvider loom = numbered(BY_NUMBER + ", replays: all")) {
            loom.streams(row(0, "a"), "")
                    .answers(200, RUNNING)
                    .answers(410, OLD)
                    .answers(200, RUNNING)
                    .streams(row(0, "a"), row(1, "b"), END, "");

            assertThat(events(loom)).extracting(GenerationEvent::text).containsExactly("a", "b", null);
        }
    }

    @Test
    void anIdThatNoHeaderCanContainIsNotSentBack() throws Exception {
        try (ScriptedProvider loom = withIds()) {
            loom.streams(row("caf\u00e9", "a"), "").answers(200, RUNNING).answers(200, WOVEN);
            List<GenerationEvent> events = events(loom);

            assertThat(last(events).generation().text()).isEqualTo("warp and weft");
            assertThat(loom.requests()).isEqualTo(3);
        }
    }

    private static String purring(String kind) {
        return kind
                + "\n  end: \"~\"\n  endMarkerCompletes: true\n  frames:\n    purr: ignore\n    tied: { type: COMPLETED }\n";
    }

    private ScriptedProvider purring(String replays, String kind) throws IOException {
        return ScriptedProvider.likeTheLoom(
                "replays: all }",
                replays + " }",
                "  kind: /what\n  end: \"~\"\n  endMarkerCompletes: true\n  frames:\n",
                purring(kind),
                time);
    }

    @Test
    void F39_aKeepAliveBeforeTheFirstNumberHidesNoGap() throws IOException {
        try (ScriptedProvider loom = purring(BY_NUMBER, "  kind: /what\n  sequence: /n")) {
            loom.streams(row(0, "a"), row(1, "b"), "")
                    .answers(200, RUNNING)
                    .streams(PURR, row(3, "d"), END, "")
                    .answers(200, WOVEN);

            assertThat(last(events(loom)).generation().text()).isEqualTo("warp and weft");
        }
    }

    @Test
    void F39_aKeepAliveBeforeTheFirstIdHidesNoRepetition() throws IOException {
        try (ScriptedProvider loom = purring(BY_ID, "  kind: /what")) {
            loom.streams(row("1", "a"), row("2", "b"), "")
                    .answers(200, RUNNING)
                    .streams(PURR, row("2", "b"), row("3", "c"), END, "");

            assertThat(events(loom)).extracting(GenerationEvent::text).containsExactly("a", "b", "c", null);
        }
    }

    @Test
    void aKeepAliveWithoutAnIdKeepsTheCursor() throws Exception {
        try (ScriptedProvider loom = purring(BY_ID, "  kind: /what")) {
            loom.streams(row("1", "a"), "")
                    .answers(200, RUNNING)
                    .streams(PURR, "")
                    .answers(200, RUNNING)
                    .streams(row("2", "b"), END, "");

            assertThat(events(loom)).extracting(GenerationEvent::text).containsExactly("a", "b", null);
        }
    }

    @Test
    void F39_aGapBeforeATerminalMarkerWithoutItsBlankLineIsClosedByPolling() throws IOException {
        try (ScriptedProvider loom = purring(BY_NUMBER, "  kind: /what\n  sequence: /n")) {
            loom.streams(row(0, "a"), row(1, "b"), "")
                    .answers(200, RUNNING)
                    .streams("data: {\"what\":\"tied\",\"n\":9}")
                    .answers(200, WOVEN);

            assertThat(last(events(loom)).generation().text()).isEqualTo("warp and weft");
        }
    }
}
