package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.generation.ToolCall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tool calls, reasoning, refusals and files of an answer are whole, however it was cut, and events show them as they arrive. */
class OutputBeyondTextTest extends GenAiTestSupport {

    private static final String DONE = "[DONE]";
    private static final String CALLS = finish("tool_calls");
    private static final String STOP = finish("stop");
    private static final ToolCall PARIS = new ToolCall("t1", "weather", "{\"city\":\"Paris\"}");
    private static final ToolCall ROME = new ToolCall("t2", "weather", "{\"city\":\"Rome\"}");
    private static final String PIXEL = "iVBORw0KGgoAAAANSUhEUg==";

    @Override
    public void routes(RouteBuilder routes) {
        String options = "?channel=nobody&connection=${header.c}";
        routes.from("direct:generate").toD("genai:${header.p}/m" + options);
        routes.from("direct:create").toD("genai:${header.p}/m" + options + "&operation=create");
        routes.from("direct:events")
                .toD("genai:${header.p}/m" + options + "&operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:text")
                .toD("genai:${header.p}/m" + options + "&operation=stream")
                .convertBodyTo(String.class);
    }

    /**
     * An answer, and what is read from it.
     *
     * @param types the types of its events but for OTHER, or null where it is no stream
     */
    private record Case(
            String name,
            String provider,
            Act answer,
            String text,
            @Nullable String reasoning,
            List<ToolCall> calls,
            List<Artifact> files,
            GenerationStatus status,
            @Nullable String types) {

        static Case chat(String name, String types, String... frames) {
            return new Case(
                    name,
                    "openai-chat",
                    Peer.stream(events(frames)),
                    "",
                    null,
                    List.of(),
                    List.of(),
                    GenerationStatus.COMPLETED,
                    types);
        }

        static Case document(String name, String message) {
            String body = "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"message\":" + message
                    + ",\"finish_reason\":\"stop\"}]}";
            return chat(name, "").answering(Peer.json("200 OK", body), null);
        }

        Case answering(Act other, @Nullable String otherTypes) {
            return new Case(name, provider, other, text, reasoning, calls, files, status, otherTypes);
        }

        Case text(String value) {
            return new Case(name, provider, answer, value, reasoning, calls, files, status, types);
        }

        Case reasoning(String value) {
            return new Case(name, provider, answer, text, value, calls, files, status, types);
        }

        Case calls(ToolCall... value) {
            return new Case(name, provider, answer, text, reasoning, List.of(value), files, status, types);
        }

        Case files(Artifact... value) {
            return new Case(name, provider, answer, text, reasoning, calls, List.of(value), status, types);
        }

        Case incomplete() {
            return new Case(name, provider, answer, text, reasoning, calls, files, GenerationStatus.INCOMPLETE, types);
        }
    }

    private static String events(String... frames) {
        return Stream.of(frames).map(each -> "data: " + each + "\n\n").collect(Collectors.joining());
    }

    private static String finish(String reason) {
        return "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}";
    }

    private static String delta(String fields) {
        return "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{" + fields + "},\"finish_reason\":null}]}";
    }

    private static String tools(String... calls) {
        return delta("\"tool_calls\":[" + String.join(",", calls) + "]");
    }

    private static String begin(int index, String id, String arguments) {
        return "{\"index\":" + index + ",\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":" + quoted(arguments)
                + "}}";
    }

    private static String more(int index, String arguments) {
        return "{\"index\":" + index + ",\"function\":{\"arguments\":" + quoted(arguments) + "}}";
    }

    private static String whole(String id, String arguments) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":"
                + quoted(arguments) + "}}";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static Stream<Case> callsInPieces() {
        return Stream.of(
                Case.chat(
                                "the id in the first delta only",
                                "TOOL_CALL TOOL_CALL TOOL_CALL",
                                delta("\"role\":\"assistant\",\"content\":null"),
                                tools(begin(0, "t1", "")),
                                tools(more(0, "{\"city\"")),
                                tools(more(0, ":\"Paris\"}")),
                                CALLS,
                                DONE)
                        .calls(PARIS),
                Case.chat(
                                "parallel calls, one after the other",
                                "TOOL_CALL TOOL_CALL TOOL_CALL TOOL_CALL",
                                tools(begin(0, "t1", "")),
                                tools(more(0, PARIS.arguments())),
                                tools(begin(1, "t2", "")),
                                tools(more(1, ROME.arguments())),
                                CALLS,
                                DONE)
                        .calls(PARIS, ROME),
                Case.chat(
                                "parallel calls, interleaved, and two pieces in one frame",
                                "TOOL_CALL TOOL_CALL TOOL_CALL",
                                tools(begin(0, "t1", "{\"city\":"), begin(1, "t2", "{\"city\"")),
                                tools(more(1, ":\"Rome\"}")),
                                tools(more(0, "\"Paris\"}")),
                                CALLS,
                                DONE)
                        .calls(PARIS, ROME),
                Case.chat(
                                "text before a call",
                                "TEXT TEXT TOOL_CALL",
                                delta("\"content\":\"Let me\""),
                                delta("\"content\":\" see\""),
                                tools(begin(0, "t1", PARIS.arguments())),
                                CALLS,
                                DONE)
                        .text("Let me see")
                        .calls(PARIS),
                Case.chat(
                                "an empty text beside each piece",
                                "TOOL_CALL TOOL_CALL",
                                delta("\"content\":\"\",\"tool_calls\":[" + begin(0, "t1", "{\"city\"") + "]"),
                                delta("\"content\":\"\",\"tool_calls\":[" + more(0, ":\"Paris\"}") + "]"),
                                CALLS,
                                DONE)
                        .calls(PARIS),
                Case.chat(
                                "the name, then the arguments",
                                "TOOL_CALL TOOL_CALL",
                                tools("{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"weather\"}}"),
                                tools(more(0, PARIS.arguments())),
                                CALLS,
                                DONE)
                        .calls(PARIS),
                Case.chat(
                                "no arguments",
                                "TOOL_CALL",
                                tools("{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"now\",\"arguments\":\"\"}}"),
                                CALLS,
                                DONE)
                        .calls(new ToolCall("t1", "now", "{}")),
                Case.chat(
                                "a stream that is cut",
                                "TOOL_CALL TOOL_CALL",
                                tools(begin(0, "t1", "{\"ci")),
                                tools(more(0, "ty")))
                        .calls(new ToolCall("t1", "weather", "{\"city"))
                        .incomplete());
    }

    private static Stream<Case> callsOfOtherServers() {
        return Stream.of(
                Case.chat(
                                "whole calls in one frame, without an index",
                                "TOOL_CALL",
                                tools(whole("t1", PARIS.arguments()), whole("t2", ROME.arguments())),
                                CALLS,
                                DONE)
                        .calls(PARIS, ROME),
                Case.chat(
                                "whole calls that all have the index 0",
                                "TOOL_CALL TOOL_CALL",
                                tools(begin(0, "t1", PARIS.arguments())),
                                tools(begin(0, "t2", ROME.arguments())),
                                CALLS,
                                DONE)
                        .calls(PARIS, ROME),
                Case.chat(
                                "another id in each delta",
                                "TOOL_CALL TOOL_CALL",
                                tools(begin(0, "t0", "{\"city\"")),
                                tools(more(0, ":\"Paris\"}").replace("\"index\":0", "\"index\":0,\"id\":\"t1\"")),
                                CALLS,
                                DONE)
                        .calls(PARIS),
                Case.chat(
                                "id and name in each delta",
                                "TOOL_CALL TOOL_CALL TOOL_CALL",
                                tools(begin(0, "t1", "{\"city\"")),
                                tools(begin(1, "t2", ROME.arguments())),
                                tools(begin(0, "t1", ":\"Paris\"}")),
                                CALLS,
                                DONE)
                        .calls(PARIS, ROME),
                Case.chat(
                                "pieces without an index",
                                "TOOL_CALL TOOL_CALL TOOL_CALL TOOL_CALL",
                                tools(whole("t1", "{\"city\"")),
                                tools("{\"function\":{\"arguments\":\":\\\"Paris\\\"}\"}}"),
                                tools(whole("t2", "{\"city\":\"")),
                                tools("{\"function\":{\"arguments\":\"Rome\\\"}\"}}"),
                                CALLS,
                                DONE)
                        .calls(PARIS, ROME),
                Case.chat("Ollama's own API", "", "{}")
                        .answering(
                                Peer.json(
                                        "200 OK",
                                        ollama("\"content\":\"\",\"thinking\":\"Which\"")
                                                + ollama("\"content\":\"\",\"thinking\":\" city?\"")
                                                + ollama("\"content\":\"\",\"tool_calls\":[" + object("Paris") + "]")
                                                + ollama("\"content\":\"\",\"tool_calls\":[" + object("Rome") + "]")
                                                + ollama("\"content\":\"\"")
                                                        .replace("false", "true,\"done_reason\":\"stop\"")),
                                "REASONING REASONING TOOL_CALL TOOL_CALL")
                        .reasoning("Which city?")
                        .calls(
                                new ToolCall(null, "weather", PARIS.arguments()),
                                new ToolCall(null, "weather", ROME.arguments())));
    }

    private static String ollama(String message) {
        return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\"," + message + "},\"done\":false}\n";
    }

    private static String object(String city) {
        return "{\"function\":{\"name\":\"weather\",\"arguments\":{\"city\":\"" + city + "\"}}}";
    }

    private static Stream<Case> reasoning() {
        return Stream.of(
                Case.chat(
                                "reasoning, then text",
                                "REASONING REASONING REASONING TEXT TEXT",
                                delta("\"role\":\"assistant\",\"content\":null,\"reasoning_content\":\"\""),
                                delta("\"content\":null,\"reasoning_content\":\"One\""),
                                delta("\"content\":null,\"reasoning_content\":\" \""),
                                delta("\"content\":null,\"reasoning_content\":\"two\""),
                                delta("\"content\":\"Th\",\"reasoning_content\":null"),
                                delta("\"content\":\"ree\",\"reasoning_content\":null"),
                                STOP,
                                DONE)
                        .reasoning("One two")
                        .text("Three"),
                Case.chat(
                                "reasoning under another name, twice in each frame",
                                "REASONING REASONING TEXT",
                                delta("\"content\":\"\",\"reasoning\":\"One\",\"reasoning_details\":"
                                        + "[{\"type\":\"reasoning.text\",\"text\":\"One\",\"index\":0}]"),
                                delta("\"content\":\"\",\"reasoning\":\" two\",\"reasoning_details\":[]"),
                                delta("\"content\":\"Three\""),
                                STOP,
                                DONE)
                        .reasoning("One two")
                        .text("Three"),
                Case.chat(
                                "reasoning and no text",
                                "REASONING REASONING",
                                delta("\"reasoning_content\":\"One\""),
                                delta("\"reasoning_content\":\" two\""),
                                STOP,
                                DONE)
                        .reasoning("One two"),
                Case.chat(
                                "reasoning beside text",
                                "TEXT TEXT",
                                delta("\"content\":\"a\",\"reasoning\":\"x\""),
                                delta("\"content\":\"b\",\"reasoning\":\"y\""),
                                STOP,
                                DONE)
                        .reasoning("xy")
                        .text("ab"),
                Case.chat(
                                "reasoning, text and a call",
                                "REASONING TEXT TOOL_CALL",
                                delta("\"reasoning_content\":\"One\""),
                                delta("\"content\":\"Two\""),
                                tools(begin(0, "t1", PARIS.arguments())),
                                CALLS,
                                DONE)
                        .reasoning("One")
                        .text("Two")
                        .calls(PARIS));
    }

    private static Stream<Case> refusalsAndFiles() {
        return Stream.of(
                Case.chat(
                                "a refusal",
                                "TEXT TEXT",
                                delta("\"content\":null,\"refusal\":\"I can\""),
                                delta("\"refusal\":\"not\""),
                                STOP,
                                DONE)
                        .text("I cannot"),
                Case.chat(
                                "text and pictures",
                                "TEXT",
                                delta("\"content\":\"Here\""),
                                delta("\"content\":\"\",\"images\":[{\"type\":\"image_url\",\"image_url\":"
                                        + "{\"url\":\"data:image/png;base64," + PIXEL + "\"}}]"),
                                delta("\"images\":[{\"type\":\"image_url\",\"image_url\":"
                                        + "{\"url\":\"https://a.example/b.webp?x=1\"}}]"),
                                STOP,
                                DONE)
                        .text("Here")
                        .files(
                                new Artifact("data:image/png;base64," + PIXEL, "png"),
                                new Artifact("https://a.example/b.webp?x=1", "webp")),
                Case.chat(
                                "sound with its transcript",
                                "TEXT TEXT",
                                delta("\"audio\":{\"id\":\"a1\",\"transcript\":\"Good\"}"),
                                delta("\"audio\":{\"data\":\"UklGRiQAAABX\"}"),
                                delta("\"audio\":{\"data\":\"QVZFZm10\",\"transcript\":\" day\"}"),
                                STOP,
                                DONE)
                        .text("Good day")
                        .files(new Artifact("data:audio/wav;base64,UklGRiQAAABXQVZFZm10", "wav")));
    }

    private static Stream<Case> documents() {
        String ollama = "{\"message\":{\"content\":\"\",\"thinking\":\"Which?\",\"tool_calls\":[" + object("Paris")
                + "]},\"done\":true,\"done_reason\":\"stop\"}";
        return Stream.of(
                Case.document(
                                "calls of a document",
                                "{\"content\":null,\"tool_calls\":[" + whole("t1", PARIS.arguments()) + ","
                                        + whole("t2", ROME.arguments()) + "]}")
                        .calls(PARIS, ROME),
                Case.document("no calls of a document", "{\"content\":\"Hi\",\"tool_calls\":[]}")
                        .text("Hi"),
                Case.document("reasoning of a document", "{\"content\":\"Three\",\"reasoning_content\":\"One\\ntwo\"}")
                        .reasoning("One\ntwo")
                        .text("Three"),
                Case.document("a refusal of a document", "{\"content\":null,\"refusal\":\"I cannot\"}")
                        .text("I cannot"),
                Case.document(
                                "a picture of a document",
                                "{\"content\":\"\",\"images\":[{\"image_url\":{\"url\":\"data:image/svg+xml;base64,AAAA\"}}]}")
                        .files(new Artifact("data:image/svg+xml;base64,AAAA", "svg")),
                Case.document(
                                "sound of a document",
                                "{\"content\":null,\"audio\":{\"id\":\"a\",\"data\":\"SUQzBAAA\",\"transcript\":\"Good day\"}}")
                        .text("Good day")
                        .files(new Artifact("data:audio/mpeg;base64,SUQzBAAA", "mpeg")),
                Case.chat("a document of Ollama", "")
                        .answering(Peer.json("200 OK", ollama), null)
                        .reasoning("Which?")
                        .calls(new ToolCall(null, "weather", PARIS.arguments())));
    }

    @TestFactory
    Stream<DynamicTest> whatAnAnswerContainsBesideTextIsRead() {
        return Stream.of(callsInPieces(), callsOfOtherServers(), reasoning(), refusalsAndFiles(), documents())
                .flatMap(cases -> cases)
                .map(each -> dynamicTest(each.name, () -> {
                    try (Peer peer = new Peer(each.answer, each.answer)) {
                        assertGenerated(each, ask("direct:generate", each.provider, peer));
                        assertGenerated(each, ask("direct:create", each.provider, peer));
                    }
                }));
    }

    private static void assertGenerated(Case each, Exchange exchange) {
        Generation generation = each.status == GenerationStatus.COMPLETED
                ? exchange.getMessage().getBody(Generation.class)
                : state(exchange);
        assertThat(generation.status()).isEqualTo(each.status);
        assertThat(generation.text()).isEqualTo(each.text.isEmpty() && !isResult(each) ? null : each.text);
        assertThat(generation.reasoning()).isEqualTo(each.reasoning);
        assertThat(generation.toolCalls()).isEqualTo(each.calls);
        assertThat(generation.artifacts()).isEqualTo(each.files);
        assertThat(generation.raw()).isNotNull();
    }

    private static boolean isResult(Case each) {
        return each.status == GenerationStatus.COMPLETED;
    }

    private static Generation state(Exchange exchange) {
        return exchange.getException() instanceof GenerationFailedException failed
                ? failed.getGeneration()
                : exchange.getMessage().getBody(Generation.class);
    }

    @TestFactory
    Stream<DynamicTest> eventsShowItAsItArrives() {
        return Stream.of(callsInPieces(), callsOfOtherServers(), reasoning(), refusalsAndFiles())
                .flatMap(cases -> cases)
                .map(each -> dynamicTest(each.name, () -> assertEvents(each)));
    }

    private void assertEvents(Case each) throws IOException {
        mock("events").reset();
        try (Peer peer = new Peer(each.answer)) {
            ask("direct:events", each.provider, peer);
        }
        List<GenerationEvent> events = received("events");
        List<GenerationEvent> shown = events.stream()
                .filter(event -> event.type() != GenerationEventType.OTHER)
                .toList();
        assertThat(shown.stream().map(event -> event.type().name()).collect(Collectors.joining(" ")))
                .isEqualTo((each.types + " " + each.status).strip());
        assertThat(events)
                .extracting(GenerationEvent::sequence)
                .containsExactlyElementsOf(IntStream.range(0, events.size())
                        .mapToObj(Long::valueOf)
                        .toList());
        assertThat(pieces(events, GenerationEventType.TEXT)).isEqualTo(each.text);
        if (!each.name.equals("reasoning beside text")) {
            assertThat(pieces(events, GenerationEventType.REASONING))
                    .isEqualTo(Objects.requireNonNullElse(each.reasoning, ""));
        }
        assertThat(shown).allSatisfy(event -> assertThat(event.text()).isNotEqualTo(""));
    }

    private List<GenerationEvent> received(String mock) {
        return mock(mock).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(GenerationEvent.class))
                .toList();
    }

    private Exchange ask(String route, String provider, Peer peer) {
        return ask(route, provider, peer, connection(provider, KEY));
    }

    private Exchange ask(String route, String provider, Peer peer, ConnectionConfiguration connection) {
        String name = "c" + peer.port();
        connection.setBaseUrl("http://localhost:" + peer.port());
        context.getComponent("genai", GenAiComponent.class).getConnections().put(name, connection);
        return template.request(route, exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("p", provider);
            exchange.getMessage().setHeader("c", name);
        });
    }

    @Test
    void argumentsMayBeCutAnywhere() throws IOException {
        String arguments = "{\"a\":\"\\\\ \\\"q\\\" \\n \u20AC\",\"b\":[1,{\"c\":null}]}";
        List<Act> answers = new ArrayList<>();
        for (int cut = 0; cut <= arguments.length(); cut++) {
            answers.add(Peer.stream(events(
                    tools(begin(0, "t1", arguments.substring(0, cut))),
                    tools(more(0, arguments.substring(cut))),
                    CALLS,
                    DONE)));
        }
        String[] single = Stream.concat(
                        Stream.of(tools(begin(0, "t1", ""))),
                        arguments.chars().mapToObj(each -> tools(more(0, Character.toString(each)))))
                .toArray(String[]::new);
        answers.add(Peer.stream(events(single) + events(CALLS, DONE)));
        try (Peer peer = new Peer(answers.toArray(Act[]::new))) {
            for (int i = 0; i < answers.size(); i++) {
                Exchange exchange = ask("direct:generate", "openai-chat", peer);
                assertThat(exchange.getMessage().getBody(Generation.class).toolCalls())
                        .as("cut at %d", i)
                        .containsExactly(new ToolCall("t1", "weather", arguments));
            }
        }
    }

    @Test
    void theTextOfAStreamIsTheAnswerAlone() throws IOException {
        try (Peer peer = new Peer(Peer.stream(events(
                delta("\"reasoning_content\":\"One\""),
                delta("\"content\":\"Two\""),
                tools(begin(0, "t1", PARIS.arguments())),
                CALLS,
                DONE)))) {
            assertThat(ask("direct:text", "openai-chat", peer).getMessage().getBody())
                    .isEqualTo("Two");
        }
    }

    @Test
    void reasoningAndArgumentsCountForTheSizeOfAResponse() throws IOException {
        for (String frame :
                List.of(delta("\"reasoning_content\":\"" + "a".repeat(100) + "\""), tools(more(0, "a".repeat(100))))) {
            String body = Stream.generate(() -> events(frame)).limit(100).collect(Collectors.joining());
            try (Peer peer = new Peer(Peer.stream(body))) {
                ConnectionConfiguration connection = connection("openai-chat", KEY);
                connection.setMaxResponseSize(5000L);
                assertThat(ask("direct:generate", "openai-chat", peer, connection)
                                .getException())
                        .isInstanceOf(StreamLimitException.class)
                        .hasMessageContaining("maxResponseSize");
            }
        }
    }

    @Test
    void consumersReceiveTheEventsAndTheWholeGeneration() throws Exception {
        mock("terminal").expectedMessageCount(1);
        mock("observed").expectedMessageCount(6);
        try (Peer peer = new Peer(Peer.stream(events(
                delta("\"reasoning_content\":\"One\""),
                delta("\"content\":\"Two\""),
                tools(begin(0, "t1", "{\"city\":")),
                tools(more(0, "\"Paris\"}")),
                finish("tool_calls"),
                DONE)))) {
            consume(peer);
            send("direct:tracked", PROMPT);
            mock("terminal").assertIsSatisfied();
            mock("observed").assertIsSatisfied();
        }
        assertThat(mock("observed").getExchanges())
                .extracting(each -> each.getMessage().getHeader(GenAiConstants.EVENT_TYPE))
                .containsExactly("REASONING", "TEXT", "TOOL_CALL", "TOOL_CALL", "OTHER", "COMPLETED");
        assertThat(received("observed"))
                .extracting(GenerationEvent::text)
                .containsExactly("One", "Two", "{\"city\":", "\"Paris\"}", null, null);
        Generation generation =
                mock("terminal").getExchanges().get(0).getMessage().getBody(Generation.class);
        assertThat(generation.reasoning()).isEqualTo("One");
        assertThat(generation.toolCalls()).containsExactly(PARIS);
        assertThat(context.resolveLanguage("simple")
                        .createExpression("${body.toolCalls[0].name} ${body.reasoning} ${body.toolCalls[0].arguments}")
                        .evaluate(mock("terminal").getExchanges().get(0), String.class))
                .isEqualTo("weather One " + PARIS.arguments());
    }

    private void consume(Peer peer) throws Exception {
        String name = "genai:openai-chat?channel=c&connection=own";
        ConnectionConfiguration connection = connection("openai-chat", KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        context.getComponent("genai", GenAiComponent.class).getConnections().put("own", connection);
        RouteBuilder.addRoutes(context, routes -> {
            routes.from("direct:tracked").to(name.replace("chat?", "chat/m?") + "&operation=create");
            routes.from(name + "&emit=events").to("mock:observed");
            routes.from(name).to("mock:terminal");
        });
    }

    private static String block(String name, String data) {
        return "event: " + name + "\ndata: {\"type\":\"" + name + "\"," + data + "}\n\n";
    }

    private static List<String> blocks() {
        return List.of(
                block("message_start", "\"message\":{\"id\":\"m\",\"content\":[]}"),
                block("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}"),
                block(
                        "content_block_delta",
                        "\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"One\"}"),
                block(
                        "content_block_delta",
                        "\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\" two\"}"),
                block(
                        "content_block_start",
                        "\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t1\",\"name\":\"weather\",\"input\":{}}"),
                block(
                        "content_block_delta",
                        "\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"city\\\":\"}"),
                block(
                        "content_block_delta",
                        "\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"Paris\\\"}\"}"),
                block(
                        "content_block_start",
                        "\"index\":2,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t2\",\"name\":\"now\",\"input\":{}}"),
                block("message_delta", "\"delta\":{\"stop_reason\":\"tool_use\"}"),
                "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    }

    /** The stream breaks after each of its frames, and is replayed from the first one. */
    @TestFactory
    Stream<DynamicTest> aReplayedStreamBringsEachPieceOnce() {
        List<String> blocks = blocks();
        return IntStream.range(1, blocks.size())
                .mapToObj(cut -> dynamicTest("after " + cut, () -> {
                    mock("events").reset();
                    Act created = Peer.json("200 OK", "{\"message_id\":\"m1\",\"status\":\"pending\"}");
                    Act running = Peer.json("200 OK", "{\"message_id\":\"m1\",\"status\":\"processing\"}");
                    Act part = Peer.stream(String.join("", blocks.subList(0, cut)));
                    Act all = Peer.stream(String.join("", blocks));
                    try (Peer peer = new Peer(created, part, running, all)) {
                        ask("direct:events", "privategpt", peer);
                    }
                    List<GenerationEvent> events = received("events");
                    assertThat(events.stream()
                                    .map(event -> event.type().name())
                                    .filter(type -> !type.equals("OTHER"))
                                    .toList())
                            .containsExactly(
                                    "STARTED",
                                    "REASONING",
                                    "REASONING",
                                    "TOOL_CALL",
                                    "TOOL_CALL",
                                    "TOOL_CALL",
                                    "TOOL_CALL",
                                    "COMPLETED");
                    Generation last =
                            Objects.requireNonNull(events.get(events.size() - 1).generation());
                    assertThat(last.reasoning()).isEqualTo("One two");
                    assertThat(last.toolCalls()).containsExactly(PARIS, new ToolCall("t2", "now", "{}"));
                    assertThat(last.finishReason()).isEqualTo("tool_use");
                }));
    }
}
