package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * The provider answers a create in another form than asked: a document for a stream, a stream for a document, under any media
 * type. It is read for what it is, since it is paid for; what cannot be read is unknown, and its beginning is shown. In each case
 * there is one create, its key stays with the outcome, and no connection is left.
 */
class AnswerFormsTest extends GenAiTestSupport {

    private static final String CHAT =
            "{\"id\":\"c1\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}";
    private static final String CHUNK_1 =
            "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}";
    private static final String CHUNK_2 =
            "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lo\"},\"finish_reason\":null}]}";
    private static final String STOP =
            "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String SSE =
            "data: " + CHUNK_1 + "\n\ndata: " + CHUNK_2 + "\n\ndata: " + STOP + "\n\ndata: [DONE]\n\n";
    private static final String LINES = CHUNK_1 + "\n" + CHUNK_2 + "\n" + STOP + "\n";
    private static final String LIST = "[" + CHUNK_1 + "," + CHUNK_2 + "," + STOP + "]";
    private static final String OLLAMA_LINES =
            "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Hel\"},\"done\":false}\n"
                    + "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"lo\"},\"done\":false}\n"
                    + "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"eval_count\":2}\n";
    private static final String PAGE = "<html><head><title>Maintenance</title></head><body>Back soon</body></html>";
    private static final String PRETTY = CHAT.replace(",", ",\n  ").replace("{", "{\n  ");

    private static final String PICTURE =
            "{\"id\":\"g1\",\"status\":\"completed\",\"output\":{\"media\":[{\"url\":\"https://x/a.png\"}]}}";

    private static final Duration IDLE = Duration.ofSeconds(1);

    private final List<Peer> peers = new ArrayList<>();

    @Override
    public void routes(RouteBuilder routes) {
        routes.errorHandler(routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
        String options = "?channel=nobody&connection=${header.c}&idempotencyKey=k&param.knowledge_store_id=7";
        routes.from("direct:generate").toD("genai:${header.p}/m" + options);
        routes.from("direct:create").toD("genai:${header.p}/m" + options + "&operation=create");
        routes.from("direct:stream")
                .toD("genai:${header.p}/m" + options + "&operation=stream")
                .process(AnswerFormsTest::collect);
    }

    private static void collect(Exchange exchange) {
        List<GenerationEvent> events = new ArrayList<>();
        exchange.getMessage().getBody(GenerationStream.class).forEachRemaining(events::add);
        exchange.getMessage().setBody(events);
    }

    private Exchange ask(String route, String provider, int number) {
        return template.request("direct:" + route, exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeaders(Map.of("p", provider, "c", "c" + number));
        });
    }

    private Peer play(String provider, Act answer) throws IOException {
        Peer peer = new Peer(answer)
                .always("GET /models/", Peer.json("404 Not Found", "{}"))
                // For the caller that comes again before the first one's result is stored.
                .always("GET /v1/generations/", Peer.json("200 OK", PICTURE));
        ConnectionConfiguration connection = connection(provider, KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        connection.setIdleTimeout(IDLE);
        connection.setMaxRetries(0);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("c" + peers.size(), connection);
        peers.add(peer);
        return peer;
    }

    /** An answer with this body, whole. */
    private static Act whole(String type, String body) {
        return answer("200 OK", type, body, body.getBytes(StandardCharsets.UTF_8).length);
    }

    private static Act answer(String status, String type, String body, int length) {
        List<String> lines = new ArrayList<>(List.of("HTTP/1.1 " + status, "Content-Length: " + length));
        if (!type.isEmpty()) {
            lines.add("Content-Type: " + type);
        }
        lines.addAll(List.of("", body));
        return Peer.answer(lines.toArray(String[]::new));
    }

    /** An answer that does not end after this body: the connection stays open. */
    private static Act stalled(String type, String body) {
        return answer("200 OK", type, body, 99_999);
    }

    /** An answer that breaks off after this body. */
    private static Act cut(String type, String body) {
        return (socket, out) -> {
            stalled(type, body).play(socket, out);
            socket.close();
        };
    }

    /**
     * A case.
     *
     * @param route the operation
     * @param status the expected status; UNKNOWN for an unknown outcome
     * @param words the expected text, or what has to be in the message
     */
    private record Case(String route, String provider, String status, String words, String shown, Act act) {

        /** The connection of an answer that was read to its end can be used again, unless that was no result. */
        boolean leavesNoConnection(boolean documents) {
            return status.equals("UNKNOWN") || status.equals("INCOMPLETE") || (documents && status.equals("FAILED"));
        }

        @Override
        public String toString() {
            return String.join(" ", route, provider, status, shown);
        }
    }

    private static Case chat(String route, String status, String words, String shown, Act act) {
        return new Case(route, "openai-chat", status, words, shown, act);
    }

    private static List<Case> documentsForAStream() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of(
                "application/json",
                "text/plain",
                "text/event-stream",
                "application/octet-stream",
                "application/x-ndjson",
                "")) {
            cases.add(chat("generate", "COMPLETED", "Hello", "document as '" + type + "'", whole(type, CHAT)));
            cases.add(
                    chat("generate", "COMPLETED", "Hello", "on several lines as '" + type + "'", whole(type, PRETTY)));
            cases.add(chat(
                    "generate",
                    "FAILED",
                    "Provider returned error",
                    "error as '" + type + "'",
                    whole(
                            type,
                            "{\"error\":{\"message\":\"Provider returned error\",\"code\":429},\"user_id\":\"u\"}")));
        }
        cases.add(
                chat("generate", "COMPLETED", "Hello", "byte order mark", whole("application/json", "\uFEFF" + CHAT)));
        cases.add(chat(
                "generate", "COMPLETED", "Hello", "blanks around", whole("text/plain", "\n \n" + CHAT + "\r\n\n")));
        cases.add(chat("generate", "COMPLETED", "Hello", "stalled after it", stalled("application/json", CHAT)));
        cases.add(chat("generate", "COMPLETED", "Hello", "cut after it", cut("application/json", CHAT + "\n")));
        for (String error : List.of(
                "{\"error\":\"It died\"}",
                "[{\"error\":{\"message\":\"It died\"}}]",
                "{\"object\":\"error\",\"message\":\"It died\",\"code\":400}",
                "{\"detail\":[{\"msg\":\"It died\"}]}",
                "{\"id\":\"c1\",\"error\":{\"message\":\"It died\"}}",
                "{\"id\":\"c1\",\"choices\":[{\"finish_reason\":\"error\",\"error\":{\"message\":\"It died\"}}]}")) {
            cases.add(chat("generate", "FAILED", "It died", error, whole("application/json", error)));
        }
        cases.add(new Case(
                "generate",
                "twelvelabs",
                "COMPLETED",
                "Hello",
                "document",
                whole(
                        "application/json",
                        "{\"id\":\"r1\",\"status\":\"completed\",\"output\":[{\"content\":[{\"text\":\"Hello\"}]}]}")));
        cases.add(new Case(
                "generate",
                "twelvelabs",
                "FAILED",
                "Bad store",
                "error with an id",
                whole("application/json", "{\"id\":\"r1\",\"error\":{\"code\":\"e\",\"message\":\"Bad store\"}}")));
        cases.add(new Case(
                "generate",
                "elumenta",
                "COMPLETED",
                "Hello",
                "document",
                whole("application/json", "{\"id\":17,\"status\":\"completed\",\"result_text\":\"Hello\"}")));
        return cases;
    }

    private static List<Case> streamsUnderOtherNames() {
        List<Case> cases = new ArrayList<>();
        for (String type : List.of("text/plain; charset=utf-8", "application/octet-stream", "application/json", "")) {
            for (String route : List.of("generate", "create")) {
                cases.add(chat(route, "COMPLETED", "Hello", "events as '" + type + "'", whole(type, SSE)));
                cases.add(chat(route, "COMPLETED", "Hello", "lines as '" + type + "'", whole(type, LINES)));
            }
        }
        for (String route : List.of("generate", "create")) {
            cases.add(chat(route, "COMPLETED", "Hello", "event stream", whole("text/event-stream", SSE)));
            cases.add(chat(route, "COMPLETED", "Hello", "NDJSON", whole("application/x-ndjson", LINES)));
            cases.add(chat(route, "COMPLETED", "Hello", "Ollama", whole("application/x-ndjson", OLLAMA_LINES)));
            cases.add(chat(
                    route,
                    "COMPLETED",
                    "Hello",
                    "CRLF",
                    whole("", LINES.replace("\n", "\r\n").strip())));
            cases.add(chat(route, "COMPLETED", "Hello", "blank lines", whole("", LINES.replace("\n", "\n\n"))));
            cases.add(chat(
                    route,
                    "COMPLETED",
                    "Hello",
                    "one line",
                    whole("text/plain", STOP.replace("{}", "{\"content\":\"Hello\"}"))));
            cases.add(chat(route, "COMPLETED", "Hello", "a list of frames", whole("application/json", LIST)));
            cases.add(chat(route, "COMPLETED", "Hello", "a list over lines", whole("", LIST.replace(",{", ",\n{"))));
            cases.add(chat(route, "COMPLETED", "Hello", "a list of one", whole("application/json", "[" + CHAT + "]")));
            cases.add(chat(route, "COMPLETED", "Hello", "a comment first", whole("text/plain", ": ping\n\n" + SSE)));
            cases.add(chat(route, "COMPLETED", "Hello", "blanks first", whole("", "\n\n\n" + SSE)));
            cases.add(chat(route, "COMPLETED", "Hello", "a mark first", whole("", "\uFEFF" + SSE)));
            cases.add(chat(route, "COMPLETED", "Hello", "a name first", whole("", "event: message\n" + SSE)));
            cases.add(chat(route, "COMPLETED", "Hello", "a delay first", whole("", "retry: 10\n\n" + SSE)));
            cases.add(chat(route, "COMPLETED", "Hello", "no end", stalled("text/event-stream", SSE)));
            cases.add(chat(route, "FAILED", "It died", "error", whole("text/plain", "error: It died\n\n")));
            cases.add(chat(
                    route,
                    "FAILED",
                    "It died",
                    "error line",
                    whole("application/x-ndjson", CHUNK_1 + "\n{\"error\":\"It died\"}\n")));
            cases.add(chat(route, "INCOMPLETE", "", "cut", cut("text/event-stream", "data: " + CHUNK_1 + "\n\n")));
            cases.add(chat(route, "INCOMPLETE", "", "cut lines", cut("", CHUNK_1 + "\n" + CHUNK_2 + "\n{\"id\"")));
        }
        cases.add(new Case(
                "generate",
                "llmstats",
                "COMPLETED",
                "",
                "documents as events",
                whole(
                        "text/event-stream",
                        "data: {\"id\":\"g1\",\"status\":\"running\"}\n\ndata: " + PICTURE + "\n\n")));
        cases.add(
                new Case(
                        "create",
                        "twelvelabs",
                        "COMPLETED",
                        "Hello",
                        "events",
                        whole(
                                "text/event-stream",
                                "data: {\"type\":\"response.created\",\"response\":{\"id\":\"r1\",\"status\":\"in_progress\"}}\n\n"
                                        + "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hello\"}\n\n"
                                        + "data: {\"type\":\"response.completed\",\"response\":{\"id\":\"r1\",\"status\":\"completed\"}}\n\n")));
        return cases;
    }

    private static List<Case> whatCannotBeRead() {
        List<Case> cases = new ArrayList<>();
        for (String route : List.of("generate", "create")) {
            cases.add(chat(route, "UNKNOWN", "<title>Maintenance", "page", whole("text/html", PAGE)));
            cases.add(chat(route, "UNKNOWN", "Maintenance", "page as events", whole("text/event-stream", PAGE)));
            cases.add(chat(route, "UNKNOWN", "Please wait", "text", whole("text/plain", "Please wait \u001b[2J\n")));
            cases.add(chat(
                    route, "UNKNOWN", "{\"id\":\"c1\",\"obj", "cut", cut("application/json", CHAT.substring(0, 80))));
            cases.add(chat(route, "UNKNOWN", "{\"id\":\"c1\",\"obj", "half", whole("", CHAT.substring(0, 80))));
            cases.add(chat(route, "UNKNOWN", "hello", "no result", whole("application/json", "{\"hello\":\"there\"}")));
            cases.add(chat(route, "UNKNOWN", "answered", "nothing", whole("text/event-stream", "")));
            cases.add(chat(route, "UNKNOWN", "answered", "204", Peer.answer("HTTP/1.1 204 No Content", "", "")));
        }
        cases.add(chat("generate", "UNKNOWN", "Please wait", "stalled", stalled("text/plain", "Please wait")));
        cases.add(new Case("create", "llmstats", "UNKNOWN", "Maintenance", "page", whole("text/html", PAGE)));
        cases.add(new Case("create", "skills-video", "UNKNOWN", "Maintenance", "page", whole("", PAGE)));
        return cases;
    }

    private void assertRead(List<Case> cases, boolean documents) throws IOException {
        int first = peers.size();
        SoftAssertions softly = new SoftAssertions();
        for (Case each : cases) {
            int number = peers.size();
            Peer peer = play(each.provider, each.act);
            Exchange answered = ask(each.route, each.provider, number);
            assertOutcome(softly, each, answered);
            Exchange again = ask(each.route, each.provider, number);
            if (!each.provider.equals("elumenta")) {
                assertOutcome(softly, each, again);
            }
            softly.assertThat(again.getMessage().getHeader(GenAiConstants.GENERATION_ID))
                    .as("%s: the same generation", each)
                    .isEqualTo(answered.getMessage().getHeader(GenAiConstants.GENERATION_ID));
            softly.assertThat(peer.requests().stream().filter(request -> request.startsWith("POST")))
                    .as("%s: creates", each)
                    .hasSize(1);
        }
        softly.assertAll();
        await().untilAsserted(() -> assertThat(IntStream.range(0, cases.size())
                        .filter(i -> cases.get(i).leavesNoConnection(documents))
                        .filter(i -> peers.get(first + i).connections() > 0)
                        .mapToObj(cases::get))
                .as("connections that are left")
                .isEmpty());
        for (Peer peer : peers) {
            peer.close();
        }
    }

    private static void assertOutcome(SoftAssertions softly, Case each, Exchange exchange) {
        if (each.status.equals("UNKNOWN")) {
            softly.assertThat(exchange.getException())
                    .as("%s", each)
                    .isInstanceOf(GenerationOutcomeUnknownException.class)
                    .hasMessageContaining(each.words)
                    .message()
                    .doesNotContain("\u001b", "\n")
                    .hasSizeLessThan(2000)
                    .as("said once")
                    .containsOnlyOnce("It is not known whether");
            return;
        }
        softly.assertThat(exchange.getMessage().getHeader(GenAiConstants.STATUS))
                .as("%s %s", each, exchange.getException())
                .isEqualTo(each.status);
        if (each.status.equals("FAILED")) {
            softly.assertThat(exchange.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE, String.class))
                    .as("%s", each)
                    .contains(each.words);
        } else if (each.status.equals("COMPLETED") && !each.words.isEmpty()) {
            softly.assertThat(exchange.getMessage().getBody())
                    .as("%s %s", each, exchange.getException())
                    .isInstanceOfSatisfying(Generation.class, done -> softly.assertThat(done.text())
                            .as("%s", each)
                            .isEqualTo(each.words));
        }
    }

    @Test
    void G23_aDocumentForAStreamIsRead() throws IOException {
        assertRead(documentsForAStream(), true);
    }

    @Test
    void aStreamIsReadWhateverItIsCalledAndWhoeverAskedForIt() throws IOException {
        assertRead(streamsUnderOtherNames(), false);
    }

    @Test
    void whatCannotBeReadIsUnknownAndShown() throws IOException {
        assertRead(whatCannotBeRead(), true);
    }

    @Test
    void aDocumentIsAStreamOfItsText() throws IOException {
        try (Peer peer = play("openai-chat", whole("application/json", CHAT))) {
            List<?> events = ask("stream", "openai-chat", 0).getMessage().getBody(List.class);

            assertThat(events)
                    .map(GenerationEvent.class::cast)
                    .extracting(GenerationEvent::type, GenerationEvent::text)
                    .containsExactly(
                            tuple(GenerationEventType.STARTED, null),
                            tuple(GenerationEventType.TEXT, "Hello"),
                            tuple(GenerationEventType.COMPLETED, null));
            assertThat(peer.requests()).hasSize(1);
        }
    }
}
