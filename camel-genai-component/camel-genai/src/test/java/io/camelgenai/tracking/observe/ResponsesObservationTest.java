package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Observations of OpenAI's responses, whose streams are numbered and resumed. Waiting takes no time here. */
class ResponsesObservationTest {

    private static final String CREATED = frame("response.created", 0, "\"response\":" + response("queued", ""));
    private static final String STARTED =
            frame("response.in_progress", 1, "\"response\":" + response("in_progress", ""));
    private static final String KEEP_ALIVE = "event: keepalive\ndata: {\"type\":\"keepalive\"}";
    private static final String UNKNOWN =
            "{\"error\":{\"message\":\"Response with id '17' not found.\",\"type\":\"invalid_request_error\"}}";
    private static final String NOT_STREAMED =
            "{\"error\":{\"message\":\"This response cannot be streamed because it was not"
                    + " created with background=true.\",\"type\":\"invalid_request_error\",\"param\":\"stream\","
                    + "\"code\":\"invalid_request_error\"}}";

    private final LeapingTime time = new LeapingTime();
    private ScriptedProvider openAi;

    @BeforeEach
    void start() throws IOException {
        openAi = new ScriptedProvider("openai-responses", time);
    }

    @AfterEach
    void stop() {
        openAi.close();
    }

    private static String frame(String type, int number, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":" + number + "," + more + "}";
    }

    private static String delta(int number, String text) {
        return frame("response.output_text.delta", number, "\"delta\":\"" + text + "\"");
    }

    private static String completed(int number, String text) {
        return frame("response.completed", number, "\"response\":" + response("completed", text));
    }

    private static String response(String status, String text) {
        String output = text.isEmpty()
                ? ""
                : "{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"" + text + "\"}]}";
        return "{\"id\":\"17\",\"object\":\"response\",\"status\":\"" + status + "\",\"output\":[" + output + "]}";
    }

    private static Generation known() {
        return Generation.of("openai-responses")
                .id("17")
                .status(GenerationStatus.QUEUED)
                .build();
    }

    private static List<GenerationEvent> all(Observation observation) {
        List<GenerationEvent> events = new ArrayList<>();
        observation.forEachRemaining(events::add);
        return events;
    }

    private List<GenerationEvent> byStream() {
        return all(new StreamObservation(openAi.client(), known(), time));
    }

    private static GenerationEvent last(List<GenerationEvent> events) {
        return events.get(events.size() - 1);
    }

    @Test
    void anInterruptedStreamIsResumedAfterTheLastNumberAndRepeatedFramesAreSkipped() throws Exception {
        openAi.streams(CREATED, STARTED, delta(2, "high "), "")
                .answers(200, response("in_progress", ""))
                .streams(delta(2, "high "), delta(3, "tide"), completed(4, "high tide"), "");
        List<GenerationEvent> events = byStream();

        assertThat(events)
                .extracting(GenerationEvent::text)
                .filteredOn(text -> text != null)
                .containsExactly("high ", "tide");
        assertThat(last(events).generation().text()).isEqualTo("high tide");
        assertThat(openAi.request().getTarget()).isEqualTo("/responses/17?stream=true");
        assertThat(openAi.request().getTarget()).isEqualTo("/responses/17");
        assertThat(openAi.request().getTarget()).isEqualTo("/responses/17?stream=true&starting_after=2");
    }

    @Test
    void aStreamThatEndsWithoutATerminalEventShowsACancelByItsState() {
        openAi.streams(CREATED, STARTED, delta(2, "high "), "").answers(200, response("cancelled", ""));

        GenerationEvent last = last(byStream());
        assertThat(last.type()).isEqualTo(GenerationEventType.CANCELED);
        assertThat(last.generation().text()).as("the text so far").isEqualTo("high ");
    }

    @Test
    void aKeepAliveFrameOutsideTheSchemaIsNoEventAndNoInterruption() {
        openAi.streams(
                KEEP_ALIVE, CREATED, KEEP_ALIVE, STARTED, delta(2, "tide"), KEEP_ALIVE, completed(3, "tide"), "");
        List<GenerationEvent> events = byStream();

        assertThat(events).extracting(GenerationEvent::name).doesNotContain("keepalive");
        assertThat(last(events).generation().text()).isEqualTo("tide");
        assertThat(openAi.requests()).isOne();
    }

    @Test
    void aKeepAliveFrameIsNoGapAfterAResume() {
        openAi.streams(CREATED, STARTED, delta(2, "high "), "")
                .answers(200, response("in_progress", ""))
                .streams(KEEP_ALIVE, delta(3, "tide"), completed(4, "high tide"), "");

        assertThat(last(byStream()).type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(openAi.requests()).isEqualTo(3);
    }

    @Test
    void anUnknownFrameWithoutANumberIsAnEventAndDoesNotBreakTheStream() {
        openAi.streams(
                CREATED, STARTED, "data: {\"type\":\"response.new\"}", delta(2, "tide"), completed(3, "tide"), "");
        List<GenerationEvent> events = byStream();

        assertThat(events).extracting(GenerationEvent::name).contains("response.new");
        assertThat(last(events).generation().text()).isEqualTo("tide");
    }

    @Test
    void aResponseThatWaitsIsQueued() {
        openAi.streams(
                CREATED,
                frame("response.queued", 1, "\"response\":" + response("queued", "")),
                frame("response.in_progress", 2, "\"response\":" + response("in_progress", "")),
                delta(3, "tide"),
                completed(4, "tide"),
                "");

        assertThat(byStream())
                .extracting(event -> event.generation().status())
                .containsExactly(
                        GenerationStatus.QUEUED,
                        GenerationStatus.QUEUED,
                        GenerationStatus.RUNNING,
                        GenerationStatus.RUNNING,
                        GenerationStatus.COMPLETED);
    }

    @Test
    void aResponseWithoutAStreamIsPolledAndItsStreamAskedForOnce() {
        openAi.answers(400, NOT_STREAMED)
                .answers(200, response("in_progress", ""))
                .answers(200, response("completed", "tide"));
        List<GenerationEvent> events = byStream();

        assertThat(last(events).type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(last(events).generation().text()).isEqualTo("tide");
        assertThat(openAi.requests()).isEqualTo(3);
    }

    @Test
    void attachingToAResponseWithoutAStreamFailsWithTheReason() {
        openAi.answers(400, NOT_STREAMED);

        assertThatThrownBy(() -> Observations.stream(openAi.client(), known(), time))
                .isInstanceOf(GenAiHttpException.class)
                .hasMessageContaining("was not created with background=true");
    }

    @Test
    void aResponseThatTheProviderNoLongerKeepsIsGone() {
        openAi.answers(404, UNKNOWN).answers(404, UNKNOWN).answers(404, UNKNOWN);

        GenerationEvent last = last(all(new PollingObservation(openAi.client(), known(), true, time)));
        assertThat(last.type()).isEqualTo(GenerationEventType.FAILED);
        assertThat(last.generation().error().code()).isEqualTo("genai.gone");
    }

    @Test
    void aResponseThatTheProviderForgetsWhileItStreamsIsGoneWithTheTextSoFar() {
        openAi.streams(CREATED, STARTED, delta(2, "high "), "");
        for (int i = 0; i < 6; i++) {
            openAi.answers(404, UNKNOWN);
        }

        GenerationEvent last = last(byStream());
        assertThat(last.generation().error().code()).isEqualTo("genai.gone");
        assertThat(last.generation().text()).isEqualTo("high ");
    }

    @Test
    void anErrorFrameIsAFailureInEitherShape() {
        openAi.streams(CREATED, frame("error", 1, "\"code\":\"server_error\",\"message\":\"broken\""), "");
        openAi.streams(CREATED, frame("error", 1, "\"error\":{\"code\":\"server_error\",\"message\":\"broken\"}"), "");

        for (int i = 0; i < 2; i++) {
            GenerationEvent last = last(byStream());
            assertThat(last.type()).isEqualTo(GenerationEventType.FAILED);
            assertThat(last.generation().error().code()).isEqualTo("server_error");
            assertThat(last.generation().error().message()).isEqualTo("broken");
        }
    }
}
