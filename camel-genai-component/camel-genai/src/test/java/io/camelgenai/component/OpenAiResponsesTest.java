package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.SimulatorOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What is particular to OpenAI's responses: created in the background, polled, streamed and resumed. */
class OpenAiResponsesTest extends GenAiTestSupport {

    private static final String PROVIDER = "openai-responses";
    private static final String URI = "genai:openai-responses/gpt-5.2";

    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder()
                .pace(0.1)
                .pingInterval(Duration.ofMillis(50))
                .build();
    }

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration silent = connection(PROVIDER, KEY);
        silent.setEventIdleTimeout(Duration.ofMillis(400));
        context.getComponent("genai", GenAiComponent.class).getConnections().put("silent", silent);
        routes.from("direct:generate").to(URI + "?timeout=20s");
        routes.from("direct:create").to(URI + "?operation=create&channel=nobody");
        routes.from("direct:stream")
                .to(URI + "?operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:silent")
                .to(URI + "?operation=stream&connection=silent")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:attach")
                .to(URI + "?operation=attach")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:get").to(URI + "?operation=get");
        routes.from("direct:cancel").to(URI + "?operation=cancel&channel=observed");
        routes.from("direct:observed").to(URI + "?operation=create&channel=observed");
        routes.from(URI + "?emit=events&channel=observed").to("mock:events");
    }

    private static JsonNode request(JournalEntry entry) throws Exception {
        return new ObjectMapper().readTree(entry.body());
    }

    @Test
    void generateCreatesInTheBackgroundAndPolls() throws Exception {
        Generation done = generation(send("direct:generate", PROMPT));

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.completedAt()).isNotNull();
        JsonNode create = request(requests(PROVIDER, "create").get(0));
        assertThat(create.get("background").asBoolean()).isTrue();
        assertThat(create.get("stream").asBoolean()).isFalse();
        assertThat(requests(PROVIDER, "get")).isNotEmpty();
        assertThat(requests(PROVIDER, "stream")).isEmpty();
    }

    @Test
    void aStreamIsOneRequestThatCreatesInTheBackground() throws Exception {
        send("direct:stream", PROMPT);

        assertThat(streamed().status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(simulator.requests()).singleElement().satisfies(entry -> {
            assertThat(request(entry).get("background").asBoolean()).isTrue();
            assertThat(request(entry).get("stream").asBoolean()).isTrue();
        });
    }

    @Test
    void F31_anInterruptedStreamResumesAfterTheLastEventWithoutLossOrRepetition() {
        simulator.fault(Fault.cut().on(PROVIDER, "create").beforeFrame(9).build());
        send("direct:stream", PROMPT + " [tokens 60] [takes 1s]");
        List<GenerationEvent> events = events();

        assertThat(text(events)).isEqualTo(last(events).generation().text());
        assertThat(requests(PROVIDER, "stream")).singleElement().satisfies(entry -> assertThat(entry.query())
                .isEqualTo("stream=true&starting_after=8"));
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void F33_repeatedFramesAreRecognizedByTheirNumber() {
        simulator.fault(Fault.duplicate().on(PROVIDER, "create").beforeFrame(8).build());
        send("direct:stream", PROMPT);
        List<GenerationEvent> events = events();

        assertThat(text(events)).isEqualTo(last(events).generation().text());
    }

    @Test
    void aStreamIsAttachedToFromItsFirstEvent() {
        send("direct:stream", PROMPT);
        List<GenerationEvent> first = events();
        mock("events").reset();
        send(
                "direct:attach",
                "x",
                GenAiConstants.GENERATION_ID,
                last(first).generation().id());

        assertThat(text(events())).isEqualTo(text(first));
        assertThat(streamed().raw()).isEqualTo(last(first).generation().raw());
    }

    @Test
    void attachingToAResponseThatWasCreatedWithoutAStreamIsAnErrorWithTheReason() {
        String id = generation(send("direct:create", PROMPT)).id();
        Exchange failed = send("direct:attach", "x", GenAiConstants.GENERATION_ID, id);

        assertThat(failed.getException())
                .isInstanceOf(GenAiHttpException.class)
                .hasMessageContaining("not created with stream=true");
    }

    @Test
    void keepAlivesAreNoEventsAndDoNotExtendTheTimeWithoutAnEvent() {
        send("direct:silent", PROMPT + " [tokens 4] [takes 4s]");
        List<GenerationEvent> events = events();

        assertThat(last(events).generation().status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(text(events)).isEqualTo(last(events).generation().text());
        assertThat(events).extracting(GenerationEvent::name).doesNotContain("keepalive");
        assertThat(requests(PROVIDER, "stream")).as("resumed after a silence").isNotEmpty();
    }

    @Test
    void aCanceledResponseEndsItsStreamAndIsCanceled() {
        Generation created = generation(send("direct:observed", PROMPT + " [takes 30s]"));
        assertThat(created.status()).isIn(GenerationStatus.QUEUED, GenerationStatus.RUNNING);
        Generation canceled = generation(send("direct:cancel", "x", GenAiConstants.GENERATION_ID, created.id()));

        assertThat(canceled.status()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(streamed().status()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(streamed().providerStatus()).isEqualTo("cancelled");
    }

    @Test
    void aLengthLimitIsAnIncompleteResultWithItsReason() {
        Generation polled = generation(send("direct:generate", PROMPT + " [incomplete]"));
        send("direct:stream", PROMPT + " [incomplete]");

        for (Generation cut : List.of(polled, streamed())) {
            assertThat(cut.status()).isEqualTo(GenerationStatus.INCOMPLETE);
            assertThat(cut.finishReason()).isEqualTo("max_output_tokens");
            assertThat(cut.error()).isNull();
            assertThat(cut.text()).isNotBlank();
        }
    }

    @Test
    void aRefusalIsTheTextThatTheModelWrote() {
        Generation polled = generation(send("direct:generate", PROMPT + " [fail refusal]"));
        send("direct:stream", PROMPT + " [fail refusal]");
        List<GenerationEvent> events = events();

        for (Generation refused : List.of(polled, last(events).generation())) {
            assertThat(refused.status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(refused.text())
                    .isNotBlank()
                    .isEqualTo(refused.raw().at("/output/0/content/0/refusal").asText());
        }
        assertThat(text(events)).isEqualTo(polled.text());
    }

    @Test
    void aFailureHasTheCodeOfTheProvider() {
        Exchange failed = send("direct:generate", PROMPT + " [fail rate_limit_exceeded]");

        Generation generation = failed.getMessage().getBody(Generation.class);
        assertThat(generation.error().code()).isEqualTo("rate_limit_exceeded");
        assertThat(generation.error().retryable()).isTrue();
    }

    @Test
    void aResponseThatIsNoLongerKeptIsUnknown() {
        String id = generation(send("direct:create", PROMPT)).id();
        simulator.fault(Fault.forget().on(PROVIDER, "get").build());

        assertThat(send("direct:get", "x", GenAiConstants.GENERATION_ID, id).getException())
                .isInstanceOfSatisfying(GenAiHttpException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(404))
                .hasMessageContaining("not found");
    }

    @Test
    void rolesPicturesAndAnEarlierResponseArePassedOn() throws Exception {
        String earlier = generation(send("direct:generate", PROMPT)).id();
        List<Map<String, Object>> input = List.of(
                Map.of("role", "developer", "content", "Answer briefly."),
                Map.of(
                        "role",
                        "user",
                        "content",
                        List.of(
                                Map.of("type", "input_text", "text", PROMPT),
                                Map.of("type", "input_image", "image_url", "data:image/png;base64,iVBORw0KGgo="))));

        Exchange done = send(
                "direct:generate",
                Map.of("input", input),
                GenAiConstants.PARAMS,
                Map.of("previous_response_id", earlier, "max_output_tokens", "500"));

        assertThat(generation(done).status()).isEqualTo(GenerationStatus.COMPLETED);
        List<JournalEntry> creates = requests(PROVIDER, "create");
        JsonNode sent = request(creates.get(creates.size() - 1));
        assertThat(sent.at("/input/1/content/1/type").asText()).isEqualTo("input_image");
        assertThat(sent.get("previous_response_id").asText()).isEqualTo(earlier);
        assertThat(sent.get("max_output_tokens").isInt()).isTrue();
    }
}
