package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a server says that it failed, the route sees FAILED or a refusal, in the server's words, and one create. */
class ErrorAnswersTest extends GenAiTestSupport {

    private static final String TEXT =
            "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\"},\"finish_reason\":null}]}";
    private static final String STOP =
            "data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String DONE = "data: [DONE]";

    private Peer peer;

    @Override
    public void routes(RouteBuilder routes) {
        routes.errorHandler(routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
        routes.from("direct:once").errorHandler(routes.noErrorHandler()).toD("genai:${header.p}/m?channel=nobody");
        routes.from("direct:generate").toD("genai:${header.p}/m?channel=nobody&idempotencyKey=k");
        routes.from("direct:create")
                .errorHandler(routes.noErrorHandler())
                .toD("genai:${header.p}/m?channel=nobody&operation=create&idempotencyKey=k");
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
    }

    private Exchange ask(String route, Act answer) throws IOException {
        peer = new Peer(answer);
        ConnectionConfiguration connection = connection("openai-chat", KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        connection.setMaxRetries(0);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("openai-chat", connection);
        return send(route, PROMPT, "p", "openai-chat");
    }

    private static Act stream(String... frames) {
        return body("200 OK", "text/event-stream", String.join("\n\n", frames) + "\n\n");
    }

    private static Act body(String status, String type, String body) {
        return Peer.answer(
                "HTTP/1.1 " + status,
                "Content-Type: " + type,
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length,
                "",
                body);
    }

    private void assertFailed(Exchange exchange, String message) {
        assertThat(exchange.getException())
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageContaining("FAILED")
                .hasMessageContaining(message);
        assertThat(exchange.getMessage().getHeader(GenAiConstants.STATUS)).isEqualTo("FAILED");
        assertThat(exchange.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE, String.class))
                .contains(message);
        assertThat(peer.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error: {\"code\":400,\"message\":\"It died\"}",
                "error: {\"error\":{\"message\":\"It died\"}}",
                "error: It died",
                "data: {\"text\":\"It died\",\"error_code\":50001}",
                "data: {\"object\":\"error\",\"message\":\"It died\",\"code\":400}",
                "data: {\"choices\":null,\"error_type\":\"t\",\"error_message\":\"It died\"}",
                "data: {\"code\":500,\"message\":\"It died\"}",
                "data: {\"error\":\"It died\"}",
                "data: {\"error\":{\"message\":\"It died\"}}",
                "data: {\"detail\":\"It died\"}",
                "data: [{\"error\":{\"message\":\"It died\"}}]",
                "data: {\"id\":\"c1\",\"choices\":[{\"delta\":{},\"finish_reason\":\"error\",\"error\":{\"code\":502,\"message\":\"It died\"}}]}",
                "event: error\ndata: {\"message\":\"It died\",\"code\":500}",
                "event: error\ndata: {\"message\":\"It died\"}",
                "event: error\ndata: It died",
                "event: error\ndata: <html><title>It died</title></html>"
            })
    void G7_G8_G9_G10_G11_G13_aStreamThatFails(String error) throws IOException {
        assertFailed(ask("direct:once", stream(TEXT, error, DONE)), "It died");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error: {\"code\":400,\"message\":\"It died\"}",
                "error: It died",
                "data: {\"text\":\"It died\",\"error_code\":50001}",
                "data: {\"code\":500,\"message\":\"It died\"}",
                "data: {\"detail\":[{\"msg\":\"It died\"}]}",
                "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"error\",\"error\":{\"message\":\"It died\"}}]}",
                "event: error\ndata: {\"message\":\"It died\"}",
                "event: error\ndata: It died"
            })
    void G10_aStreamThatFailsBeforeItsId(String error) throws IOException {
        Exchange first = ask("direct:generate", stream(error, DONE));
        assertFailed(first, "It died");
        assertFailed(send("direct:generate", PROMPT, "p", "openai-chat"), "It died");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"error\":{},",
                "\"error\":\"\",",
                "\"error\":null,",
                "\"error_code\":0,",
                "\"error\":{\"message\":\"\"},"
            })
    void G12_emptyErrorsInEachFrame(String field) throws IOException {
        Exchange done = ask(
                "direct:generate",
                stream(TEXT.replace("{\"id", "{" + field + "\"id"), STOP.replace("{\"id", "{" + field + "\"id"), DONE));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeader(GenAiConstants.STATUS)).isEqualTo("COMPLETED");
        assertThat(done.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"error":{"message":"Too long","code":429},"user_id":"u"}
            {"id":"c1","error":{"message":"Too long","code":429}}
            {"error":"Too long"}
            {"object":"error","message":"Too long","code":400}
            {"code":500,"message":"Too long"}
            {"detail":[{"msg":"Too long"}]}
            [{"error":{"message":"Too long"}}]
            {"error_code":5,"error_message":"Too long"}
            {"id":"c1","choices":[{"message":{"content":"x"},"finish_reason":"error","error":{"message":"Too long"}}]}
            """)
    void G23_aPlainAnswerThatIsAnError(String body) throws IOException {
        Exchange failed = ask("direct:create", body("200 OK", "application/json", body));

        assertThat(failed.getMessage().getHeader(GenAiConstants.STATUS)).isEqualTo("FAILED");
        assertThat(failed.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE)).isEqualTo("Too long");
        assertThat(peer.requests()).hasSize(1);
    }

    static Stream<Arguments> refusals() {
        return Stream.of("direct:create", "direct:once")
                .flatMap(route -> Stream.of(
                        Arguments.of(
                                route,
                                "400 Bad Request",
                                "application/json",
                                "{\"object\":\"error\",\"message\":\"No such model\"}"),
                        Arguments.of(
                                route,
                                "400 Bad Request",
                                "application/json",
                                "\uFEFF{\"error\":{\"message\":\"No such model\"}}"),
                        Arguments.of(
                                route,
                                "400 Bad Request",
                                "application/json",
                                "[{\"error\":{\"message\":\"No such model\"}}]"),
                        Arguments.of(
                                route,
                                "422 Unprocessable",
                                "application/json",
                                "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"No such model\"}]}"),
                        Arguments.of(
                                route,
                                "422 Unprocessable",
                                "application/json",
                                "{\"message\":{\"detail\":[{\"msg\":\"No such model\"}]}}"),
                        Arguments.of(route, "404 Not Found", "application/json", "{\"error\":\"No such model\"}"),
                        Arguments.of(route, "404 Not Found", "text/plain", "404 No such model"),
                        Arguments.of(
                                route,
                                "404 Not Found",
                                "text/html",
                                "<html><head><title>No such model</title></head><body>x</body></html>"),
                        Arguments.of(
                                route,
                                "403 Forbidden",
                                "application/problem+json",
                                "{\"title\":\"Forbidden\",\"detail\":\"No such model\"}"),
                        Arguments.of(
                                route,
                                "400 Bad Request",
                                "text/event-stream",
                                "data: {\"error\":{\"message\":\"No such model\"}}\n\n")));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void G22_aRefusal(String route, String status, String type, String body) throws IOException {
        Exchange refused = ask(route, body(status, type, body));

        assertThat(refused.getException())
                .isInstanceOf(GenAiHttpException.class)
                .hasMessageContaining(status.substring(0, 3))
                .hasMessageContaining("No such model");
        assertThat(refused.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE, String.class))
                .contains("No such model")
                .doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"error\":\"%s\"}", "%s", "<html><title>%s</title></html>", "{\"detail\":[{\"msg\":\"%s\"}]}"})
    void theWordsAreCappedAndMaskedAndOnOneLine(String shape) throws IOException {
        String words = "Bad key " + KEY + " \u202E\u001b " + "x".repeat(5000);
        String body = shape.formatted(shape.startsWith("{") ? words.replace("\u001b", "\\u001b") : words);
        Exchange refused = ask("direct:create", body("400 Bad Request", "text/plain", body));

        for (String shown : new String[] {
            refused.getException().getMessage(),
            refused.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE, String.class)
        }) {
            assertThat(shown)
                    .contains("Bad key ***")
                    .doesNotContain(KEY)
                    .hasSizeLessThan(1000)
                    .doesNotContain("\u202E", "\u001b", "\n");
        }
    }
}
