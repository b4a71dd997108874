package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * G6, G14, G38: COMPLETED needs the provider's own word. An end marker is none: where the provider can be asked, it is, and
 * otherwise the generation is INCOMPLETE with what it brought.
 */
class WordOfSuccessTest extends GenAiTestSupport {

    private static final String MODELS = "GET /models/";

    private static final String TEXT =
            "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}";
    private static final String DONE = "[DONE]";
    private static final String START = "{\"type\":\"generation_start\",\"id\":7,\"model\":\"m\"}";
    private static final String DELTA = "{\"type\":\"content_delta\",\"delta\":\"Hel\"}";
    private static final String CREATED =
            "{\"type\":\"response.created\",\"response\":{\"id\":\"r1\",\"status\":\"in_progress\",\"output\":[]}}";

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:generate")
                .toD("genai:${header.p}/m?channel=nobody&connection=${header.c}&param.knowledge_store_id=7");
        routes.from("direct:create").toD("genai:${header.p}/m?channel=nobody&connection=${header.c}&operation=create");
    }

    private static String stop(String reason) {
        return "{\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":" + reason + "}]}";
    }

    /**
     * What a provider sends, and what comes of it.
     *
     * @param code the code of the error, or null for none
     * @param requests how many requests the provider got: the create, and the polls
     */
    private record Case(
            String provider,
            boolean option,
            String sent,
            List<Act> acts,
            GenerationStatus status,
            @Nullable String code,
            @Nullable String text,
            int requests) {

        Case asked(String... states) {
            List<Act> all = new ArrayList<>(acts);
            Stream.of(states).map(state -> Peer.json("200 OK", state)).forEach(all::add);
            return new Case(
                    provider,
                    option,
                    sent + " " + String.join(" ", states),
                    all,
                    status,
                    code,
                    text,
                    1 + states.length);
        }

        Case withOption() {
            return new Case(provider, true, "with the option: " + sent, acts, status, code, text, requests);
        }

        boolean isResult() {
            boolean ours = code != null && code.startsWith("genai.");
            return status == GenerationStatus.COMPLETED || (status == GenerationStatus.INCOMPLETE && !ours);
        }
    }

    private static Case stream(
            String provider, GenerationStatus status, @Nullable String code, @Nullable String text, String... frames) {
        String body = Stream.of(frames).map(frame -> "data: " + frame + "\n\n").reduce("", String::concat);
        Act act = Peer.stream(body);
        return new Case(provider, false, String.join(" ", frames), List.of(act), status, code, text, 1);
    }

    private static Case chat(GenerationStatus status, @Nullable String code, @Nullable String text, String... frames) {
        return stream("openai-chat", status, code, text, frames);
    }

    private static Stream<Case> cases() {
        GenerationStatus completed = GenerationStatus.COMPLETED;
        GenerationStatus incomplete = GenerationStatus.INCOMPLETE;
        GenerationStatus failed = GenerationStatus.FAILED;
        String cut = "genai.stream-cut";
        return Stream.of(
                // The finish reason is the word.
                chat(completed, null, "Hel", TEXT, stop("\"stop\""), DONE),
                chat(completed, null, "Hel", TEXT, stop("\"tool_calls\""), DONE),
                chat(completed, null, "Hel", TEXT, stop("\"stop\""), "{\"id\":\"c1\",\"choices\":[]}", "[done] "),
                chat(incomplete, null, "Hel", TEXT, stop("\"length\""), DONE),
                chat(incomplete, cut, "Hel", TEXT, DONE),
                chat(incomplete, cut, null, "{\"id\":\"c1\",\"choices\":[]}", DONE),
                chat(incomplete, cut, "Hel", TEXT, stop("\"\""), DONE),
                chat(incomplete, cut, "Hel", TEXT, stop("\" \""), DONE),
                chat(incomplete, cut, "Hel", TEXT, stop("\"null\""), DONE),
                chat(incomplete, cut, "Hel", TEXT, stop("false"), DONE),
                chat(incomplete, cut, "Hel", TEXT, stop("{}"), DONE),
                chat(incomplete, cut, "Hel", TEXT, stop("\"stop\"")),
                // It may mean failure.
                chat(failed, "content_filter", "Hel", TEXT, stop("\"content_filter\""), DONE),
                chat(failed, "CONTENT_FILTER", "Hel", TEXT, stop("\"CONTENT_FILTER\""), DONE),
                chat(failed, "content-filter", "Hel", TEXT, stop("\"content-filter\""), DONE),
                chat(failed, "content_filter", "Hel", TEXT, stop("\"content_filter\"")),
                chat(failed, "content_filter", null, stop("\"content_filter\""), DONE),
                // Servers that never send one.
                chat(completed, null, "Hel", TEXT, DONE).withOption(),
                chat(completed, null, "Hel", TEXT, stop("null"), DONE).withOption(),
                chat(incomplete, null, "Hel", TEXT, stop("\"length\""), DONE).withOption(),
                chat(failed, "content_filter", "Hel", TEXT, stop("\"content_filter\""), DONE)
                        .withOption(),
                chat(failed, "5", "Hel", TEXT, "{\"error\":{\"message\":\"No\",\"code\":5}}", DONE)
                        .withOption(),
                chat(incomplete, cut, "Hel", TEXT).withOption(),
                // A document, or an event.
                stream("twelvelabs", incomplete, cut, null, CREATED, DONE),
                stream(
                        "twelvelabs",
                        incomplete,
                        cut,
                        "Hel",
                        CREATED,
                        "{\"type\":\"response.output_text.delta\",\"delta\":\"Hel\"}",
                        DONE),
                stream(
                        "elumenta",
                        completed,
                        null,
                        "Hel",
                        START,
                        DELTA,
                        "{\"type\":\"generation_end\",\"id\":7}",
                        DONE),
                stream("elumenta", completed, null, "Hel", START, DELTA, "{\"type\":\"generation_end\",\"id\":7}"),
                // The provider is asked.
                stream("elumenta", completed, null, "Hello", START, DELTA, DONE)
                        .asked("{\"id\":7,\"status\":\"completed\",\"result_text\":\"Hello\"}"),
                stream("elumenta", completed, null, "Hel", START, DELTA, DONE)
                        .asked("{\"id\":7,\"status\":\"completed\"}"),
                stream("elumenta", completed, null, "Hello", START, DONE)
                        .asked(
                                "{\"id\":7,\"status\":\"pending\"}",
                                "{\"id\":7,\"status\":\"completed\",\"result_text\":\"Hello\"}"),
                stream("elumenta", failed, null, "Hel", START, DELTA, DONE)
                        .asked("{\"id\":7,\"status\":\"failed\",\"error\":\"No credits\"}"));
    }

    @TestFactory
    Stream<DynamicTest> G6_G14_G38_anEndMarkerIsNoWordOfSuccess() {
        return cases().map(each -> dynamicTest(each.provider + " " + each.sent, () -> assertOutcome(each)));
    }

    private void assertOutcome(Case each) throws IOException {
        Act noModel = Peer.json("404 Not Found", "{\"error\":\"not_found\"}");
        try (Peer peer = new Peer(each.acts.toArray(Act[]::new)).always(MODELS, noModel)) {
            Exchange exchange = ask("direct:generate", each.provider, peer, each.option);

            Generation generation = exchange.getMessage().getBody(Generation.class);
            assertThat(generation.status()).isEqualTo(each.status);
            assertThat(generation.text()).isEqualTo(each.text);
            assertThat(exchange.getMessage().getHeader(GenAiConstants.ERROR_CODE))
                    .isEqualTo(each.code);
            assertThat(exchange.getException() == null).as("a result").isEqualTo(each.isResult());
            assertThat(peer.requests())
                    .filteredOn(request -> !request.startsWith(MODELS))
                    .hasSize(each.requests);
        }
    }

    private Exchange ask(String route, String provider, Peer peer, boolean option) {
        String name = "c" + peer.port();
        ConnectionConfiguration connection = connection(provider, KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        if (option) {
            connection.setEndMarkerCompletes(true);
        }
        context.getComponent("genai", GenAiComponent.class).getConnections().put(name, connection);
        return template.request(route, exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("p", provider);
            exchange.getMessage().setHeader("c", name);
        });
    }

    @Test
    void G38_aPlainAnswerThatWasWithheldIsFailed() throws IOException {
        String body =
                "{\"id\":\"c1\",\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}";
        try (Peer peer = new Peer(Peer.json("200 OK", body))) {
            Exchange exchange = ask("direct:create", "openai-chat", peer, false);

            assertThat(exchange.getMessage().getHeader(GenAiConstants.STATUS)).isEqualTo("FAILED");
            assertThat(exchange.getMessage().getHeader(GenAiConstants.ERROR_CODE))
                    .isEqualTo("content_filter");
        }
    }

    @Test
    void theOptionIsRefusedWhereAStreamHasNoEndMarker() throws IOException {
        try (Peer peer = new Peer()) {
            Exchange exchange = ask("direct:generate", "privategpt", peer, true);

            assertThat(exchange.getException())
                    .hasStackTraceContaining("endMarkerCompletes is for providers whose streams have an end marker");
            assertThat(peer.requests()).isEmpty();
        }
    }
}
