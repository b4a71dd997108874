package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.Cancellation;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.InternalFailureException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.BrokenMappings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exception of our own while a generation is observed is a bug, and not the end of the generation. */
class InternalFailuresTest {

    private static final String WOVEN = "{\"weaving\":\"17\",\"stage\":\"woven\",\"cloth\":\"warp and weft\"}";
    private static final String VIDEO = "{\"id\":\"17\",\"status\":\"COMPLETED\",\"data\":{\"text\":\"a video\"}}";

    private final LeapingTime time = new LeapingTime();

    private ScriptedProvider broken(String name, String word, int times, String bug) throws IOException {
        return new ScriptedProvider(
                BrokenMappings.of(
                        ScriptedProvider.catalog().get(name),
                        word,
                        new AtomicInteger(times),
                        () -> BrokenMappings.bug(bug)),
                time);
    }

    private static Generation known(String provider) {
        return Generation.of(provider).id("17").status(GenerationStatus.RUNNING).build();
    }

    private static CreateRequest request() {
        return new CreateRequest("m", new ObjectMapper().createObjectNode().put("model", "m"), "our-id");
    }

    private static Generation last(Observation observation) {
        List<GenerationEvent> events = new ArrayList<>();
        observation.forEachRemaining(events::add);
        assertThat(events.get(events.size() - 1).isTerminal()).isTrue();
        return observation.current();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NullPointerException", "ClassCastException", "StackOverflowError"})
    void aPollIsRetriedWithGrowingDelays(String bug) throws IOException {
        // Each delay is drawn between zero and a bound that grows: that forty of them stay below two seconds does not
        // happen.
        int failures = 40;
        try (ScriptedProvider loom = broken("loom", "woven", failures, bug)) {
            for (int i = 0; i <= failures; i++) {
                loom.answers(200, WOVEN);
            }
            Generation woven = last(new PollingObservation(loom.client(), known("loom"), true, time));

            assertThat(woven.status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(woven.text()).isEqualTo("warp and weft");
            assertThat(loom.requests()).isEqualTo(failures + 1);
            assertThat(time.waits())
                    .as("a delay that is drawn as zero is no wait")
                    .hasSizeLessThanOrEqualTo(failures)
                    .anyMatch(wait -> wait.compareTo(Duration.ofSeconds(2)) > 0);
        }
    }

    /** A generation without an id cannot be asked for, which no caller should come to. */
    @Test
    void aPollThatCannotBeSentIsRetriedToo() throws IOException {
        try (ScriptedProvider loom = new ScriptedProvider("loom", time)) {
            Generation nameless =
                    Generation.of("loom").status(GenerationStatus.RUNNING).build();
            Observation observation = new PollingObservation(loom.client(), nameless, true, time);
            observation.limitFailures();

            assertThat(last(observation).error().message()).contains("A poll of loom failed unexpectedly", "has no id");
            assertThat(time.waits())
                    .as("as many retries as are permitted; a delay that is drawn as zero is no wait")
                    .hasSizeBetween(2, 4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NullPointerException", "ClassCastException", "StackOverflowError"})
    void afterAFrameTheGenerationIsPolled(String bug) throws IOException {
        try (ScriptedProvider skills = broken("skills-video", "COMPLETED", 2, bug)) {
            skills.streams("data: {\"id\":\"17\",\"status\":\"IN_PROGRESS\"}", "data: " + VIDEO, "")
                    .answers(200, VIDEO)
                    .answers(200, VIDEO);
            Generation video = last(skills.create(request(), time));

            assertThat(video.status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(video.text()).isEqualTo("a video");
            assertThat(skills.requests()).isEqualTo(3);
        }
    }

    @Test
    void aTextThatWasNotReadIsNotCalledWhole() throws IOException {
        String delta = "event: content_block_delta\ndata: {\"index\":0,\"delta\":{\"text\":\"half\"}}";
        String reason = "event: message_delta\ndata: {\"delta\":{\"stop_reason\":\"end_turn\"}}";
        for (boolean hadText : List.of(true, false)) {
            try (ScriptedProvider privategpt = broken("privategpt", "finished", 1, "NullPointerException")) {
                privategpt
                        .streams(hadText ? delta : "event: ping\ndata: {}", reason, "event: message_stop\ndata: {}", "")
                        .answers(200, "{\"message_id\":\"17\",\"status\":\"completed\"}");
                Generation answer = last(new StreamObservation(privategpt.client(), known("privategpt"), time));

                assertThat(answer.status()).isEqualTo(GenerationStatus.INCOMPLETE);
                assertThat(answer.error().code()).isEqualTo(GenerationError.STREAM_CUT);
                assertThat(answer.text()).isEqualTo(hadText ? "half" : null);
            }
        }
    }

    @Test
    void whereNothingElseShowsItTheGenerationIsIncompleteAndTheReasonIsNamed() throws IOException {
        try (ScriptedProvider chat = broken("openai-chat", "finished", 1, "ClassCastException")) {
            chat.streams(
                    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}",
                    "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                    "data: [DONE]",
                    "");
            Generation answer = last(chat.create(request(), time));

            assertThat(answer.status()).isEqualTo(GenerationStatus.INCOMPLETE);
            assertThat(answer.error().message())
                    .contains("Reading a frame of openai-chat (generation c1) failed unexpectedly:"
                            + " java.lang.ClassCastException: TextNode is no ObjectNode. This is a bug");
        }
    }

    @Test
    void aStreamThatABugHidesBeforeItsIdLeavesTheOutcomeUnknown() throws IOException {
        try (ScriptedProvider skills = broken("skills-video", "IN_QUEUE", 1, "NullPointerException")) {
            skills.streams("data: {\"id\":\"17\",\"status\":\"IN_QUEUE\"}", "");

            assertThatThrownBy(() -> skills.create(request(), time)).isInstanceOf(InternalFailureException.class);
        }
    }

    @Test
    void theLastPollBeforeADeadlineShowsWhatIsKnown() throws IOException {
        try (ScriptedProvider loom = broken("loom", "woven", 1, "NullPointerException")) {
            Generation known = known("loom");
            loom.answers(200, WOVEN).answers(200, WOVEN);

            assertThat(Observations.lastPoll(loom.client(), known, new Cancellation()))
                    .isSameAs(known);
            assertThat(Observations.lastPoll(loom.client(), known, new Cancellation())
                            .isTerminal())
                    .isTrue();
            Generation nameless = Generation.of("loom").build();
            assertThat(Observations.lastPoll(loom.client(), nameless, new Cancellation()))
                    .isSameAs(nameless);
        }
    }
}
