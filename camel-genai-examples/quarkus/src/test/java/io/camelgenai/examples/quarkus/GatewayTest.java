package io.camelgenai.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway as its callers see it, and what each provider was asked for. */
@QuarkusTest
@TestProfile(Models.class)
class GatewayTest {

    private static final String PROMPT = "Why is the sea salty? [tokens 20]";
    private static final String FIRST = "openai-chat";
    private static final String SECOND = "anthropic";

    /** As many failures open a circuit. */
    private static final int FAILURES = 5;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource
    URI gateway;

    @Inject
    CamelContext context;

    @Inject
    Simulator running;

    @BeforeEach
    void reset() {
        simulator().reset();
    }

    @AfterEach
    void everyFaultWasPlayed() {
        assertThat(simulator().unplayedFaults()).isEmpty();
    }

    private GenAiSimulator simulator() {
        return Objects.requireNonNull(running.running());
    }

    private HttpRequest post(String path, String model, String prompt, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject()
                        .put("prompt", prompt)
                        .put("model", model)
                        .encode()));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return client.send(request, BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String model, String... headers) throws Exception {
        return send(post("/answers", model, PROMPT, headers));
    }

    private HttpResponse<String> order(String model, String... headers) throws Exception {
        return send(post("/pictures", model, "A kite over the sea", headers));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(gateway.resolve(path)).build());
    }

    private static String provider(HttpResponse<?> response) {
        return response.headers().firstValue("Gateway-Provider").orElse("none");
    }

    private static String location(HttpResponse<String> accepted) {
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        return accepted.headers().firstValue("Location").orElseThrow();
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(new JsonObject(response.body()).getString("code")).isEqualTo(code);
    }

    @Test
    void connectionsAreBoundInBracketForm() {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);

        assertThat(component.getMaxStreams()).isEqualTo(777);
        assertThat(component.getConnections().get("llmstats").getMaxRetries()).isZero();
        ConnectionConfiguration tenant = component.getConnections().get("tenant-a");
        assertThat(tenant.getProvider()).isEqualTo("llmstats");
        assertThat(tenant.getApiKey()).isEqualTo("ze_of-tenant-a");
        assertThat(tenant.getBaseUrl()).isEqualTo("https://gateway.example/llmstats");
        assertThat(tenant.getRetryDelay()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void anAnswerIsPlainTextAndNamesItsProvider() throws Exception {
        HttpResponse<String> answer = ask(Offers.STANDARD);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(provider(answer)).isEqualTo(FIRST);
        assertThat(answer.body()).hasSizeGreaterThan(20);
    }

    @Test
    void anAnswerIsEventsWhereTheCallerAsksForThem() throws Exception {
        HttpResponse<String> answer = ask(Offers.STANDARD, "Accept", "text/event-stream");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.body().split("\n\n"))
                .hasSizeGreaterThan(10)
                .startsWith("event: text\n"
                        + answer.body().lines().skip(1).findFirst().orElseThrow())
                .endsWith("event: done\ndata: {\"status\":\"COMPLETED\",\"finishReason\":\"stop\"}");
    }

    @Test
    void theNextProviderAnswersWhereTheFirstOneIsNotReached() throws Exception {
        HttpResponse<String> answer = ask(Models.UNREACHABLE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider(answer)).isEqualTo(FIRST);
        assertThat(simulator().generationsCreated()).isEqualTo(1);
    }

    @Test
    void theNextProviderAnswersWhereTheFirstOneIsBusy() throws Exception {
        simulator().fault(Fault.status(429).on(FIRST, "create").build());

        HttpResponse<String> answer = ask(Models.BUSY);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(provider(answer)).isEqualTo(SECOND);
        assertThat(simulator().generationsCreated()).isEqualTo(1);
    }

    @Test
    void aCallerLearnsWhenToRepeatWhereEveryProviderIsBusy() throws Exception {
        simulator().fault(Fault.status(429).on(FIRST, "create").build());
        simulator().fault(Fault.status(429).retryAfter("7").on(SECOND, "create").build());

        HttpResponse<String> answer = ask(Models.BUSY);

        assertProblem(answer, 503, "busy");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(simulator().generationsCreated()).isZero();
    }

    @Test
    void noOtherProviderIsAskedWhereTheOutcomeIsUnknown() throws Exception {
        simulator().fault(Fault.dropAfterCreate().on(FIRST, "create").build());

        HttpResponse<String> answer = ask(Models.LOST);

        assertProblem(answer, 502, "outcome-unknown");
        assertThat(provider(answer)).isEqualTo(FIRST);
        assertThat(simulator().requests(SECOND, "create")).isEmpty();
        assertThat(simulator().generationsCreated()).isEqualTo(1);
    }

    @Test
    void aCallerSeesThatATextIsNotWhole() throws Exception {
        simulator()
                .fault(Fault.cut().beforeFrame(6).on(FIRST, "create").times(2).build());

        assertThatThrownBy(() -> ask(Models.CUT)).isInstanceOf(IOException.class);
        HttpResponse<String> events = ask(Models.CUT, "Accept", "text/event-stream");
        assertThat(events.body()).startsWith("event: text\n").doesNotContain("event: done");
        assertThat(events.body().split("event: error\n")[1]).contains("generation-failed");
        assertThat(simulator().requests(SECOND, "create")).isEmpty();
    }

    @Test
    void anOpenCircuitAsksTheNextProviderOnly() throws Exception {
        simulator().fault(Fault.status(429).on(FIRST, "create").times(FAILURES).build());
        for (int i = 0; i < FAILURES; i++) {
            assertThat(provider(ask(Models.GUARDED))).isEqualTo(SECOND);
        }

        assertThat(provider(ask(Models.GUARDED))).isEqualTo(SECOND);

        assertThat(simulator().requests(FIRST, "create")).hasSize(FAILURES);
        assertThat(simulator().generationsCreated()).isEqualTo(FAILURES + 1);
    }

    @Test
    void promptsThatAreRefusedOpenNoCircuit() throws Exception {
        for (int i = 0; i < FAILURES + 1; i++) {
            assertProblem(send(post("/answers", Models.REFUSING, "Why? [reject]")), 422, "refused");
        }

        assertThat(provider(ask(Models.REFUSING))).isEqualTo(FIRST);
    }

    @Test
    void aPictureIsAcceptedAndFetchedWhenItIsComplete() throws Exception {
        String picture = location(send(post("/pictures", Offers.STANDARD, "A kite over the sea [takes 4s]")));

        assertProblem(get(picture + "/file"), 409, "not-complete");
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        new JsonObject(get(picture).body()).getString("status").equals("COMPLETED"));
        HttpResponse<byte[]> file = client.send(
                HttpRequest.newBuilder(gateway.resolve(picture + "/file")).build(), BodyHandlers.ofByteArray());
        assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(file.body()).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(70_000);
    }

    @Test
    void aPictureIsCanceledWhereTheProviderCan() throws Exception {
        HttpResponse<String> canceled = send(HttpRequest.newBuilder(gateway.resolve(location(order(Offers.STANDARD))))
                .DELETE()
                .build());

        assertThat(canceled.statusCode()).as(canceled.body()).isEqualTo(200);
        assertThat(simulator().requests("fal", "cancel")).hasSize(1);
    }

    @Test
    void aKeyIsOnePictureWhicheverProviderHasIt() throws Exception {
        simulator().fault(Fault.status(429).on("fal", "create").build());
        HttpResponse<String> first = order(Models.BUSY, "Idempotency-Key", "order-1");

        HttpResponse<String> again = order(Models.BUSY, "Idempotency-Key", "order-1");

        assertProblem(
                send(post("/pictures", Models.BUSY, "Another one", "Idempotency-Key", "order-1")), 422, "key-reused");
        assertThat(provider(first)).isEqualTo("llmstats");
        assertThat(location(again)).isEqualTo(location(first));
        assertThat(simulator().generationsCreated()).isEqualTo(1);
    }

    @Test
    void aKeyWithAnUnknownOutcomeIsNotSentAgain() throws Exception {
        simulator().fault(Fault.dropAfterCreate().on("fal", "create").build());

        assertProblem(order(Models.LOST, "Idempotency-Key", "order-2"), 502, "outcome-unknown");
        assertProblem(order(Models.LOST, "Idempotency-Key", "order-2"), 502, "outcome-unknown");

        assertThat(simulator().requests("fal", "create")).hasSize(1);
        assertThat(simulator().requests("llmstats", "create")).isEmpty();
    }

    @Test
    void aRequestThatCannotBeSentIsAProblemThatSaysWhy() throws Exception {
        assertProblem(ask("nonsense"), 400, "unknown-model");
        assertProblem(send(post("/answers", Offers.STANDARD, " ")), 400, "no-prompt");
        assertProblem(get("/pictures/nonsense"), 404, "not-found");
        HttpRequest.Builder text =
                HttpRequest.newBuilder(gateway.resolve("/pictures")).POST(BodyPublishers.ofString("A kite"));
        assertProblem(
                send(text.copy().header("Content-Type", "application/json").build()), 400, "no-json");
        assertThat(simulator().generationsCreated()).isZero();
    }

    /** A page can make a browser send these types to any address, without asking. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void aPageOfAnotherSiteCannotCreateAnything(String type) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/pictures"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"prompt\":\"A kite\"}"))
                .build();

        assertThat(send(request).statusCode()).isBetween(400, 499);
        assertThat(simulator().generationsCreated()).isZero();
    }

    /** As a browser sends it after the name of another site was given the address of the gateway. */
    @Test
    void anotherNameIsRefused() throws Exception {
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            socket.getOutputStream()
                    .write("GET /pictures/x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 403 ").contains("unknown-host");
        }
    }

    @Test
    void aLongPromptArrivesWhole() throws Exception {
        String prompt = "Why is 1 = 100 % of the sea salty? ".repeat(300) + "[tokens 20]";

        assertThat(send(post("/answers", Offers.STANDARD, prompt)).statusCode()).isEqualTo(200);
        assertThat(simulator().requests(FIRST, "create"))
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains(prompt));
    }

    @Test
    void answersThatAreTooLongOpenNoCircuit() throws Exception {
        for (int i = 0; i < FAILURES + 1; i++) {
            assertThatThrownBy(() -> send(post("/answers", Models.LONG, PROMPT + " [incomplete]")))
                    .isInstanceOf(IOException.class);
        }

        assertThat(provider(ask(Models.LONG))).isEqualTo(FIRST);
    }

    @Test
    void whereOneProviderIsBusyAndTheCircuitOfTheOtherIsOpenTheCallerLearnsWhenToRepeat() throws Exception {
        for (int i = 0; i < 2 * FAILURES; i++) {
            ask(Models.FULL);
            ask(Models.FULL);
            if (i >= FAILURES) {
                simulator().fault(Fault.status(429).on(FIRST, "create").build());
                simulator().fault(Fault.status(429).on(SECOND, "create").build());
                assertProblem(ask(Models.FULL), 503, "busy");
            }
        }

        simulator().fault(Fault.status(429).retryAfter("7").on(FIRST, "create").build());
        HttpResponse<String> answer = ask(Models.FULL);

        assertProblem(answer, 503, "busy");
        assertThat(answer.headers().firstValue("Retry-After")).contains("7");
        assertThat(simulator().requests(SECOND, "create")).hasSize(FAILURES);
    }

    @Test
    void aProviderThatCannotCancelSaysSo() throws Exception {
        simulator().fault(Fault.status(429).on("fal", "create").build());
        String picture = location(order(Models.BUSY));

        HttpResponse<String> canceled =
                send(HttpRequest.newBuilder(gateway.resolve(picture)).DELETE().build());

        assertProblem(canceled, 409, "not-cancelable");
    }

    @Test
    void noKeyIsForgottenForTheSakeOfAnother() {
        Keys keys = new Keys();
        Prompt prompt = new Prompt("A kite", Offers.STANDARD);
        for (int i = 0; i < Keys.MAX; i++) {
            keys.claim("key-" + i, prompt);
        }
        keys.keep("key-0", prompt, "fal/fal-ai/flux/dev");

        assertThatThrownBy(() -> keys.claim("one more", prompt)).isInstanceOf(ProblemException.class);
        assertThat(keys.claim("key-0", prompt)).isEqualTo("fal/fal-ai/flux/dev");
        keys.release("key-1");
        assertThat(keys.claim("one more", prompt)).isNull();
    }
}
