package io.camelgenai.component;

import static io.camelgenai.client.Peer.answer;
import static io.camelgenai.client.Peer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code openai-chat} with the servers that have a page of their own, as it configures them: what they are sent, and how the
 * answers are read that they give according to their documentation and to public reports.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ServersTest {

    private static final String KEY = "sk-canary-7d1f";
    private static final String DONE = "[DONE]";

    private final CamelContext context = new DefaultCamelContext();
    private Peer peer;

    @BeforeAll
    void start() throws Exception {
        peer = new Peer();
        Map<String, ConnectionConfiguration> connections =
                context.getComponent("genai", GenAiComponent.class).getConnections();
        ConnectionConfiguration azure = server("/openai/deployments/gpt-4o");
        azure.getQuery().put("api-version", "2024-10-21");
        azure.getHttpHeader().put("api-key", KEY);
        connections.put("azure", azure);
        connections.put("ollama", server("/v1"));
        ConnectionConfiguration vllm = server("/v1");
        vllm.setApiKey(KEY);
        connections.put("vllm", vllm);
        connections.put("lmstudio", server("/v1"));
        ConnectionConfiguration openrouter = server("/api/v1");
        openrouter.setApiKey(KEY);
        openrouter.getHttpHeader().put("X-Title", "Harbour");
        connections.put("openrouter", openrouter);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String uri = "genai:openai-chat/${header.model}?connection=${header.server}&channel=nobody";
                from("direct:stream").toD(uri);
                from("direct:plain").toD(uri + "&operation=create");
            }
        });
        context.start();
    }

    private ConnectionConfiguration server(String path) {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setProvider("openai-chat");
        connection.setBaseUrl("http://localhost:" + peer.port() + path);
        connection.setMaxRetries(0);
        return connection;
    }

    @AfterAll
    void stop() throws IOException {
        context.stop();
        await().until(() -> peer.connections() == 0);
        peer.close();
    }

    /** A model of each server, the path to it, and a header that its request has. */
    private enum Server {
        AZURE("gpt-4o", "/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21", "api-key: " + KEY),
        OLLAMA("llama3.2:3b", "/v1/chat/completions", ""),
        VLLM("meta-llama/Llama-3.1-8B-Instruct", "/v1/chat/completions", "Authorization: Bearer " + KEY),
        LMSTUDIO("qwen/qwen3-4b", "/v1/chat/completions", ""),
        OPENROUTER("mistralai/mistral-small:free", "/api/v1/chat/completions", "X-Title: Harbour");

        private final String model;
        private final String path;
        private final String header;

        Server(String model, String path, String header) {
            this.model = model;
            this.path = path;
            this.header = header;
        }
    }

    private enum Outcome {
        COMPLETED,
        FAILED,
        REFUSED
    }

    /**
     * An answer.
     *
     * @param words the text, or a part of the error message
     * @param id the id, or an error code, or empty where that does not matter
     */
    private record Case(Server server, String what, String route, Act act, Outcome outcome, String words, String id) {

        @Override
        public String toString() {
            return server + " " + what;
        }
    }

    private static Case stream(Server server, String what, Outcome outcome, String words, String id, String... frames) {
        StringBuilder body = new StringBuilder();
        for (String frame : frames) {
            boolean isLine = frame.startsWith(":") || frame.startsWith("event:");
            body.append(isLine ? frame : "data: " + frame).append(frame.startsWith("event:") ? "\n" : "\n\n");
        }
        Act act = answer(
                "HTTP/1.1 200 OK",
                "Content-Type: text/event-stream",
                "Content-Length: " + body.toString().getBytes(StandardCharsets.UTF_8).length,
                "",
                body.toString());
        return new Case(server, "streams " + what, "stream", act, outcome, words, id);
    }

    private static Case plain(Server server, String what, Outcome outcome, String words, String id, String body) {
        return new Case(server, "answers " + what, "plain", json("200 OK", body), outcome, words, id);
    }

    private static Case refused(Server server, String status, String words, String code, String body) {
        return new Case(
                server,
                "refuses with " + status + " " + body,
                "stream",
                json(status, body),
                Outcome.REFUSED,
                words,
                code);
    }

    private static String chunk(String id, String delta, String reason) {
        return "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"created\":1764475200,\"model\":\"m\","
                + "\"system_fingerprint\":\"fp\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":" + reason + "}]}";
    }

    private static String text(String piece) {
        return "{\"role\":\"assistant\",\"content\":\"" + piece + "\"}";
    }

    private static String usage(String id) {
        return "{\"id\":\"" + id + "\",\"object\":\"chat.completion.chunk\",\"choices\":[],"
                + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
    }

    private static String completion(String id, String content, String more) {
        return "{\"id\":\"" + id
                + "\",\"object\":\"chat.completion\",\"created\":1764475200,\"model\":\"m\",\"choices\":"
                + "[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + content
                + "\"},\"finish_reason\":\"stop\"" + more
                + "}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";
    }

    static Stream<Case> cases() {
        return Stream.of(azure(), ollama(), vllm(), lmStudio(), openRouter()).flatMap(each -> each);
    }

    private static Stream<Case> azure() {
        String filter = "{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}";
        String prompt =
                "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":"
                        + "[{\"prompt_index\":0,\"content_filter_results\":" + filter + "}]}";
        String annotation = "{\"id\":\"\",\"object\":\"\",\"created\":0,\"model\":\"\",\"choices\":[{\"index\":0,"
                + "\"finish_reason\":null,\"content_filter_results\":" + filter
                + ",\"content_filter_offsets\":{\"check_offset\":44,\"start_offset\":44,\"end_offset\":198}}],"
                + "\"usage\":null}";
        return Stream.of(
                stream(
                        Server.AZURE,
                        "filter results first, and between the pieces",
                        Outcome.COMPLETED,
                        "Hello",
                        "chatcmpl-az1",
                        prompt,
                        chunk("chatcmpl-az1", text(""), "null"),
                        chunk("chatcmpl-az1", text("Hel"), "null"),
                        annotation,
                        chunk("chatcmpl-az1", text("lo"), "null"),
                        chunk("chatcmpl-az1", "{}", "\"stop\""),
                        annotation,
                        usage("chatcmpl-az1"),
                        DONE),
                plain(
                        Server.AZURE,
                        "filter results beside the text",
                        Outcome.COMPLETED,
                        "Hello",
                        "chatcmpl-az2",
                        completion("chatcmpl-az2", "Hello", ",\"content_filter_results\":" + filter)),
                refused(
                        Server.AZURE,
                        "400 Bad Request",
                        "The response was filtered",
                        "content_filter",
                        "{\"error\":{\"message\":\"The response was filtered\",\"type\":null,\"param\":\"prompt\",\"code\":"
                                + "\"content_filter\",\"status\":400,\"innererror\":{\"code\":"
                                + "\"ResponsibleAIPolicyViolation\",\"content_filter_result\":" + filter + "}}}"),
                refused(
                        Server.AZURE,
                        "401 Unauthorized",
                        "Access denied for *** due to invalid subscription key",
                        "401",
                        "{\"error\":{\"code\":\"401\",\"message\":\"Access denied for " + KEY
                                + " due to invalid subscription key\"}}"),
                refused(
                        Server.AZURE,
                        "401 Unauthorized",
                        "Access token is missing",
                        "401",
                        "{\"statusCode\":401,\"message\":\"Unauthorized. Access token is missing\"}"),
                refused(
                        Server.AZURE,
                        "404 Not Found",
                        "The API deployment for this resource does not exist",
                        "DeploymentNotFound",
                        "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":"
                                + "\"The API deployment for this resource does not exist\"}}"));
    }

    private static Stream<Case> ollama() {
        return Stream.of(
                stream(
                        Server.OLLAMA,
                        "a text",
                        Outcome.COMPLETED,
                        "Hello",
                        "chatcmpl-7",
                        chunk("chatcmpl-7", text("Hel"), "null"),
                        chunk("chatcmpl-7", text("lo"), "null"),
                        chunk("chatcmpl-7", text(""), "\"stop\",\"done_reason\":\"stop\""),
                        usage("chatcmpl-7"),
                        DONE),
                stream(
                        Server.OLLAMA,
                        "an error as text",
                        Outcome.FAILED,
                        "model runner has unexpectedly stopped",
                        "",
                        chunk("chatcmpl-8", text("Hel"), "null"),
                        "{\"error\":\"model runner has unexpectedly stopped\"}"),
                plain(
                        Server.OLLAMA,
                        "its done_reason too",
                        Outcome.COMPLETED,
                        "Hello",
                        "chatcmpl-9",
                        completion("chatcmpl-9", "Hello", ",\"done_reason\":\"stop\"")),
                refused(
                        Server.OLLAMA,
                        "404 Not Found",
                        "model \"llama3.2:3b\" not found, try pulling it first",
                        "api_error",
                        "{\"error\":{\"message\":\"model \\\"llama3.2:3b\\\" not found, try pulling it first\",\"type\":"
                                + "\"api_error\",\"param\":null,\"code\":null}}"),
                refused(
                        Server.OLLAMA,
                        "400 Bad Request",
                        "does not support tools",
                        "",
                        "{\"error\":\"llama3.2:3b does not support tools\"}"));
    }

    private static Stream<Case> vllm() {
        return Stream.of(
                stream(
                        Server.VLLM,
                        "a role first, and fields of its own",
                        Outcome.COMPLETED,
                        "Hello",
                        "chatcmpl-v1",
                        chunk(
                                "chatcmpl-v1",
                                "{\"role\":\"assistant\",\"content\":\"\"}",
                                "null,\"prompt_token_ids\":null"),
                        chunk("chatcmpl-v1", "{\"content\":\"Hello\"}", "null,\"token_ids\":null"),
                        chunk("chatcmpl-v1", "{\"content\":\"\"}", "\"stop\",\"stop_reason\":null"),
                        usage("chatcmpl-v1"),
                        DONE),
                stream(
                        Server.VLLM,
                        "a flat error, as older versions do",
                        Outcome.FAILED,
                        "maximum context length",
                        "",
                        chunk("chatcmpl-v2", text("Hel"), "null"),
                        "{\"object\":\"error\",\"message\":\"maximum context length\",\"type\":\"BadRequestError\","
                                + "\"param\":null,\"code\":400}",
                        DONE),
                stream(
                        Server.VLLM,
                        "a nested error",
                        Outcome.FAILED,
                        "EngineCore encountered an issue",
                        "",
                        chunk("chatcmpl-v3", text("Hel"), "null"),
                        "{\"error\":{\"message\":\"EngineCore encountered an issue\",\"type\":\"InternalServerError\","
                                + "\"param\":null,\"code\":500}}",
                        DONE),
                plain(
                        Server.VLLM,
                        "null in fields that it does not use",
                        Outcome.COMPLETED,
                        "Hello",
                        "chatcmpl-v4",
                        completion("chatcmpl-v4", "Hello", ",\"stop_reason\":null,\"logprobs\":null")),
                refused(
                        Server.VLLM,
                        "400 Bad Request",
                        "maximum context length is 4096 tokens",
                        "400",
                        "{\"object\":\"error\",\"message\":\"This model's maximum context length is 4096 tokens\",\"type\":"
                                + "\"BadRequestError\",\"param\":null,\"code\":400}"),
                refused(Server.VLLM, "401 Unauthorized", "Unauthorized", "", "{\"error\":\"Unauthorized\"}"));
    }

    private static Stream<Case> lmStudio() {
        return Stream.of(
                stream(
                        Server.LMSTUDIO,
                        "a text",
                        Outcome.COMPLETED,
                        "Hello",
                        "chatcmpl-l1",
                        chunk("chatcmpl-l1", text("Hello"), "null"),
                        chunk("chatcmpl-l1", "{}", "\"stop\""),
                        DONE),
                stream(
                        Server.LMSTUDIO,
                        "an error event",
                        Outcome.FAILED,
                        "The model has crashed",
                        "",
                        chunk("chatcmpl-l2", text("Hel"), "null"),
                        "event: error",
                        "{\"error\":{\"message\":\"The model has crashed\"},\"message\":\"The model has crashed\"}"),
                plain(
                        Server.LMSTUDIO,
                        "its statistics too",
                        Outcome.COMPLETED,
                        "Hello",
                        "chatcmpl-l3",
                        completion("chatcmpl-l3", "Hello", "")
                                .replaceFirst("}$", ",\"stats\":{},\"system_fingerprint\":\"m\"}")),
                plain(
                        Server.LMSTUDIO,
                        "200 where the path is wrong",
                        Outcome.FAILED,
                        "Unexpected endpoint or method. (POST /chat/completions)",
                        "",
                        "{\"error\":\"Unexpected endpoint or method. (POST /chat/completions)\"}"),
                refused(
                        Server.LMSTUDIO,
                        "404 Not Found",
                        "Failed to load model",
                        "model_not_found",
                        "{\"error\":{\"message\":\"Failed to load model \\\"qwen/qwen3-4b\\\"\",\"type\":"
                                + "\"invalid_request_error\",\"param\":\"model\",\"code\":\"model_not_found\"}}"));
    }

    private static Stream<Case> openRouter() {
        String comment = ": OPENROUTER PROCESSING";
        return Stream.of(
                stream(
                        Server.OPENROUTER,
                        "comments while it waits",
                        Outcome.COMPLETED,
                        "Hello",
                        "gen-1",
                        comment,
                        comment,
                        chunk("gen-1", text("Hel"), "null,\"native_finish_reason\":null"),
                        comment,
                        chunk("gen-1", text("lo"), "null"),
                        chunk("gen-1", text(""), "\"stop\",\"native_finish_reason\":\"STOP\""),
                        usage("gen-1"),
                        DONE),
                stream(
                        Server.OPENROUTER,
                        "an error inside the choice",
                        Outcome.FAILED,
                        "Upstream died",
                        "",
                        chunk("gen-2", text("Hel"), "null"),
                        chunk("gen-2", text(""), "\"error\",\"error\":{\"code\":502,\"message\":\"Upstream died\"}"),
                        DONE),
                stream(
                        Server.OPENROUTER,
                        "an error beside the choice",
                        Outcome.FAILED,
                        "Provider disconnected",
                        "",
                        chunk("gen-3", text("Hel"), "null"),
                        chunk("gen-3", text(""), "\"error\"")
                                .replaceFirst(
                                        "^\\{",
                                        "{\"error\":{\"code\":\"server_error\",\"message\":\"Provider disconnected\"},"),
                        DONE),
                plain(
                        Server.OPENROUTER,
                        "200 with an error",
                        Outcome.FAILED,
                        "Provider returned error",
                        "",
                        "{\"error\":{\"message\":\"Provider returned error\",\"code\":429,\"metadata\":{\"raw\":\"busy\"}},"
                                + "\"user_id\":\"u\"}"),
                plain(
                        Server.OPENROUTER,
                        "the model that has answered",
                        Outcome.COMPLETED,
                        "Hello",
                        "gen-4",
                        completion("gen-4", "Hello", ",\"native_finish_reason\":\"STOP\"")),
                refused(
                        Server.OPENROUTER,
                        "402 Payment Required",
                        "Insufficient credits",
                        "402",
                        "{\"error\":{\"message\":\"Insufficient credits\",\"code\":402}}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theServerIsAskedAsItWantsAndItsAnswerIsReadForWhatItIs(Case each) {
        int before = peer.requests().size();
        peer.then(each.act);

        Exchange exchange = context.createProducerTemplate().request("direct:" + each.route, sent -> {
            sent.getMessage().setBody("Hello?");
            sent.getMessage().setHeader("model", each.server.model);
            sent.getMessage().setHeader("server", each.server.name().toLowerCase(Locale.ROOT));
        });

        assertRequest(each.server, before);
        switch (each.outcome) {
            case COMPLETED -> {
                assertThat(exchange.getException()).isNull();
                Generation generation = exchange.getMessage().getBody(Generation.class);
                assertThat(generation.status()).hasToString("COMPLETED");
                assertThat(generation.text()).isEqualTo(each.words);
                assertThat(generation.id()).isEqualTo(each.id);
            }
            case FAILED -> {
                assertThat(exchange.getMessage().getHeader(GenAiConstants.STATUS))
                        .isEqualTo("FAILED");
                assertThat(exchange.getMessage().getHeader(GenAiConstants.ERROR_MESSAGE, String.class))
                        .contains(each.words);
            }
            default ->
                assertThat(exchange.getException()).isInstanceOfSatisfying(GenAiHttpException.class, e -> {
                    assertThat(e).hasMessageContaining(each.words);
                    assertThat(e.getMessage()).doesNotContain(KEY);
                    assertThat(Objects.toString(e.getCode(), "")).isEqualTo(each.id);
                });
        }
    }

    private void assertRequest(Server server, int before) {
        assertThat(peer.requests()).hasSize(before + 1);
        String request = peer.requests().get(before);
        assertThat(request)
                .startsWith("POST " + server.path + " HTTP/1.1\r\n")
                .contains(server.header, "\"model\":\"" + server.model + "\"");
        boolean hasKey = server == Server.VLLM || server == Server.OPENROUTER;
        assertThat(request.contains("Authorization:")).isEqualTo(hasKey);
    }
}
