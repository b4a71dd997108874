package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generations that are batches of requests. */
class BatchTest extends GenAiTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path spool;

    /** The providers of batches. */
    enum Api {
        OPENAI("openai-batch/gpt-5-mini", "/response/body/choices/0/message/content", "/body"),
        ANTHROPIC("anthropic-batch/claude-sonnet-4-5", "/result/message/content/0/text", "/params"),
        MISTRAL("mistral-batch/mistral-small-latest", "/response/body/choices/0/message/content", "/body");

        private final String model;
        private final String text;
        private final String request;

        /**
         * @param model the provider and a model
         * @param text where the answer is in a line of the results
         * @param request where the request is in a line
         */
        Api(String model, String text, String request) {
            this.model = model;
            this.text = text;
            this.request = request;
        }

        String provider() {
            return model.substring(0, model.indexOf('/'));
        }

        String direct(String operation) {
            return "direct:" + operation + "-" + provider();
        }
    }

    /** A batch is over at once, unless a request says how long it takes. */
    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder().pace(0).build();
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:twice")
                .errorHandler(
                        routes.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0))
                .to("genai:anthropic-batch/claude-sonnet-4-5?operation=create&channel=nobody");
        routes.getContext().getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
        for (Api api : Api.values()) {
            String uri = "genai:" + api.model;
            String provider = "genai:" + api.provider();
            routes.from(api.direct("generate")).to(uri + "?timeout=20s&throwExceptionOnFailure=false");
            routes.from(api.direct("json")).to(uri + "?operation=create&channel=nobody&inputFormat=json");
            routes.from(api.direct("create")).to(uri + "?operation=create&channel=nightly");
            routes.from(api.direct("keyed"))
                    .to(uri + "?operation=create&channel=keyed&idempotencyKey=RAW(${header.run})");
            routes.from(api.direct("params"))
                    .to(uri + "?operation=create&channel=nobody&param.temperature=0.5&system=Be short.");
            routes.from(provider + "?channel=nightly").to("mock:done");
            routes.from(api.direct("cancel")).to(provider + "?operation=cancel");
            routes.from(api.direct("results"))
                    .split(routes.simple("${body.artifacts}"))
                    .to(provider + "?operation=download")
                    .split(routes.body().tokenize("\n"))
                    .streaming()
                    .to("mock:lines");
        }
    }

    /** The lines of the results, by their custom_id: each is there once. */
    private Map<String, JsonNode> results(Api api, Generation generation) throws IOException {
        MockEndpoint lines = mock("lines");
        lines.reset();
        assertThat(send(api.direct("results"), generation).getException()).isNull();
        Map<String, JsonNode> results = new TreeMap<>();
        for (Exchange each : lines.getExchanges()) {
            JsonNode line = JSON.readTree(each.getMessage().getBody(String.class));
            assertThat(results.put(line.get("custom_id").textValue(), line)).isNull();
        }
        return results;
    }

    private Generation generate(Api api, Object body) {
        return generation(send(api.direct("generate"), body));
    }

    /** The requests that were sent, by their custom_id. */
    private Map<String, JsonNode> sent(Api api) throws IOException {
        Map<String, JsonNode> sent = new LinkedHashMap<>();
        if (api == Api.ANTHROPIC) {
            String body = simulator.requests(api.provider(), "create").get(0).body();
            for (JsonNode line : JSON.readTree(body).get("requests")) {
                sent.put(line.get("custom_id").textValue(), line.at(api.request));
            }
            return sent;
        }
        String form = simulator.requests(api.provider(), "upload").get(0).body();
        for (String text : form.lines().filter(line -> line.startsWith("{")).toList()) {
            JsonNode line = JSON.readTree(text);
            sent.put(line.get("custom_id").textValue(), line.at(api.request));
        }
        return sent;
    }

    private static Object message(String text) {
        return Map.of("messages", List.of(Map.of("role", "user", "content", text)));
    }

    private static List<Object> bodies() {
        JsonNode boat = JSON.valueToTree(message("a boat"));
        String lines = "\"a bridge\"\n\n" + boat + "\r\n";
        return List.of(
                List.of("a bridge", message("a boat")),
                List.of("a bridge", boat).iterator(),
                Stream.of("a bridge", boat),
                new Object[] {"a bridge", boat},
                JSON.createArrayNode().add("a bridge").add(boat),
                lines,
                "\uFEFF" + lines,
                lines.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void everyFormOfABodyIsTheSameBatch() throws Exception {
        for (Object body : bodies()) {
            simulator.reset();
            Generation created = generation(send("direct:create-anthropic-batch", body));

            assertThat(created.status()).isEqualTo(GenerationStatus.RUNNING);
            assertThat(created.model()).isEqualTo("claude-sonnet-4-5");
            assertSent(sent(Api.ANTHROPIC));
            assertThat(spool).isEmptyDirectory();
        }
    }

    private static void assertSent(Map<String, JsonNode> sent) {
        assertThat(sent.keySet()).containsExactly("request-1", "request-2");
        assertThat(sent.get("request-1").at("/messages/0/content").asText()).isEqualTo("a bridge");
        assertThat(sent.get("request-2").at("/messages/0/content").asText()).isEqualTo("a boat");
        assertThat(sent.values()).allSatisfy(request -> {
            assertThat(request.get("model").asText()).isEqualTo("claude-sonnet-4-5");
            assertThat(request.get("max_tokens").asInt()).isEqualTo(4096);
        });
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aBatchIsOneTerminalExchangeAndItsResultsAreJoinedById(Api api) throws Exception {
        MockEndpoint done = mock("done");
        done.expectedMessageCount(1);
        Generation created = generation(send(api.direct("create"), List.of("a bridge", "a boat", "a lake")));
        done.assertIsSatisfied();

        Generation end = done.getExchanges().get(0).getMessage().getBody(Generation.class);
        assertThat(end.id()).isEqualTo(created.id());
        assertThat(end.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(end.error()).isNull();
        assertThat(end.progress()).isEqualTo(1.0);
        Map<String, JsonNode> results = results(api, end);
        assertThat(results.keySet()).containsExactly("request-1", "request-2", "request-3");
        assertThat(results.get("request-2").at(api.text).asText()).contains("a boat");
        assertThat(simulator.generationsCreated()).isOne();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void partialSuccessIsCompletedWithAnErrorThatCountsTheFailures(Api api) throws Exception {
        Generation end = generate(api, List.of("a bridge", "a boat [fail]", "a lake"));

        assertThat(end.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(end.error().code()).isEqualTo("genai.requests-failed");
        assertThat(end.error().message()).startsWith("Of 3 requests 1 failed");
        Map<String, JsonNode> results = results(api, end);
        assertThat(results.keySet()).containsExactly("request-1", "request-2", "request-3");
        assertThat(results.get("request-2").at(api.text).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aBatchInWhichNothingSucceededIsFailedAndKeepsItsErrors(Api api) throws Exception {
        Generation end = generate(api, List.of("a boat [fail]", "a lake [fail]"));

        assertThat(end.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(end.error().code()).isEqualTo("genai.requests-failed");
        assertThat(end.error().message()).startsWith("Of 2 requests 2 failed");
        assertThat(results(api, end).keySet()).containsExactly("request-1", "request-2");
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void anExpiredBatchIsFailedAndKeepsTheResultsThatItHas(Api api) throws Exception {
        Generation end = generate(api, List.of("a bridge", "a boat [fail expired]"));

        assertThat(end.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(end.error().code()).isEqualTo("genai.expired");
        assertThat(results(api, end).get("request-1").at(api.text).asText()).contains("a bridge");
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void aCancelInTheMiddleIsOneCanceledExchangeThatKeepsTheResultsThatItHas(Api api) throws Exception {
        MockEndpoint done = mock("done");
        Generation created = generation(send(api.direct("create"), List.of("a bridge", "a boat [takes 4s]")));
        long begun = System.nanoTime();
        // The first line is answered after half the time, the second one shortly before its end.
        await().until(() -> System.nanoTime() - begun > 2_100_000_000);
        send(api.direct("cancel"), "", GenAiConstants.GENERATION_ID, created.id());
        await().until(() -> done.getReceivedCounter() == 1);

        Generation end = done.getExchanges().get(0).getMessage().getBody(Generation.class);
        assertThat(end.status()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(results(api, end).get("request-1").at(api.text).asText()).contains("a bridge");
    }

    @Test
    void aLineInTheFormOfTheProviderIsSentAsItIsAndAnotherIdStaysWithItsRequest() throws Exception {
        String own = "{\"custom_id\":\"order-7\",\"params\":{\"model\":\"claude-opus-5\",\"max_tokens\":9,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"a bridge\"}]}}";
        String named = "{\"custom_id\":\"order-8\",\"messages\":[{\"role\":\"user\",\"content\":\"a boat\"}]}";
        send("direct:params-anthropic-batch", own + "\n" + named);

        Map<String, JsonNode> sent = sent(Api.ANTHROPIC);
        assertThat(sent.get("order-7")).isEqualTo(JSON.readTree(own).get("params"));
        assertThat(sent.get("order-8").has("custom_id")).isFalse();
        assertThat(sent.get("order-8").get("temperature").asDouble()).isEqualTo(0.5);
        assertThat(sent.get("order-8").get("system").asText()).isEqualTo("Be short.");
        assertThat(sent.get("order-8").get("model").asText()).isEqualTo("claude-sonnet-4-5");
    }

    @Test
    void textsInAListAreJsonWithTheInputFormatJson() throws Exception {
        send(
                "direct:json-anthropic-batch",
                List.of("{\"custom_id\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"));

        assertThat(sent(Api.ANTHROPIC).keySet()).containsExactly("a");
    }

    private static Stream<Object[]> mistakes() {
        String valid = "{\"custom_id\":\"a\",\"messages\":[{\"role\":\"user\",\"content\":\"secret canary\"}]}";
        return Stream.of(
                new Object[] {"", "The batch is empty"},
                new Object[] {List.of(), "The batch is empty"},
                new Object[] {valid + "\n\n{\"secret canary\": ", "Line 3 of the batch is no JSON"},
                new Object[] {valid + "\n[1]", "Line 2 of the batch is no request"},
                new Object[] {valid + "\n{}", "Line 2 of the batch is no request"},
                new Object[] {valid + "\n" + valid, "Line 2 of the batch has the custom_id of an earlier line"},
                new Object[] {valid.replace("\"a\"", "\"no good\""), "Line 1 of the batch has a custom_id"},
                new Object[] {List.of("x", " "), "Line 2 of the batch has no prompt"},
                new Object[] {java.util.Arrays.asList("x", null), "Line 2 of the batch is null"},
                new Object[] {Map.of("secret canary", 1), "is no batch: set it to a List"},
                new Object[] {new byte[] {'"', (byte) 0xff, '"'}, "binary data, and no text in UTF-8"});
    }

    @Test
    void aMistakeIsAnErrorThatNamesTheLineBeforeAnythingIsSent() {
        mistakes().forEach(mistake -> {
            Exchange failed = send("direct:create-anthropic-batch", mistake[0]);
            assertThat(failed.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining((String) mistake[1]);
            assertThat(failed.getException().getMessage()).doesNotContain("canary");
        });
        assertThat(simulator.requests()).isEmpty();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void moreRequestsThanTheProviderTakesAreAnErrorBeforeAnythingIsSent() {
        Exchange failed = send(
                "direct:create-anthropic-batch",
                Stream.generate(() -> "x").limit(100_001).iterator());

        assertThat(failed.getException())
                .hasMessageContaining(
                        "Line 100001 of the batch is one too many: anthropic-batch takes 100000 requests");
        assertThat(simulator.requests()).isEmpty();
        assertThat(spool).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void oneKeyIsOneBatchOfTheSameRequests(Api api) {
        Generation first = generation(send(api.direct("keyed"), List.of("a bridge", "a boat"), "run", "2026-11-30"));
        Generation again = generation(
                send(api.direct("keyed"), List.of("a bridge", "a boat").iterator(), "run", "2026-11-30"));
        Exchange other = send(api.direct("keyed"), List.of("a bridge", "a lake"), "run", "2026-11-30");

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(other.getException())
                .isInstanceOf(GenAiException.class)
                .hasMessageContaining("was used for another request");
        assertThat(simulator.generationsCreated()).isOne();
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void aRedeliverySendsTheRequestsOfAnIteratorThatCanBeReadOnce() throws Exception {
        ConnectionConfiguration once = connection("anthropic-batch", KEY);
        once.setMaxRetries(0);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("retried", once);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:retried")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to(
                                "genai:anthropic-batch/claude-sonnet-4-5?operation=create&channel=nobody&connection=retried");
            }
        });
        simulator.fault(Fault.status(429).on("anthropic-batch", "create").build());
        Exchange done = send("direct:retried", List.of("a bridge", "a boat").iterator());

        assertThat(done.getException()).isNull();
        assertThat(simulator.requests("anthropic-batch", "create")).hasSize(2);
        assertThat(simulator.generationsCreated()).isOne();
        assertThat(spool).isEmptyDirectory();
    }

    /** The rest of it would be another batch. */
    @Test
    void anIteratorThatCouldNotBeWrittenIsNotReadOn() {
        Iterator<Object> requests =
                List.<Object>of("a bridge", " ", "a boat", "a kite").iterator();
        Exchange done =
                template.send("direct:twice", exchange -> exchange.getMessage().setBody(requests));

        assertThat(done.getException()).hasMessageContaining("was read already");
        assertThat(simulator.generationsCreated()).isZero();
        assertThat(spool).isEmptyDirectory();
    }
}
