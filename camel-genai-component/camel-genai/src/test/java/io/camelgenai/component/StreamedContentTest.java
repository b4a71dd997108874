package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.StreamLimitException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** G15, G16, G37, G39: what a stream contains is read, in whatever way its frames are cut and mixed. */
class StreamedContentTest extends GenAiTestSupport {

    private static final String STOP = chunk(0, "{}", "\"stop\"");
    private static final String DONE = "[DONE]";

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:generate")
                .toD("genai:${header.p}/m?channel=nobody&connection=${header.c}&param.knowledge_store_id=7");
        routes.from("direct:create").toD("genai:${header.p}/m?channel=nobody&connection=${header.c}&operation=create");
        routes.from("direct:events")
                .toD("genai:${header.p}/m?channel=nobody&connection=${header.c}&operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
    }

    private static String chunk(int index, String delta, String reason) {
        return "{\"id\":\"c1\",\"choices\":[" + choice(index, delta, reason) + "]}";
    }

    private static String choice(int index, String delta, String reason) {
        return "{\"index\":" + index + ",\"delta\":" + delta + ",\"finish_reason\":" + reason + "}";
    }

    private static String text(int index, String content) {
        return chunk(index, "{\"content\":\"" + content + "\"}", "null");
    }

    private static String chunk(String... choices) {
        return "{\"id\":\"c1\",\"choices\":[" + String.join(",", choices) + "]}";
    }

    /** One event of these data lines. */
    private static String lines(String... data) {
        return String.join("\ndata: ", data);
    }

    /**
     * The frames of a stream, and what is read from them.
     *
     * @param reason the finish reason
     */
    private record Case(String text, @Nullable String reason, GenerationStatus status, List<String> events) {

        static Case of(String text, @Nullable String reason, String... events) {
            return new Case(text, reason, GenerationStatus.COMPLETED, List.of(events));
        }

        Case incomplete() {
            return new Case(text, reason, GenerationStatus.INCOMPLETE, events);
        }

        String body() {
            return events.stream().map(event -> "data: " + event + "\n\n").reduce("", String::concat);
        }
    }

    private static Stream<Case> severalDocumentsInOneEvent() {
        String a = text(0, "Hel");
        String b = text(0, "lo");
        return Stream.of(
                Case.of("Hello", "stop", lines(a, b), STOP, DONE),
                Case.of("Hello", "stop", a + b, STOP, DONE),
                Case.of("Hello", "stop", a + " \t" + b + " ", STOP, DONE),
                Case.of("Hello", "stop", lines(a, "", b), STOP, DONE),
                Case.of("Hello", "stop", "\uFEFF" + lines(a, "\uFEFF" + b), STOP, DONE),
                Case.of("Hello", "stop", lines(a, b, STOP, DONE)),
                Case.of("Hello", "stop", a, lines(b, STOP), DONE),
                Case.of("Hello", "stop", a, b, lines(STOP, DONE)),
                Case.of("HelHelHelHel", "stop", a, a, lines(a, a), STOP, DONE),
                Case.of("loHello", "stop", "[" + a + "]" + b, a, b, STOP, DONE),
                Case.of("Hello", "stop", lines("{\"id\":\"c1\",", "\"choices\":[]}", a), b, STOP, DONE),
                // What follows is no document: nothing is dropped without a word.
                Case.of("Hel", null, a + "garbage", STOP, DONE).incomplete(),
                Case.of("Hel", null, lines(a, "{\"id\":"), STOP, DONE).incomplete(),
                Case.of("Hel", null, a + "," + b, STOP, DONE).incomplete(),
                Case.of("Hel", null, lines(a, "}"), STOP, DONE).incomplete());
    }

    private static Stream<Case> severalChoices() {
        return Stream.of(
                Case.of(
                        "Red rose",
                        "stop",
                        text(0, "Red"),
                        text(1, "Blue"),
                        text(0, " rose"),
                        text(1, " sky"),
                        STOP,
                        chunk(1, "{}", "\"length\""),
                        DONE),
                Case.of(
                        "Red rose",
                        "stop",
                        text(1, "Blue"),
                        text(0, "Red"),
                        text(1, " sky"),
                        text(0, " rose"),
                        chunk(1, "{}", "\"content_filter\""),
                        STOP,
                        DONE),
                Case.of(
                        "Red rose",
                        "stop",
                        chunk(choice(0, "{\"content\":\"Red\"}", "null"), choice(1, "{\"content\":\"Blue\"}", "null")),
                        chunk(
                                choice(0, "{\"content\":\" rose\"}", "\"stop\""),
                                choice(1, "{\"content\":\" sky\"}", "\"length\"")),
                        DONE),
                Case.of(
                        "Red rose",
                        "stop",
                        chunk(choice(1, "{\"content\":\"Blue\"}", "null"), choice(0, "{\"content\":\"Red\"}", "null")),
                        chunk(
                                choice(1, "{\"content\":\" sky\"}", "null"),
                                choice(0, "{\"content\":\" rose\"}", "null")),
                        chunk(choice(1, "{}", "\"length\""), choice(0, "{}", "\"stop\"")),
                        DONE),
                Case.of(
                        "Red rose",
                        "stop",
                        "{\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\"Red\"},\"index\":0}]}",
                        "{\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\"Blue\"},\"index\":1}]}",
                        "{\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\" rose\"},\"index\":0}]}",
                        STOP,
                        DONE),
                Case.of(
                        "Red rose",
                        "stop",
                        "{\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\"Red\"}}]}",
                        "{\"id\":\"c1\",\"choices\":[{\"delta\":{\"content\":\" rose\"},\"index\":null}]}",
                        STOP,
                        DONE),
                Case.of(
                        "Red",
                        "stop",
                        text(0, "Red"),
                        STOP,
                        text(1, "Blue"),
                        text(2, "Green"),
                        chunk(1, "{}", "\"stop\""),
                        DONE),
                Case.of("Red", null, text(0, "Red"), text(1, "Blue"), chunk(1, "{}", "\"stop\""), DONE)
                        .incomplete());
    }

    private static Stream<Case> emptyAnswers() {
        return Stream.of(
                Case.of("", "stop", text(0, ""), STOP, DONE),
                Case.of(
                        "",
                        "stop",
                        chunk(0, "{\"role\":\"assistant\",\"content\":\"\"}", "null"),
                        text(0, ""),
                        STOP,
                        DONE),
                Case.of("", "stop", chunk(0, "{\"role\":\"assistant\",\"content\":null}", "null"), STOP, DONE),
                Case.of("", "stop", STOP, DONE),
                Case.of("", "length", chunk(0, "{\"content\":\"\"}", "\"length\""), DONE)
                        .incomplete(),
                Case.of("Hi", "stop", text(0, ""), text(0, "Hi"), text(0, ""), text(0, ""), STOP, DONE));
    }

    @TestFactory
    Stream<DynamicTest> G15_G16_G39_whatAStreamContainsIsRead() {
        return Stream.of(severalDocumentsInOneEvent(), severalChoices(), emptyAnswers())
                .flatMap(cases -> cases)
                .map(each -> dynamicTest(each.events.toString(), () -> {
                    assertGenerated(each);
                    assertEvents(each);
                }));
    }

    private void assertGenerated(Case each) throws IOException {
        try (Peer peer = new Peer(Peer.stream(each.body()))) {
            Exchange exchange = ask("direct:generate", peer);
            Generation generation = exchange.getMessage().getBody(Generation.class);
            assertThat(generation.status()).isEqualTo(each.status);
            assertThat(generation.text()).isEqualTo(each.text);
            assertThat(generation.finishReason()).isEqualTo(each.reason);
            assertThat(peer.requests()).hasSize(1);
        }
    }

    private void assertEvents(Case each) throws IOException {
        mock("events").reset();
        try (Peer peer = new Peer(Peer.stream(each.body()))) {
            ask("direct:events", peer);
            List<GenerationEvent> events = mock("events").getExchanges().stream()
                    .map(exchange -> exchange.getMessage().getBody(GenerationEvent.class))
                    .toList();
            assertThat(events.stream()
                            .map(GenerationEvent::text)
                            .filter(Objects::nonNull)
                            .reduce("", String::concat))
                    .isEqualTo(each.text);
            assertThat(events)
                    .filteredOn(event -> event.type() == GenerationEventType.TEXT)
                    .allSatisfy(event -> assertThat(event.text()).isNotEmpty());
            assertThat(events.get(events.size() - 1).type().name()).isEqualTo(each.status.name());
        }
    }

    private Exchange ask(String route, Peer peer) {
        return ask(route, "openai-chat", peer);
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

    @TestFactory
    Stream<DynamicTest> G16_G39_aPlainAnswerIsReadTheSameWay() {
        String red = "{\"index\":0,\"message\":{\"content\":\"Red\"},\"finish_reason\":\"stop\"}";
        String blue = "{\"index\":1,\"message\":{\"content\":\"Blue\"},\"finish_reason\":\"length\"}";
        return Stream.of(
                        List.of(red + "," + blue, "Red"),
                        List.of(blue + "," + red, "Red"),
                        List.of(red.replace("\"index\":0,", ""), "Red"),
                        List.of(red.replace("\"Red\"", "\"\""), ""),
                        List.of(red.replace("\"Red\"", "null"), ""),
                        List.of("{\"index\":0,\"message\":{},\"finish_reason\":\"stop\"}", ""))
                .map(each -> dynamicTest(each.get(0), () -> {
                    String body = "{\"id\":\"c1\",\"choices\":[" + each.get(0) + "]}";
                    try (Peer peer = new Peer(Peer.json("200 OK", body))) {
                        Generation generation =
                                ask("direct:create", peer).getMessage().getBody(Generation.class);
                        assertThat(generation.text()).isEqualTo(each.get(1));
                        assertThat(generation.finishReason()).isEqualTo("stop");
                        assertThat(generation.status()).isEqualTo(GenerationStatus.COMPLETED);
                    }
                }));
    }

    /**
     * A stream, and what its assembled document contains.
     *
     * @param expected pairs of a JSON pointer and the value there
     */
    private record Whole(String provider, String name, List<String> expected, List<String> events) {

        static Whole chat(String name, List<String> expected, String... events) {
            return new Whole("openai-chat", name, expected, List.of(events));
        }
    }

    private static String tool(String call) {
        return chunk(0, "{\"tool_calls\":[" + call + "]}", "null");
    }

    private static String soFar(String whole, String piece) {
        return "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + whole
                + "\"},\"delta\":{\"content\":\"" + piece + "\"}}]}";
    }

    private static Stream<Whole> assembled() {
        String path = "/choices/0/message/";
        String calls = chunk(0, "{}", "\"tool_calls\"");
        return Stream.of(
                Whole.chat(
                        "text, usage and names",
                        List.of(
                                "/id",
                                "c1",
                                path + "content",
                                "Hello there",
                                path + "role",
                                "assistant",
                                "/choices/0/finish_reason",
                                "stop",
                                "/usage/total_tokens",
                                "3",
                                "/model",
                                "m"),
                        "{\"id\":\"c1\",\"model\":\"m\",\"choices\":["
                                + choice(0, "{\"role\":\"assistant\",\"content\":\"\"}", "null") + "]}",
                        text(0, "Hel"),
                        text(0, "lo"),
                        text(0, " the"),
                        chunk(0, "{\"role\":\"assistant\",\"content\":\"re\"}", "null"),
                        STOP,
                        "{\"id\":\"c1\",\"choices\":[],\"usage\":{\"total_tokens\":3}}",
                        DONE),
                Whole.chat(
                        "a tool call in pieces",
                        List.of(
                                path + "tool_calls/0/id",
                                "t1",
                                path + "tool_calls/0/type",
                                "function",
                                path + "tool_calls/0/function/name",
                                "get_weather",
                                path + "tool_calls/0/function/arguments",
                                "{\"city\":\"Paris\"}"),
                        tool(
                                "{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}"),
                        tool("{\"index\":0,\"function\":{\"arguments\":\"{\\\"city\\\"\"}}"),
                        tool("{\"index\":0,\"function\":{\"arguments\":\":\\\"Paris\\\"}\"}}"),
                        calls,
                        DONE),
                Whole.chat(
                        "two tool calls, interleaved, their names repeated, beside text",
                        List.of(
                                path + "content",
                                "Let me see",
                                path + "tool_calls/0/function/arguments",
                                "aaab",
                                path + "tool_calls/0/id",
                                "t1",
                                path + "tool_calls/1/function/arguments",
                                "ccd",
                                path + "tool_calls/1/function/name",
                                "g"),
                        text(0, "Let me"),
                        text(0, " see"),
                        tool("{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"a\"}}"),
                        tool("{\"index\":1,\"id\":\"t2\",\"function\":{\"name\":\"g\",\"arguments\":\"c\"}}"),
                        tool("{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"a\"}}"),
                        tool("{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"a\"}}"),
                        tool("{\"index\":1,\"id\":\"t2\",\"function\":{\"name\":\"g\",\"arguments\":\"cd\"}}"),
                        tool("{\"index\":0,\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"b\"}}"),
                        calls,
                        DONE),
                Whole.chat(
                        "whole tool calls without an index",
                        List.of(
                                path + "tool_calls/0/function/arguments",
                                "1",
                                path + "tool_calls/1/function/arguments",
                                "2"),
                        tool("{\"id\":\"t1\",\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}"),
                        tool("{\"id\":\"t2\",\"function\":{\"name\":\"f\",\"arguments\":\"2\"}}"),
                        calls,
                        DONE),
                Whole.chat(
                        "reasoning before the text, in frames with an empty text",
                        List.of(path + "reasoning_content", "Hm hm hm so", path + "content", "Yes yes"),
                        chunk(0, "{\"content\":\"\",\"reasoning_content\":\"Hm\"}", "null"),
                        chunk(0, "{\"content\":\"\",\"reasoning_content\":\" hm\"}", "null"),
                        chunk(0, "{\"content\":\"\",\"reasoning_content\":\" hm\"}", "null"),
                        chunk(0, "{\"content\":\"\",\"reasoning_content\":\" so\"}", "null"),
                        chunk(0, "{\"content\":\"Yes\",\"reasoning_content\":\"\"}", "null"),
                        chunk(0, "{\"content\":\" yes\",\"reasoning_content\":\"\"}", "null"),
                        STOP,
                        DONE),
                Whole.chat(
                        "reasoning beside the text",
                        List.of(path + "reasoning", "aab", path + "content", "xyz"),
                        chunk(0, "{\"content\":\"x\",\"reasoning\":\"a\"}", "null"),
                        chunk(0, "{\"content\":\"y\",\"reasoning\":\"a\"}", "null"),
                        chunk(0, "{\"content\":\"z\",\"reasoning\":\"b\"}", "null"),
                        STOP,
                        DONE),
                Whole.chat(
                        "a refusal",
                        List.of(path + "refusal", "I cannot"),
                        chunk(0, "{\"refusal\":\"I can\"}", "null"),
                        chunk(0, "{\"refusal\":\"not\"}", "null"),
                        STOP,
                        DONE),
                Whole.chat(
                        "sound and pictures",
                        List.of(
                                path + "audio/id",
                                "a1",
                                path + "audio/data",
                                "AAABBB",
                                path + "audio/transcript",
                                "Hey",
                                path + "images/0/image_url/url",
                                "data:1",
                                path + "images/1/image_url/url",
                                "data:2"),
                        chunk(0, "{\"audio\":{\"id\":\"a1\",\"transcript\":\"He\"}}", "null"),
                        chunk(0, "{\"audio\":{\"id\":\"a1\",\"data\":\"AAA\"}}", "null"),
                        chunk(0, "{\"audio\":{\"id\":\"a1\",\"data\":\"BBB\",\"transcript\":\"y\"}}", "null"),
                        chunk(0, "{\"images\":[{\"image_url\":{\"url\":\"data:1\"}}]}", "null"),
                        chunk(0, "{\"images\":[{\"image_url\":{\"url\":\"data:2\"}}]}", "null"),
                        STOP,
                        DONE),
                Whole.chat(
                        "several choices",
                        List.of(
                                path + "content",
                                "Red rose",
                                "/choices/1/message/content",
                                "Blue sky",
                                "/choices/1/finish_reason",
                                "length"),
                        text(0, "Red"),
                        text(1, "Blue"),
                        text(0, " rose"),
                        text(1, " sky"),
                        STOP,
                        chunk(1, "{}", "\"length\""),
                        DONE),
                Whole.chat(
                        "several choices in each frame",
                        List.of(path + "content", "Red rose!", "/choices/1/message/content", "Blue sky?"),
                        chunk(choice(0, "{\"content\":\"Red\"}", "null"), choice(1, "{\"content\":\"Blue\"}", "null")),
                        chunk(
                                choice(0, "{\"content\":\" rose\"}", "null"),
                                choice(1, "{\"content\":\" sky\"}", "null")),
                        chunk(choice(0, "{\"content\":\"!\"}", "null"), choice(1, "{\"content\":\"?\"}", "null")),
                        STOP,
                        DONE),
                Whole.chat(
                        "the whole text so far beside each piece",
                        List.of(path + "content", "Hello"),
                        soFar("Hel", "Hel"),
                        soFar("Hello", "lo"),
                        STOP,
                        DONE),
                Whole.chat(
                        "Ollama's own API",
                        List.of("/message/content", "Hello", "/message/thinking", "Hm hm"),
                        "{\"message\":{\"content\":\"\",\"thinking\":\"Hm\"},\"done\":false}",
                        "{\"message\":{\"content\":\"\",\"thinking\":\" hm\"},\"done\":false}",
                        "{\"message\":{\"content\":\"Hel\"},\"done\":false}",
                        "{\"message\":{\"content\":\"lo\"},\"done\":false}",
                        "{\"message\":{\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\"}",
                        DONE),
                Whole.chat(
                        "a tool call that was cut",
                        List.of(path + "tool_calls/0/function/arguments", "ab"),
                        tool("{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"a\"}}"),
                        tool("{\"index\":0,\"function\":{\"arguments\":\"b\"}}")),
                new Whole(
                        "twelvelabs",
                        "the last document",
                        List.of("/output/0/arguments", "{}"),
                        List.of(
                                "{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"status\":\"in_progress\"}}",
                                "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":"
                                        + "[{\"type\":\"function_call\",\"arguments\":\"{}\"}]}}",
                                DONE)),
                new Whole(
                        "elumenta",
                        "the last event",
                        List.of("/tokens_spent", "5"),
                        List.of(
                                "{\"type\":\"generation_start\",\"id\":7}",
                                "{\"type\":\"content_delta\",\"delta\":\"Hel\"}",
                                "{\"type\":\"generation_end\",\"id\":7,\"tokens_spent\":5}",
                                DONE)));
    }

    @TestFactory
    Stream<DynamicTest> G37_theDocumentContainsWhatIsNoText() {
        return assembled()
                .map(each -> dynamicTest(each.provider + ": " + each.name, () -> {
                    String body = each.events.stream()
                            .map(event -> "data: " + event + "\n\n")
                            .reduce("", String::concat);
                    Act noModel = Peer.json("404 Not Found", "{}");
                    try (Peer peer = new Peer(Peer.stream(body)).always("GET /models/", noModel)) {
                        assertRaw(ask("direct:generate", each.provider, peer), each.expected);
                    }
                }));
    }

    private static void assertRaw(Exchange exchange, List<String> expected) {
        JsonNode raw = exchange.getMessage().getBody(Generation.class).raw();
        assertThat(raw).isNotNull();
        for (int i = 0; i < expected.size(); i += 2) {
            assertThat(raw.at(expected.get(i)).asText())
                    .as("%s in %s", expected.get(i), raw)
                    .isEqualTo(expected.get(i + 1));
        }
    }

    private static String block(String name, String data) {
        return "event: " + name + "\ndata: {\"type\":\"" + name + "\"," + data + "}\n\n";
    }

    @Test
    void G37_blocksAreAssembled() throws IOException {
        String key = "\"block_id\":\"b%d\",";
        String stream = block("message_start", "\"message\":{\"id\":\"m\",\"role\":\"assistant\",\"content\":[]}")
                + block("content_block_start", key.formatted(0) + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                + block(
                        "content_block_delta",
                        key.formatted(0) + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}")
                + block("content_block_delta", key.formatted(0) + "\"delta\":{\"type\":\"text_delta\",\"text\":\"lo\"}")
                + block(
                        "content_block_start",
                        key.formatted(1) + "\"content_block\":{\"type\":\"tool_use\",\"name\":\"f\",\"input\":{}}")
                + block(
                        "content_block_delta",
                        key.formatted(1) + "\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}")
                + block(
                        "content_block_delta",
                        key.formatted(1) + "\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"}\"}")
                + block("content_block_start", key.formatted(2) + "\"content_block\":{\"type\":\"text\",\"text\":\"\"}")
                + block(
                        "content_block_delta",
                        key.formatted(2) + "\"delta\":{\"type\":\"text_delta\",\"text\":\" wor\"}")
                + block("content_block_delta", key.formatted(2) + "\"delta\":{\"type\":\"text_delta\",\"text\":\"ld\"}")
                + block("message_delta", "\"delta\":{\"stop_reason\":\"tool_use\"}")
                + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
        String created = "{\"message_id\":\"m1\",\"status\":\"pending\"}";
        try (Peer peer = new Peer(Peer.json("200 OK", created), Peer.stream(stream))) {
            Exchange exchange = ask("direct:generate", "privategpt", peer);
            assertThat(exchange.getMessage().getBody(Generation.class).text()).isEqualTo("Hello world");
            assertRaw(
                    exchange,
                    List.of(
                            "/content/0/text",
                            "Hello",
                            "/content/1/name",
                            "f",
                            "/content/1/partial_json",
                            "{}",
                            "/content/2/text",
                            " world",
                            "/stop_reason",
                            "tool_use"));
        }
    }

    @Test
    void G37_theDocumentIsBounded() throws IOException {
        String body = Stream.generate(() -> "data: "
                        + tool("{\"index\":0,\"function\":{\"arguments\":\"" + "a".repeat(100) + "\"}}") + "\n\n")
                .limit(100)
                .reduce("", String::concat);
        try (Peer peer = new Peer(Peer.stream(body))) {
            ConnectionConfiguration connection = connection("openai-chat", KEY);
            connection.setMaxResponseSize(5000L);
            assertThat(ask("direct:generate", "openai-chat", peer, connection).getException())
                    .isInstanceOf(StreamLimitException.class)
                    .hasMessageContaining("maxResponseSize");
        }
    }
}
