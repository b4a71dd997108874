package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.generation.ToolCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Observations of a generation whose provider fails in every way. Waiting takes no time here. */
class ObservationTest {

    private static final String RUNNING = "{\"weaving\":\"17\",\"stage\":\"weaving\"}";
    private static final String WOVEN = "{\"weaving\":\"17\",\"stage\":\"woven\",\"cloth\":\"warp and weft\"}";
    private static final String UNKNOWN = "{\"knot\":\"frayed\",\"why\":\"no such weaving\"}";

    private final LeapingTime time = new LeapingTime();

    private static Generation known(String provider) {
        return Generation.of(provider).id("17").status(GenerationStatus.RUNNING).build();
    }

    private List<GenerationEvent> byPolling(ScriptedProvider provider, String name) {
        return all(new PollingObservation(provider.client(), known(name), true, time));
    }

    private List<GenerationEvent> byStream(ScriptedProvider provider) {
        return all(new StreamObservation(provider.client(), known("loom"), time));
    }

    private static List<GenerationEvent> all(Observation observation) {
        List<GenerationEvent> events = new ArrayList<>();
        observation.forEachRemaining(events::add);
        return events;
    }

    private static GenerationEvent last(List<GenerationEvent> events) {
        return events.get(events.size() - 1);
    }

    @Test
    void F50_errorsOfAPollChangeNothing() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.answers(500, "")
                    .answers(401, UNKNOWN)
                    .answers(429, "", "Retry-After", "90")
                    .answers(200, "<html>")
                    .answers(200, RUNNING)
                    .answers(200, WOVEN);
            List<GenerationEvent> events = byPolling(loom, "loom");

            assertThat(events)
                    .extracting(GenerationEvent::type)
                    .containsOnly(GenerationEventType.STATUS, GenerationEventType.COMPLETED);
            assertThat(last(events).generation().text()).isEqualTo("warp and weft");
            assertThat(time.waits())
                    .as("a requested wait longer than a single call would wait")
                    .contains(Duration.ofSeconds(90));
        }
    }

    @Test
    void aPlaceInTheQueueThatChangesIsAnEvent() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            String queued = "{\"weaving\":\"17\",\"stage\":\"strung\",\"before\":%s}";
            loom.answers(200, queued.formatted("3"))
                    .answers(200, queued.formatted("3"))
                    .answers(200, queued.formatted("\"1\""))
                    .answers(200, RUNNING)
                    .answers(200, WOVEN);
            assertThat(byPolling(loom, "loom"))
                    .extracting(event -> event.type() + " " + event.generation().queuePosition())
                    .containsExactly("STATUS null", "STATUS 3", "STATUS 1", "STATUS null", "COMPLETED null");
        }
    }

    @Test
    void toolCallsThatTheDocumentDoesNotRepeatAreNotWholeAfterACut() throws IOException {
        try (ScriptedProvider loom = ScriptedProvider.likeTheLoom(
                "row:   { type: TEXT, text: /row }",
                "row:   { type: TEXT, text: /row }\n    call:  { type: TOOL_CALL, text: /call, part: {} }",
                ", replays: all",
                "",
                time)) {
            loom.streams("data: {\"what\":\"begin\"}", "data: {\"what\":\"call\",\"call\":\"{\"}", "")
                    .answers(200, WOVEN.replace(",\"cloth\":\"warp and weft\"", ""))
                    .answers(200, WOVEN.replace(",\"cloth\":\"warp and weft\"", ""));
            List<GenerationEvent> events = byStream(loom);

            assertThat(events)
                    .extracting(GenerationEvent::type)
                    .contains(GenerationEventType.TOOL_CALL)
                    .endsWith(GenerationEventType.INCOMPLETE);
            assertThat(last(events).generation().error().code()).isEqualTo("genai.stream-cut");
        }
    }

    @Test
    void theEventsOfATerminalGenerationShowAllThatItBrought() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            Generation woven = known("loom")
                    .with()
                    .status(GenerationStatus.COMPLETED)
                    .text("warp")
                    .reasoning("Which thread?")
                    .toolCalls(List.of(new ToolCall("t1", "cut", "{}"), new ToolCall("t2", "knot", "[]")))
                    .build();
            List<GenerationEvent> events = all(new TerminalObservation(loom.client(), woven, time));

            assertThat(events)
                    .extracting(event -> event.type() + " " + event.text())
                    .containsExactly(
                            "STARTED null",
                            "REASONING Which thread?",
                            "TEXT warp",
                            "TOOL_CALL {}",
                            "TOOL_CALL []",
                            "COMPLETED null");
            assertThat(last(events).generation()).isEqualTo(woven);
        }
    }

    @Test
    void F51_anUnknownStatusIsNotTerminal() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.answers(200, RUNNING.replace("weaving\"}", "dreaming\"}")).answers(200, WOVEN);
            List<GenerationEvent> events = byPolling(loom, "loom");

            assertThat(events)
                    .extracting(event -> event.generation().status())
                    .containsExactly(
                            GenerationStatus.RUNNING, GenerationStatus.UNRECOGNIZED, GenerationStatus.COMPLETED);
        }
    }

    @Test
    void F52_theFirstTerminalStatusCounts() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.answers(200, WOVEN).answers(200, RUNNING).answers(200, "{\"weaving\":\"17\",\"stage\":\"torn\"}");
            List<GenerationEvent> events = byPolling(loom, "loom");

            assertThat(last(events).type()).isEqualTo(GenerationEventType.COMPLETED);
            assertThat(loom.requests()).isOne();
        }
    }

    private GenerationEvent terminalEventOfACutStream(String document) throws IOException {
        String half = "data: {\"type\":\"generation_start\",\"id\":17}\n\n"
                + "data: {\"type\":\"content_delta\",\"delta\":\"half\"}\n\n";
        try (ScriptedProvider elumenta = new ScriptedProvider("elumenta", time)) {
            elumenta.answers(200, half, "Content-Type", "text/event-stream").answers(200, document);
            CreateRequest asked =
                    new CreateRequest("m", new ObjectMapper().createObjectNode().put("model", "m"), "our-id");
            return last(all(elumenta.create(asked, time)));
        }
    }

    @Test
    void F32_aTextThatTheDocumentRepeatsIsCompleteAlthoughItsStreamWasCut() throws IOException {
        GenerationEvent end =
                terminalEventOfACutStream("{\"id\":17,\"status\":\"completed\",\"result_text\":\"half and half\"}");

        assertThat(end.generation().status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(end.generation().text()).isEqualTo("half and half");
    }

    @Test
    void F32_aTextThatTheDocumentDoesNotRepeatIsIncomplete() throws IOException {
        GenerationEvent end = terminalEventOfACutStream("{\"id\":17,\"status\":\"completed\"}");

        assertThat(end.type()).isEqualTo(GenerationEventType.INCOMPLETE);
        assertThat(end.generation().status()).isEqualTo(GenerationStatus.INCOMPLETE);
        assertThat(end.generation().error().code()).isEqualTo("genai.stream-cut");
        assertThat(end.generation().text()).isEqualTo("half");
    }

    @Test
    void F69_aKeyThatAFailureRepeatsIsMasked() throws IOException {
        String refused = "{\"message_id\":\"17\",\"status\":\"error\",\"error_message\":\"ze_test is refused\"}";
        String frame = "event: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"ze_test is refused\"}}\n\n";
        try (ScriptedProvider privategpt = new ScriptedProvider("privategpt", time)) {
            privategpt.answers(200, refused).answers(200, frame, "Content-Type", "text/event-stream");
            Observation streamed = new StreamObservation(privategpt.client(), known("privategpt"), time);

            for (List<GenerationEvent> seen : List.of(byPolling(privategpt, "privategpt"), all(streamed))) {
                assertThat(last(seen).generation().error().message()).isEqualTo("*** is refused");
            }
        }
    }

    @Test
    void F53_aProviderThatDoesNotKnowTheGenerationYetIsGivenTime() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.answers(404, UNKNOWN).answers(404, UNKNOWN).answers(200, WOVEN);

            assertThat(last(byPolling(loom, "loom")).type()).isEqualTo(GenerationEventType.COMPLETED);
        }
    }

    @Test
    void F53_aGenerationThatHasVanishedIsFailed() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.answers(404, UNKNOWN).answers(404, UNKNOWN).answers(404, UNKNOWN);
            GenerationEvent last = last(byPolling(loom, "loom"));

            assertThat(last.type()).isEqualTo(GenerationEventType.FAILED);
            assertThat(last.generation().error().code()).isEqualTo("genai.gone");
            assertThat(time.nanos())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(20).toNanos());
            assertThat(loom.requests()).isEqualTo(3);
        }
    }

    @Test
    void F57_aGenerationThatIsDeletedWhileItStreamsIsFailed() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.streams("data: {\"what\":\"row\",\"row\":\"warp \"}", "");
            for (int i = 0; i < 5; i++) {
                loom.answers(404, UNKNOWN);
            }
            GenerationEvent last = last(byStream(loom));

            assertThat(last.type()).isEqualTo(GenerationEventType.FAILED);
            assertThat(last.generation().error().code()).isEqualTo("genai.gone");
            assertThat(last.generation().text()).as("the text so far").isEqualTo("warp ");
        }
    }

    @Test
    void F58_anExpiredGenerationIsFailed() throws IOException {
        try (ScriptedProvider llmstats = new ScriptedProvider("llmstats", time)) {
            llmstats.answers(200, "{\"id\":\"17\",\"status\":\"expired\"}");
            GenerationEvent last = last(byPolling(llmstats, "llmstats"));

            assertThat(last.type()).isEqualTo(GenerationEventType.FAILED);
            assertThat(last.generation().error().code()).isEqualTo("genai.expired");
        }
    }

    @Test
    void F59_aPartialResultIsCompletedWithAnError() throws IOException {
        try (ScriptedProvider llmstats = new ScriptedProvider("llmstats", time)) {
            llmstats.answers(
                    200,
                    "{\"id\":\"17\",\"status\":\"completed\",\"output\":{\"media\":[{\"url\":\"https://f.example/a.png\"}]},\"error\":{\"code\":\"content_policy\",\"message\":\"one"
                            + " of two was refused\"}}");
            GenerationEvent last = last(byPolling(llmstats, "llmstats"));

            assertThat(last.type()).isEqualTo(GenerationEventType.COMPLETED);
            assertThat(last.generation().artifacts()).hasSize(1);
            assertThat(last.generation().error().code()).isEqualTo("content_policy");
        }
    }

    @Test
    void F33_aCompleteTerminalMarkerCountsWithoutItsBlankLine() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.streams("data: {\"what\":\"row\",\"row\":\"warp\"}", "data: ~");
            List<GenerationEvent> events = byStream(loom);

            assertThat(last(events).type()).isEqualTo(GenerationEventType.COMPLETED);
            assertThat(loom.requests()).isOne();
        }
    }

    @Test
    void F33_aTerminalMarkerThatIsCutProvesNothing() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.streams("data: {\"what\":\"row\",\"row\":\"warp\"}", "data: ").answers(200, WOVEN);
            List<GenerationEvent> events = byStream(loom);

            assertThat(last(events).generation().text())
                    .as("the text of the document")
                    .isEqualTo("warp and weft");
            assertThat(loom.requests()).isEqualTo(2);
        }
    }

    @Test
    void aReplayContinuesWithoutRepetitionOrGap() throws IOException {
        String first = "data: {\"what\":\"row\",\"row\":\"warp \"}";
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.streams(first, "")
                    .answers(200, RUNNING)
                    .streams(first, "data: {\"what\":\"row\",\"row\":\"and weft\"}", "data: ~", "");
            List<GenerationEvent> events = byStream(loom);

            assertThat(events).extracting(GenerationEvent::text).containsExactly("warp ", "and weft", null);
            assertThat(last(events).generation().text()).isEqualTo("warp and weft");
        }
    }

    @Test
    void aReplayThatStartsElsewhereIsDetected() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.streams("data: {\"what\":\"row\",\"row\":\"one \"}", "data: {\"what\":\"row\",\"row\":\"two \"}", "")
                    .answers(200, RUNNING)
                    .streams(
                            "data: {\"what\":\"row\",\"row\":\"two \"}",
                            "data: {\"what\":\"row\",\"row\":\"three\"}",
                            "data: ~",
                            "")
                    .answers(200, WOVEN);
            List<GenerationEvent> events = byStream(loom);

            assertThat(events).extracting(GenerationEvent::text).containsExactly("one ", "two ", null, null);
            assertThat(events.get(2).type()).as("events are lost").isEqualTo(GenerationEventType.STATUS);
            assertThat(last(events).generation().text())
                    .as("the text of the document")
                    .isEqualTo("warp and weft");
        }
    }

    @Test
    void F35_aFrameThatIsNotJsonEndsTheStreamAndIsNotSkipped() throws IOException {
        String good = "data: {\"what\":\"row\",\"row\":\"one \"}";
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            for (int i = 0; i < 3; i++) {
                loom.streams(good, "data: {\"what\":\"row\",", good, "data: ~", "")
                        .answers(200, RUNNING);
            }
            GenerationEvent last = last(byStream(loom));

            assertThat(last.type()).isEqualTo(GenerationEventType.INCOMPLETE);
            assertThat(last.generation().error().code()).isEqualTo("genai.stream-cut");
            assertThat(last.generation().error().message()).contains("frame 'message' is not JSON");
            assertThat(last.generation().text()).isEqualTo("one ");
        }
    }

    @Test
    void theWaitGrowsWhileTheStreamIsInterruptedSoonWhateverItBrings() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            List<String> frames = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                frames.add("data: {\"what\":\"row\",\"row\":\"" + i + "\"}");
                loom.streams(Stream.concat(frames.stream(), Stream.of("")).toArray(String[]::new))
                        .answers(200, RUNNING);
            }
            frames.addAll(List.of("data: ~", ""));
            loom.streams(frames.toArray(String[]::new));
            StreamObservation observation = new StreamObservation(loom.client(), known("loom"), time);
            observation.limitFailures();

            assertThat(last(all(observation)).generation().text())
                    .as("each attempt brought something new, so that the failures are not consecutive")
                    .isEqualTo("01234567");
            assertThat(time.waits())
                    .as("the first one is at most half a second")
                    .anyMatch(wait -> wait.toSeconds() >= 1);
        }
    }

    @Test
    void F41_theReconnectionTimeThatAStreamAsksForIsKeptWithinBounds() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            String row = "data: {\"what\":\"row\",\"row\":\"one \"}";
            loom.streams("retry: 7000\n" + row, "")
                    .answers(200, RUNNING)
                    .streams("retry: 999999999999\n" + row, "")
                    .answers(200, RUNNING)
                    .streams("retry: 0\n" + row, "data: ~", "");

            assertThat(last(byStream(loom)).type()).isEqualTo(GenerationEventType.COMPLETED);
            assertThat(time.waits()).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(30));
        }
    }

    @Test
    void theConnectionOfAFinishedStreamIsReused() throws Exception {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            for (int i = 0; i < 3; i++) {
                loom.streams("data: {\"what\":\"row\",\"row\":\"warp\"}", "data: ~", "");
                assertThat(last(byStream(loom)).type()).isEqualTo(GenerationEventType.COMPLETED);
                assertThat(loom.request().getExchangeIndex())
                        .as("the position of the request on its connection")
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void F12_aProviderThatAsksForNoWaitIsNotPolledWithoutOne() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            loom.answers(200, RUNNING, "Retry-After", "0")
                    .answers(200, RUNNING, "Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")
                    .answers(200, WOVEN);
            byPolling(loom, "loom");

            assertThat(time.waits()).hasSize(2).allMatch(wait -> wait.toMillis() >= 900);
        }
    }

    @Test
    void aStreamWithoutAnIdIsKeptUpToALimit() throws IOException {
        String chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}],\"pad\":\"" + "y".repeat(1000) + "\"}";
        try (ScriptedProvider chat = new ScriptedProvider("openai-chat", time)) {
            chat.streams(Collections.nCopies(1200, chunk).toArray(String[]::new));
            CreateRequest asked =
                    new CreateRequest("m", new ObjectMapper().createObjectNode().put("model", "m"), "our-id");

            assertThatThrownBy(() -> chat.create(asked, time))
                    .isInstanceOf(StreamLimitException.class)
                    .hasMessageContaining("no id");
        }
    }

    @Test
    void aPostWithoutABodyIsSentAsSuchAndAnIdMayBeInABody() throws Exception {
        try (ScriptedProvider loom = ScriptedProvider.likeTheLoom(
                "\"DELETE /weavings/{id}\" }",
                "\"POST /weavings/{id}/stop\", body: none }",
                "\"GET /weavings/{id}\" }",
                "\"POST /weavings/state/\", body: { of: \"weavings/{id}\" } }",
                time)) {
            loom.answers(200, "{}").answers(200, WOVEN);
            loom.client().cancel(Generation.of("loom").id("17").build());
            byPolling(loom, "loom");

            RecordedRequest cancel = loom.request();
            assertThat(cancel.getTarget()).isEqualTo("/weavings/17/stop");
            assertThat(cancel.getHeaders().get("Content-Length")).isEqualTo("0");
            assertThat(cancel.getHeaders().get("Content-Type")).isNull();
            RecordedRequest poll = loom.request();
            assertThat(poll.getTarget()).isEqualTo("/weavings/state/");
            assertThat(poll.getBody().utf8()).isEqualTo("{\"of\":\"weavings/17\"}");
        }
    }
}
