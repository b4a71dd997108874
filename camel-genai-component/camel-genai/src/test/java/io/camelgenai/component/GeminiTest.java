package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.ToolCall;
import io.camelgenai.simulator.Fault;
import java.io.IOException;
import java.time.Duration;
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

/** What is particular to Gemini: a stream without an end marker, parts of several kinds, and a prompt that is blocked. */
class GeminiTest extends GenAiTestSupport {

    private static final String PROVIDER = "gemini";
    private static final String URI = "genai:gemini/gemini-3-flash";
    private static final String TOOLS = "[{\"functionDeclarations\":[{\"name\":\"weather\"}]}]";
    private static final String USAGE =
            ",\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":%d,\"thoughtsTokenCount\":302},"
                    + "\"modelVersion\":\"gemini-3-pro\",\"responseId\":\"r1\"}";

    @Override
    public void routes(RouteBuilder routes) {
        String own = "?connection=${header.c}&timeout=20s";
        routes.from("direct:generate").to(URI + "?timeout=20s");
        routes.from("direct:plain").to(URI + "?operation=create&channel=nobody");
        routes.from("direct:params")
                .to(URI + "?operation=create&channel=nobody&param.systemInstruction=Be brief&param.maxOutputTokens=20"
                        + "&param.thinkingLevel=low&param.aspectRatio=16:9");
        routes.from("direct:stream")
                .to(URI + "?operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:own").toD(URI + own);
        routes.from("direct:own-plain").toD(URI + own + "&operation=create&channel=nobody");
        routes.from("direct:own-stream")
                .toD(URI + own + "&operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
    }

    private Exchange ask(String route, Peer peer) {
        String name = "c" + peer.port();
        ConnectionConfiguration connection = connection(PROVIDER, KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        context.getComponent("genai", GenAiComponent.class).getConnections().put(name, connection);
        return send(route, PROMPT, "c", name);
    }

    private Generation answered(Act answer) throws IOException {
        try (Peer peer = new Peer(answer)) {
            Exchange exchange = ask("direct:own", peer);
            return exchange.getException() instanceof GenerationFailedException failed
                    ? failed.getGeneration()
                    : generation(exchange);
        }
    }

    private static String frames(String... frames) {
        return Stream.of(frames).map(each -> "data: " + each + "\r\n\r\n").collect(Collectors.joining());
    }

    /** A document with these parts, the number of tokens so far, and the finish reason, if any. */
    private static String parts(String parts, int tokens, String reason) {
        String finish = reason.isEmpty() ? "" : ",\"finishReason\":\"" + reason + "\"";
        return "{\"candidates\":[{\"content\":{\"parts\":[" + parts + "],\"role\":\"model\"}" + finish
                + ",\"index\":0}]" + USAGE.formatted(tokens);
    }

    @Test
    void modelAndMethodAreInTheUrlAndAStreamIsOfEvents() {
        generation(send("direct:plain", PROMPT));
        send("direct:stream", PROMPT);

        assertThat(requests(PROVIDER, "create"))
                .extracting(entry -> entry.path() + " " + entry.query())
                .containsExactly(
                        "/gemini/v1beta/models/gemini-3-flash:generateContent null",
                        "/gemini/v1beta/models/gemini-3-flash:streamGenerateContent alt=sse");
    }

    @Test
    void parametersGoWhereTheProviderWantsThem() throws Exception {
        generation(send("direct:params", PROMPT, GenAiConstants.PARAMS, Map.of("tools", TOOLS, "topK", "40")));

        JsonNode request = lastRequest(PROVIDER);
        assertThat(request.at("/contents/0/role").asText()).isEqualTo("user");
        assertThat(request.at("/contents/0/parts/0/text").asText()).isEqualTo(PROMPT);
        assertThat(request.at("/systemInstruction/parts/0/text").asText()).isEqualTo("Be brief");
        assertThat(request.at("/generationConfig/maxOutputTokens").asInt()).isEqualTo(20);
        assertThat(request.at("/generationConfig/topK").asInt()).isEqualTo(40);
        assertThat(request.at("/generationConfig/thinkingConfig/thinkingLevel").asText())
                .isEqualTo("low");
        assertThat(request.at("/generationConfig/imageConfig/aspectRatio").asText())
                .isEqualTo("16:9");
        assertThat(request.at("/tools/0/functionDeclarations/0/name").asText()).isEqualTo("weather");
    }

    @Test
    void theEndOfTheResponseCompletesAStreamWithAFinishReason() {
        assertThat(send("direct:stream", PROMPT + " [tokens 12]").getException())
                .isNull();

        GenerationEvent end = events().get(events().size() - 1);
        assertThat(end.type()).isEqualTo(GenerationEventType.COMPLETED);
        assertThat(end.name()).isEqualTo("end");
        assertThat(end.data()).isNull();
        assertThat(streamed().finishReason()).isEqualTo("STOP");
        assertThat(streamed().model()).isEqualTo("gemini-3-flash");
        assertThat(streamed().usage().outputTokens()).isEqualTo(12);
        assertThat(streamed().text())
                .isEqualTo(events().stream()
                        .map(GenerationEvent::text)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining()));
        assertThat(streamed().raw().at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(streamed().raw().at("/candidates/0/content/parts")).hasSize(13);
    }

    @Test
    void F32_theEndOfTheResponseAloneShowsNoSuccess() throws IOException {
        Generation cut = answered(Peer.stream(frames(parts("{\"text\":\"high\"}", 1, ""))));

        assertThat(cut.status()).isEqualTo(GenerationStatus.INCOMPLETE);
        assertThat(Objects.requireNonNull(cut.error()).code()).isEqualTo("genai.stream-cut");
        assertThat(cut.text()).isEqualTo("high");
    }

    @Test
    void F31_aStreamThatIsCutAfterItsFinishReasonIsNotComplete() throws IOException {
        String frame = frames(parts("{\"text\":\"high\"}", 1, "STOP"));
        Act part = Peer.answer(
                "HTTP/1.1 200 OK",
                "Content-Type: text/event-stream",
                "Content-Length: " + (frame.length() + 10),
                "",
                frame + "data");
        Generation cut = answered((socket, out) -> {
            part.play(socket, out);
            socket.close();
        });

        assertThat(cut.status()).isEqualTo(GenerationStatus.INCOMPLETE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n\r\n", "\n", ""})
    void aLastFrameCountsWithoutItsBlankLine(String end) throws IOException {
        String frames =
                frames(parts("{\"text\":\"high\"}", 1, "")) + "data: " + parts("{\"text\":\" tide\"}", 2, "STOP") + end;
        Generation done = answered(Peer.stream(frames));

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.text()).isEqualTo("high tide");
    }

    @ParameterizedTest
    @CsvSource({
        "STOP, COMPLETED",
        "MAX_TOKENS, INCOMPLETE",
        "SAFETY, FAILED",
        "PROHIBITED_CONTENT, FAILED",
        "MALFORMED_FUNCTION_CALL, FAILED",
        "A_REASON_OF_NEXT_YEAR, FAILED"
    })
    void theFinishReasonIsTheWordForSuccess(String reason, GenerationStatus status) throws IOException {
        String answer = parts("{\"text\":\"high\"}", 1, reason);

        for (Act act : List.of(Peer.stream(frames(answer)), Peer.json("200 OK", answer))) {
            Generation read = answered(act);
            assertThat(read.status()).isEqualTo(status);
            assertThat(read.text()).isEqualTo("high");
            assertThat(read.finishReason()).isEqualTo(reason);
            assertThat(read.error() == null ? null : read.error().code())
                    .isEqualTo(status == GenerationStatus.FAILED ? reason : null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:generate", "direct:plain"})
    void aBlockedPromptIsAFailureWithItsReason(String route) {
        Exchange exchange = send(route, PROMPT + " [reject]");
        Generation blocked = exchange.getException() instanceof GenerationFailedException failed
                ? failed.getGeneration()
                : exchange.getMessage().getBody(Generation.class);

        assertThat(blocked.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(Objects.requireNonNull(blocked.error()).code()).isEqualTo("PROHIBITED_CONTENT");
        assertThat(blocked.error().message()).isNotBlank();
        assertThat(requests(PROVIDER, "create")).hasSize(1);
    }

    private static final String THOUGHT_TEXT_AND_CALL = "{\"text\":\"One two\",\"thought\":true},{\"text\":\"Three\"},"
            + "{\"functionCall\":{\"id\":\"t1\",\"name\":\"weather\",\"args\":{\"city\":\"Paris\"}},\"thoughtSignature\":\"s\"},"
            + "{\"functionCall\":{\"name\":\"now\",\"args\":{}}}";

    private static void assertParts(Generation read) {
        assertThat(read.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(read.text()).isEqualTo("Three");
        assertThat(read.reasoning()).isEqualTo("One two");
        assertThat(read.toolCalls())
                .containsExactly(
                        new ToolCall("t1", "weather", "{\"city\":\"Paris\"}"), new ToolCall(null, "now", "{}"));
        assertThat(read.usage().inputTokens()).isEqualTo(9);
        assertThat(read.usage().outputTokens()).as("thoughts are output").isEqualTo(306);
    }

    @Test
    void thoughtsAreReasoningAndCallsAreToolCalls() throws IOException {
        assertParts(answered(Peer.json("200 OK", parts(THOUGHT_TEXT_AND_CALL, 4, "STOP"))));
        assertParts(answered(Peer.stream(frames(parts(THOUGHT_TEXT_AND_CALL, 4, "STOP")))));
        assertParts(answered(Peer.stream(frames(
                parts("{\"text\":\"One \",\"thought\":true}", 0, ""),
                parts("{\"text\":\"two\",\"thought\":true},{\"text\":\"Th\"}", 1, ""),
                parts("{\"text\":\"ree\"}", 2, ""),
                parts("{\"functionCall\":{\"id\":\"t1\",\"name\":\"weather\",\"args\":{\"city\":\"Paris\"}}}", 3, ""),
                parts("{\"functionCall\":{\"name\":\"now\",\"args\":{}}}", 4, ""),
                parts("{\"text\":\"\",\"thoughtSignature\":\"s\"}", 4, "STOP")))));
    }

    @Test
    void eventsShowWhatKindOfPartArrives() throws IOException {
        try (Peer peer = new Peer(Peer.stream(frames(
                parts("{\"text\":\"One\",\"thought\":true}", 0, ""),
                parts("{\"text\":\"Two\"}", 1, ""),
                parts("{\"functionCall\":{\"name\":\"now\",\"args\":{\"a\":1}}}", 2, ""),
                parts("{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}", 3, ""),
                parts("{\"text\":\"\"}", 3, "STOP"))))) {
            ask("direct:own-stream", peer);
        }

        assertThat(events())
                .extracting(event -> event.type() + " " + event.text())
                .containsExactly(
                        "REASONING One",
                        "TEXT Two",
                        "TOOL_CALL {\"a\":1}",
                        "OTHER null",
                        "OTHER null",
                        "COMPLETED null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image/png                           | png
            image/svg+xml                       | svg+xml
            audio/L16;codec=pcm;rate=24000      | L16
            """)
    void filesAreDataUrls(String type, String format) throws IOException {
        String part = "{\"inlineData\":{\"mimeType\":\"" + type + "\",\"data\":\"%s\"}%s}";
        String answer =
                parts(part.formatted("AAAA", ",\"thought\":true") + "," + part.formatted("BBBB", ""), 1, "STOP");

        for (Act act : List.of(Peer.stream(frames(answer)), Peer.json("200 OK", answer))) {
            Generation read = answered(act);
            assertThat(read.status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(read.artifacts())
                    .as("a picture of a thought is none")
                    .containsExactly(new Artifact("data:" + type + ";base64,BBBB", format));
        }
    }

    @Test
    void aPictureOfTheSimulatorIsAPicture() {
        Generation done = generation(send(
                "direct:generate",
                PROMPT,
                GenAiConstants.PARAMS,
                Map.of("responseModalities", List.of("TEXT", "IMAGE"), "includeThoughts", true)));

        assertThat(done.artifacts()).singleElement().satisfies(artifact -> {
            assertThat(artifact.url()).startsWith("data:image/png;base64,iVBOR");
            assertThat(artifact.format()).isEqualTo("png");
        });
        assertThat(done.text()).isNotBlank().doesNotContain("Let me think");
        assertThat(done.reasoning()).isEqualTo("Let me think about that.");
    }

    @Test
    void F34_anErrorAfterStatus200IsAFailureInTheWordsOfTheProvider() {
        assertThat(send("direct:stream", PROMPT + " [fail]").getException()).isNull();

        assertThat(streamed().status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(Objects.requireNonNull(streamed().error()).code()).isEqualTo("UNAVAILABLE");
        assertThat(streamed().error().message()).contains("overloaded");
        assertThat(streamed().error().retryable()).isTrue();
        assertThat(streamed().text()).as("what came before it").isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "[%s]"})
    void anErrorMayComeInAListAndSaysHowLongToWait(String form) throws IOException {
        String error = form.formatted(
                "{\"error\":{\"code\":429,\"message\":\"You exceeded your current quota.\",\"status\":"
                        + "\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"QuotaFailure\"},{\"retryDelay\":\"34.4s\"}]}}");
        try (Peer peer = new Peer(Peer.json("429 Too Many Requests", error))) {
            assertThat(ask("direct:own-plain", peer).getException())
                    .isInstanceOfSatisfying(GenAiHttpException.class, e -> {
                        assertThat(e.getCode()).isEqualTo("RESOURCE_EXHAUSTED");
                        assertThat(e.getProviderMessage()).isEqualTo("You exceeded your current quota.");
                        assertThat(e.getRetryAfter()).isEqualTo(Duration.ofMillis(34_400));
                    });
            assertThat(peer.requests()).as("longer than maxRetryDelay").hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void aModelThatIsOverloadedHasCreatedNothingAndIsAskedAgain(int status) {
        simulator.fault(Fault.status(status).on(PROVIDER, "create").build());

        assertThat(generation(send("direct:plain", PROMPT)).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(requests(PROVIDER, "create")).hasSize(2);
    }
}
