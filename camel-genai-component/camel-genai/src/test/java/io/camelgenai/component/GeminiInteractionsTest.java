package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.Peer;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.ToolCall;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.JournalEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to Gemini's interactions: steps, events with ids from which a stream resumes, and many statuses. */
class GeminiInteractionsTest extends GenAiTestSupport {

    private static final String PROVIDER = "gemini-interactions";
    private static final String URI = "genai:gemini-interactions/gemini-3-flash";
    private static final String TOOLS = "[{\"type\":\"function\",\"name\":\"weather\"}]";

    @Override
    public void routes(RouteBuilder routes) {
        String own = "?connection=${header.c}";
        routes.from("direct:generate").to(URI + "?timeout=20s");
        routes.from("direct:agent").to("genai:gemini-interactions?timeout=20s&param.agent=deep-research");
        routes.from("direct:create").to(URI + "?operation=create&channel=nobody");
        routes.from("direct:cancel").to(URI + "?operation=cancel");
        routes.from("direct:stream")
                .to(URI + "?operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:own-get").toD(URI + own + "&operation=get");
        routes.from("direct:own-stream")
                .toD(URI + own + "&operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
    }

    private JsonNode lastCreate() throws Exception {
        List<JournalEntry> creates = requests(PROVIDER, "create");
        return new ObjectMapper().readTree(creates.get(creates.size() - 1).body());
    }

    private String connected(Peer peer) {
        String name = "c" + peer.port();
        ConnectionConfiguration connection = connection(PROVIDER, KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        context.getComponent("genai", GenAiComponent.class).getConnections().put(name, connection);
        return name;
    }

    private static String frames(String... frames) {
        return Stream.of(frames).map(each -> "data: " + each + "\n\n").collect(Collectors.joining());
    }

    private static String document(String status, String more) {
        return "{\"id\":\"v1_a\",\"status\":\"" + status + "\",\"object\":\"interaction\"" + more + "}";
    }

    private static String whole(String type, String status) {
        return "{\"interaction\":" + document(status, "") + ",\"event_type\":\"interaction." + type + "\"}";
    }

    private static String start(int index, String step) {
        return "{\"index\":" + index + ",\"step\":{" + step + "},\"event_type\":\"step.start\"}";
    }

    private static String delta(int index, String delta) {
        return "{\"index\":" + index + ",\"delta\":{" + delta + "},\"event_type\":\"step.delta\"}";
    }

    @Test
    void aCreateIsInTheBackgroundAndItsParametersAreSorted() throws Exception {
        Generation done = generation(send(
                "direct:generate",
                PROMPT,
                GenAiConstants.PARAMS,
                Map.of("max_output_tokens", "500", "system_instruction", "Be brief.")));

        assertThat(lastCreate().get("background").asBoolean()).isTrue();
        assertThat(lastCreate().get("stream").asBoolean()).isFalse();
        assertThat(lastCreate().get("input").asText()).isEqualTo(PROMPT);
        assertThat(lastCreate().at("/generation_config/max_output_tokens").asInt())
                .isEqualTo(500);
        assertThat(lastCreate().get("system_instruction").asText()).isEqualTo("Be brief.");
        assertThat(requests(PROVIDER, "get")).isNotEmpty();
        assertThat(done.raw().at("/steps/0/type").asText()).isEqualTo("user_input");
        assertThat(done.text())
                .isEqualTo(done.raw().at("/steps/1/content/0/text").asText())
                .isNotBlank();
        assertThat(done.createdAt()).isNotNull();
        assertThat(done.completedAt()).isNotNull();
    }

    @Test
    void anAgentTakesThePlaceOfAModel() throws Exception {
        Generation done = generation(send("direct:agent", PROMPT));

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.model()).isEqualTo("deep-research");
        assertThat(lastCreate().has("model")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "queued, QUEUED",
        "in_progress, RUNNING",
        "completed, COMPLETED",
        "requires_action, COMPLETED",
        "requires_continuation, INCOMPLETE",
        "incomplete, INCOMPLETE",
        "budget_exceeded, INCOMPLETE",
        "failed, FAILED",
        "cancelled, CANCELED",
        "a_word_of_next_year, UNRECOGNIZED"
    })
    void everyStatusHasAMeaning(String word, GenerationStatus status) throws IOException {
        try (Peer peer = new Peer(Peer.json("200 OK", document(word, "")))) {
            Exchange exchange = template.request("direct:own-get", each -> {
                each.getMessage().setHeader("c", connected(peer));
                each.getMessage().setHeader(GenAiConstants.GENERATION_ID, "v1_a");
            });

            assertThat(generation(exchange).status()).isEqualTo(status);
            assertThat(generation(exchange).providerStatus()).isEqualTo(word);
            assertThat(peer.requests().get(0)).startsWith("GET /v1beta/interactions/v1_a HTTP");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void F31_anInterruptedStreamResumesAfterTheLastEventWithoutLossOrRepetition(int frame) {
        simulator.fault(Fault.cut().on(PROVIDER, "create").beforeFrame(frame).build());
        assertThat(send("direct:stream", PROMPT + " [tokens 60] [takes 2s]").getException())
                .isNull();

        assertThat(streamed().status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(events().stream().filter(event -> event.type() == GenerationEventType.TEXT))
                .hasSize(60);
        assertThat(streamed().text()).isEqualTo(text(events()));
        assertThat(requests(PROVIDER, "create")).hasSize(1);
        assertThat(requests(PROVIDER, "stream")).singleElement().satisfies(request -> assertThat(request.query())
                .isEqualTo("stream=true&last_event_id=evt_" + (frame - 1)));
    }

    private void assertParts(Generation done) {
        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.providerStatus()).isEqualTo("requires_action");
        assertThat(done.text()).isNotBlank().doesNotContain("Let me think");
        assertThat(done.reasoning()).isEqualTo("Let me think about that.");
        assertThat(done.toolCalls()).singleElement().satisfies(call -> {
            assertThat(call.id()).isNotBlank();
            assertThat(call.name()).isEqualTo("weather");
            assertThat(call.arguments()).isEqualTo("{\"place\":\"the sea\"}");
        });
        assertThat(done.artifacts()).singleElement().satisfies(artifact -> {
            assertThat(artifact.url()).startsWith("data:image/png;base64,iVBOR");
            assertThat(artifact.format()).isEqualTo("png");
        });
        assertThat(done.usage().outputTokens()).as("text, picture and thoughts").isGreaterThan(1120 + 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:generate", "direct:stream"})
    void thoughtsCallsAndPicturesAreTheSameByPollAndByStream(String route) {
        Exchange exchange = send(
                route,
                PROMPT + " [tool] [tokens 5]",
                GenAiConstants.PARAMS,
                Map.of("tools", TOOLS, "thinking_summaries", "auto", "response_modalities", List.of("text", "image")));

        assertThat(exchange.getException()).isNull();
        assertParts(route.equals("direct:generate") ? generation(exchange) : streamed());
        if (route.equals("direct:stream")) {
            assertThat(events())
                    .extracting(GenerationEvent::type)
                    .contains(
                            GenerationEventType.STARTED,
                            GenerationEventType.STATUS,
                            GenerationEventType.REASONING,
                            GenerationEventType.TEXT,
                            GenerationEventType.TOOL_CALL);
        }
    }

    @Test
    void eachFileOfAStepIsAnArtifactAndCallsOfTheProviderAreNone() throws IOException {
        try (Peer peer = new Peer(Peer.stream(frames(
                whole("created", "in_progress"),
                start(0, "\"type\":\"google_search_call\",\"id\":\"s1\""),
                delta(0, "\"type\":\"google_search_call\",\"arguments\":{\"queries\":[\"tides\"]}"),
                start(1, "\"type\":\"model_output\""),
                delta(1, "\"type\":\"text\",\"text\":\"high \""),
                delta(1, "\"type\":\"image\",\"mime_type\":\"image/png\",\"data\":\"AAAA\""),
                delta(1, "\"type\":\"text\",\"text\":\"tide\""),
                delta(1, "\"type\":\"image\",\"mime_type\":\"image/jpeg\",\"data\":\"BBBB\""),
                delta(1, "\"type\":\"video\",\"mime_type\":\"video/mp4\",\"uri\":\"https://files.example/v\""),
                start(2, "\"type\":\"function_call\",\"id\":\"t1\",\"name\":\"weather\",\"arguments\":{}"),
                delta(2, "\"type\":\"arguments_delta\",\"arguments\":\"{\\\"city\\\":\""),
                delta(2, "\"type\":\"arguments_delta\",\"arguments\":\"\\\"Paris\\\"}\""),
                start(3, "\"type\":\"function_call\",\"id\":\"t2\",\"name\":\"now\",\"arguments\":{}"),
                whole("completed", "requires_action"))))) {
            send("direct:own-stream", PROMPT, "c", connected(peer));
        }

        assertThat(streamed().status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(streamed().text()).isEqualTo("high tide");
        assertThat(streamed().artifacts())
                .containsExactly(
                        new Artifact("data:image/png;base64,AAAA", "png"),
                        new Artifact("data:image/jpeg;base64,BBBB", "jpeg"),
                        new Artifact("https://files.example/v", "mp4"));
        assertThat(streamed().toolCalls())
                .containsExactly(
                        new ToolCall("t1", "weather", "{\"city\":\"Paris\"}"), new ToolCall("t2", "now", "{}"));
        assertThat(events().stream()
                        .filter(event -> event.type() == GenerationEventType.TOOL_CALL)
                        .map(GenerationEvent::text))
                .containsExactly("{\"city\":", "\"Paris\"}");
    }

    /** The state may be complete without its output while the stream still brings it. */
    @Test
    void aStateWithoutItsStepsIsNotTheResultWhereTheStreamHasText() throws IOException {
        String created = frames(whole("created", "in_progress"));
        String text = frames(delta(0, "\"type\":\"text\",\"text\":\"high tide\""));
        try (Peer peer = new Peer(
                Peer.stream(created + text),
                Peer.json("200 OK", document("completed", "")),
                Peer.stream(created + text + frames(whole("completed", "completed"))))) {
            send("direct:own-stream", PROMPT, "c", connected(peer));

            assertThat(peer.requests()).hasSize(3);
        }
        assertThat(streamed().status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(streamed().text()).isEqualTo("high tide").isEqualTo(text(events()));
    }

    @Test
    void F34_anErrorEventIsAFailureInTheWordsOfTheProvider() {
        assertThat(send("direct:stream", PROMPT + " [fail resource_exhausted]").getException())
                .isNull();

        assertThat(streamed().status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(Objects.requireNonNull(streamed().error()).code()).isEqualTo("resource_exhausted");
        assertThat(streamed().error().message()).isEqualTo("The model stopped answering");
    }

    @Test
    void cancelingWhatIsOverIsNoErrorAndChangesNothing() {
        Generation done = generation(send("direct:generate", PROMPT));
        Generation after = generation(send("direct:cancel", "x", GenAiConstants.GENERATION_ID, done.id()));

        assertThat(after.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(after.text()).isEqualTo(done.text());
    }
}
