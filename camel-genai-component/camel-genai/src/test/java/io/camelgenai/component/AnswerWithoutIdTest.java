package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.LocalId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * F91: the provider answers a create, and no id. A result is a result, an error is a failure, and anything else is unknown; in
 * each case the create was sent once, its key stays with the outcome, and no connection is left.
 */
class AnswerWithoutIdTest extends GenAiTestSupport {

    private static final String TEXT =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}";
    private static final String STOP = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String DONE = "data: [DONE]";

    private static final int CREATES = 300;

    private Peer peer;

    @Override
    public void routes(RouteBuilder routes) {
        routes.errorHandler(routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
        String options = "?channel=nobody&idempotencyKey=k";
        routes.from("direct:generate").toD("genai:${header.p}/m" + options + "&param.knowledge_store_id=7");
        routes.from("direct:create")
                .toD("genai:${header.p}/m" + options + "&operation=create&param.knowledge_store_id=7");
        routes.from("direct:keyless").toD("genai:${header.p}/m?channel=nobody&param.knowledge_store_id=7");
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
    }

    private void play(String provider, Act answer, int times) throws IOException {
        peer = new Peer().always("GET /models/", Peer.json("404 Not Found", "{\"error\":\"not_found\"}"));
        Collections.nCopies(times, answer).forEach(peer::then);
        ConnectionConfiguration connection = connection(provider, KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        context.getComponent("genai", GenAiComponent.class).getConnections().put(provider, connection);
    }

    private Exchange ask(Case each) {
        return send("direct:" + (each.streamed ? "generate" : "create"), PROMPT, "p", each.provider);
    }

    /** What the provider answers to a create. */
    private enum Expected {
        COMPLETED,
        INCOMPLETE,
        FAILED,
        UNKNOWN
    }

    /**
     * An answer.
     *
     * @param streamed whether the create asks for a stream
     * @param words what the user has to see: the text, the error or what was answered
     */
    private record Case(String provider, boolean streamed, Act act, String shown, Expected expected, String words) {

        @Override
        public String toString() {
            return provider + " " + (streamed ? "stream" : "plain") + " " + expected + " " + shown;
        }
    }

    private static Case stream(String provider, Expected expected, String words, String... frames) {
        String body = String.join("\n\n", frames) + "\n\n";
        Act act = Peer.answer(
                "HTTP/1.1 200 OK",
                "Content-Type: text/event-stream",
                "Transfer-Encoding: chunked",
                "",
                Integer.toHexString(body.length()),
                body,
                "0",
                "",
                "");
        return new Case(provider, true, act, String.join(" ", frames), expected, words);
    }

    private static Case cut(String provider, Expected expected, String words, String... frames) {
        String body = String.join("\n\n", frames) + "\n\n";
        Act act = (socket, out) -> {
            Peer.answer("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Content-Length: 99999", "", body)
                    .play(socket, out);
            socket.close();
        };
        return new Case(provider, true, act, "cut " + String.join(" ", frames), expected, words);
    }

    private static Case stalled(String provider, Expected expected, String words, String... frames) {
        String body = String.join("\n\n", frames) + "\n\n";
        Act act = Peer.answer("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Content-Length: 99999", "", body);
        return new Case(provider, true, act, "stalled " + String.join(" ", frames), expected, words);
    }

    private static Case plain(String provider, Expected expected, String words, String body) {
        return new Case(provider, false, whole(body), body, expected, words);
    }

    private static Act whole(String body) {
        return Peer.answer(
                "HTTP/1.1 200 OK",
                "Content-Type: application/json",
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length,
                "",
                body);
    }

    static Stream<Case> cases() {
        return Stream.of(
                // A result.
                stream("openai-chat", Expected.COMPLETED, "Hel", TEXT, STOP, DONE),
                stream(
                        "openai-chat",
                        Expected.COMPLETED,
                        "Hel",
                        TEXT,
                        TEXT.replace("Hel", "").replace("null", "\"stop\""),
                        DONE),
                stream(
                        "openai-chat",
                        Expected.COMPLETED,
                        "Hel",
                        TEXT.replace("{\"choices", "{\"id\":\"\",\"choices"),
                        STOP,
                        DONE),
                stream(
                        "openai-chat",
                        Expected.COMPLETED,
                        "Hel",
                        TEXT.replace("{\"choices", "{\"id\":\" \",\"choices"),
                        STOP,
                        DONE),
                stream(
                        "openai-chat",
                        Expected.COMPLETED,
                        "Hel",
                        TEXT.replace("{\"choices", "{\"id\":null,\"error\":{},\"choices"),
                        STOP,
                        DONE),
                stream(
                        "openai-chat",
                        Expected.COMPLETED,
                        "Hel",
                        TEXT.replace("{\"choices", "{\"error\":\"\",\"choices"),
                        STOP,
                        DONE),
                stream(
                        "elumenta",
                        Expected.COMPLETED,
                        "Hel",
                        "data: {\"type\":\"generation_start\"}",
                        "data: {\"type\":\"content_delta\",\"delta\":\"Hel\"}",
                        "data: {\"type\":\"generation_end\"}",
                        DONE),
                // A part.
                stream("openai-chat", Expected.INCOMPLETE, "Hel", TEXT, DONE),
                stream(
                        "elumenta",
                        Expected.INCOMPLETE,
                        "Hel",
                        "data: {\"type\":\"generation_start\"}",
                        "data: {\"type\":\"content_delta\",\"delta\":\"Hel\"}",
                        DONE),
                stream(
                        "twelvelabs",
                        Expected.COMPLETED,
                        "Hel",
                        "data: {\"type\":\"response.output_text.delta\",\"delta\":\"Hel\"}",
                        "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\"}}",
                        DONE),
                plain(
                        "openai-chat",
                        Expected.COMPLETED,
                        "Hello",
                        "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}"),
                plain(
                        "openai-chat",
                        Expected.COMPLETED,
                        "Hello",
                        "{\"id\":\"\",\"error\":null,\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}"),
                plain(
                        "llmstats",
                        Expected.COMPLETED,
                        "",
                        "{\"id\":\"\",\"status\":\"completed\",\"error\":{},\"output\":{\"media\":[{\"url\":\"https://x/a.png\"}]}}"),
                plain(
                        "skills-video",
                        Expected.COMPLETED,
                        "",
                        "{\"status\":\"COMPLETED\",\"data\":{\"videos\":[],\"images\":[{\"url\":\"https://x/a.png\"}]}}"),
                plain("elumenta", Expected.COMPLETED, "Hello", "{\"status\":\"completed\",\"result_text\":\"Hello\"}"),
                // An error.
                stream(
                        "openai-chat",
                        Expected.FAILED,
                        "Too long",
                        "data: {\"error\":{\"message\":\"Too long\",\"code\":400}}"),
                stream(
                        "openai-chat",
                        Expected.FAILED,
                        "Too long",
                        "data: {\"error\":{\"message\":\"Too long\"}}",
                        DONE),
                stream("openai-chat", Expected.FAILED, "runner stopped", "data: {\"error\":\"runner stopped\"}", DONE),
                stream(
                        "openai-chat",
                        Expected.FAILED,
                        "context exceeded",
                        "data: {\"object\":\"error\",\"message\":\"context exceeded\",\"code\":400}",
                        DONE),
                stream(
                        "openai-chat",
                        Expected.FAILED,
                        "context exceeded",
                        "data: {\"object\":\"error\",\"message\":\"context exceeded\",\"code\":400}"),
                stream(
                        "openai-chat",
                        Expected.FAILED,
                        "NETWORK ERROR",
                        "data: {\"choices\":null,\"error_code\":50001,\"error_message\":\"NETWORK ERROR\"}",
                        DONE),
                stream(
                        "openai-chat",
                        Expected.FAILED,
                        "Too long",
                        ": ping",
                        TEXT,
                        "data: {\"error\":{\"message\":\"Too long\"}}"),
                cut("openai-chat", Expected.FAILED, "Too long", "data: {\"error\":{\"message\":\"Too long\"}}"),
                stalled("openai-chat", Expected.FAILED, "Too long", "data: {\"error\":{\"message\":\"Too long\"}}"),
                stream(
                        "twelvelabs",
                        Expected.FAILED,
                        "Overloaded",
                        "data: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Overloaded\"}"),
                stream(
                        "twelvelabs",
                        Expected.FAILED,
                        "Overloaded",
                        "data: {\"type\":\"error\",\"error\":{\"code\":\"server_error\",\"message\":\"Overloaded\"}}"),
                stream(
                        "elumenta",
                        Expected.FAILED,
                        "No credits",
                        "data: {\"type\":\"error\",\"message\":\"No credits\"}"),
                stream(
                        "elumenta",
                        Expected.FAILED,
                        "No credits",
                        "data: {\"type\":\"error\",\"error\":{\"message\":\"No credits\"}}"),
                plain(
                        "openai-chat",
                        Expected.FAILED,
                        "Provider returned error",
                        "{\"error\":{\"message\":\"Provider returned error\",\"code\":429},\"user_id\":\"u\"}"),
                plain("openai-chat", Expected.FAILED, "stopped", "{\"error\":\"stopped\"}"),
                plain(
                        "llmstats",
                        Expected.FAILED,
                        "Blocked",
                        "{\"status\":\"failed\",\"error\":{\"code\":\"content_policy\",\"message\":\"Blocked\"}}"),
                plain("llmstats", Expected.FAILED, "Blocked", "{\"error\":{\"message\":\"Blocked\"}}"),
                plain(
                        "skills-video",
                        Expected.FAILED,
                        "No such model",
                        "{\"code\":\"MODEL\",\"message\":\"No such model\"}"),
                plain(
                        "twelvelabs",
                        Expected.FAILED,
                        "Bad store",
                        "{\"code\":\"bad_request\",\"message\":\"Bad store\"}"),
                plain("elumenta", Expected.FAILED, "No credits", "{\"error\":\"payment\",\"message\":\"No credits\"}"),
                // Neither.
                stream("openai-chat", Expected.UNKNOWN, "[DONE]", DONE),
                stream(
                        "openai-chat",
                        Expected.UNKNOWN,
                        "prompt_filter_results",
                        "data: {\"choices\":[],\"id\":\"\",\"prompt_filter_results\":[]}",
                        DONE),
                stream("openai-chat", Expected.UNKNOWN, "Hel", TEXT),
                cut("openai-chat", Expected.UNKNOWN, "Hel", TEXT),
                stream("elumenta", Expected.UNKNOWN, "generation_start", "data: {\"type\":\"generation_start\"}", DONE),
                stream(
                        "twelvelabs",
                        Expected.UNKNOWN,
                        "response.created",
                        "data: {\"type\":\"response.created\",\"response\":{\"status\":\"in_progress\"}}",
                        DONE.replace("[DONE]", "{}")),
                plain("openai-chat", Expected.UNKNOWN, "hello", "{\"hello\":\"there\"}"),
                plain("openai-chat", Expected.UNKNOWN, "{}", "{}"),
                plain("openai-chat", Expected.UNKNOWN, "[]", "[]"),
                plain("llmstats", Expected.UNKNOWN, "running", "{\"status\":\"running\"}"),
                plain("llmstats", Expected.UNKNOWN, "queued", "{\"id\":null,\"status\":\"queued\"}"),
                plain("skills-video", Expected.UNKNOWN, "ok", "{\"code\":0,\"message\":\"ok\"}"),
                plain("privategpt", Expected.UNKNOWN, "processing", "{\"status\":\"processing\"}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void F91_G3_G4_G5_G6_G10_G23_theOutcomeIsWhatWasAnsweredAndNothingIsSentAgain(Case each) throws IOException {
        play(each.provider, each.act, 1);

        Exchange first = ask(each);
        assertOutcome(each, first);
        if (each.expected == Expected.COMPLETED && !each.words.isEmpty()) {
            assertThat(first.getMessage().getBody(Generation.class).text()).isEqualTo(each.words);
        }
        if (each.expected == Expected.INCOMPLETE) {
            assertThat(first.getMessage().getHeader(GenAiConstants.ERROR_CODE)).isEqualTo("genai.stream-cut");
            assertThat(first.getMessage().getBody(Generation.class).text()).isEqualTo(each.words);
        }
        assertThat(posts()).isOne();

        Exchange again = ask(each);
        assertOutcome(each, again);
        if (each.expected == Expected.UNKNOWN) {
            assertThat(again.getException()).hasMessage(first.getException().getMessage());
        }
        assertThat(again.getMessage().getHeader(GenAiConstants.GENERATION_ID))
                .isEqualTo(first.getMessage().getHeader(GenAiConstants.GENERATION_ID));
        assertThat(posts()).as("creates after the same key was used again").isOne();
    }

    private long posts() {
        return peer.requests().stream().filter(each -> each.startsWith("POST")).count();
    }

    private static void assertOutcome(Case each, Exchange exchange) {
        if (each.expected == Expected.UNKNOWN) {
            assertThat(exchange.getException())
                    .isInstanceOf(GenerationOutcomeUnknownException.class)
                    .hasMessageContaining(each.words);
            return;
        }
        assertThat(exchange.getMessage().getHeader(GenAiConstants.STATUS)).isEqualTo(each.expected.name());
        assertThat(LocalId.is(exchange.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class)))
                .isTrue();
        if (each.expected == Expected.FAILED) {
            assertThat(exchange.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE, String.class))
                    .contains(each.words);
            if (each.streamed) {
                assertThat(exchange.getException()).hasMessageContaining(each.words);
            }
        } else if (each.expected == Expected.COMPLETED) {
            assertThat(exchange.getException()).isNull();
        }
    }

    static Stream<Case> failures() {
        String error = "data: {\"error\":{\"message\":\"No\"}}";
        return Stream.of(
                stream("openai-chat", Expected.FAILED, "No", error),
                stream("openai-chat", Expected.FAILED, "No", TEXT, error, DONE),
                stream("openai-chat", Expected.FAILED, "No", "data: {\"message\":\"No\",\"code\":400}", DONE),
                stream("openai-chat", Expected.UNKNOWN, "DONE", DONE),
                stalled("openai-chat", Expected.FAILED, "No", error),
                cut("openai-chat", Expected.UNKNOWN, "Hel", TEXT),
                stream("twelvelabs", Expected.FAILED, "No", "data: {\"type\":\"error\",\"message\":\"No\"}"),
                stream("elumenta", Expected.FAILED, "No", "data: {\"type\":\"error\",\"message\":\"No\"}", DONE),
                new Case("openai-chat", true, whole("{"), "garbage", Expected.UNKNOWN, ""),
                new Case("llmstats", true, whole("<h1>Oops</h1>"), "page", Expected.UNKNOWN, ""),
                new Case("llmstats", true, Peer.json("500 Oops", ""), "500", Expected.UNKNOWN, ""),
                new Case("openai-chat", true, Peer.json("307 Moved", "", "Location: /"), "307", Expected.UNKNOWN, ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void F91_G33_createsThatFailBeforeTheIdLeaveNoConnection(Case each) throws IOException {
        play(each.provider, each.act, CREATES);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < CREATES; i++) {
            all.add(template.asyncSend("direct:keyless", exchange -> {
                exchange.getMessage().setBody(PROMPT);
                exchange.getMessage().setHeader("p", each.provider);
            }));
        }

        all.forEach(sent -> assertOutcome(each, sent.join()));
        assertThat(posts()).isEqualTo(CREATES);
        await().until(() -> peer.connections() == 0);
    }
}
