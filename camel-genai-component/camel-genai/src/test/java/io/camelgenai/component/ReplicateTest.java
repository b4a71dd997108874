package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Peer;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is particular to Replicate: models and versions of them, outputs of any form, and streams of plain text on another host. */
class ReplicateTest extends GenAiTestSupport {

    private static final String PROVIDER = "replicate";
    private static final String VERSION = "5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa";
    private static final String TEXT = "genai:replicate/meta/meta-llama-3-8b-instruct";
    private static final String PICTURE = "genai:replicate/black-forest-labs/flux-schnell";
    private static final String VIDEO = "genai:replicate/google/veo-3-fast";

    private Peer peer;

    @BeforeEach
    @Override
    public void start() throws Exception {
        peer = new Peer();
        super.start();
    }

    @AfterEach
    void stopPeer() throws IOException {
        peer.close();
    }

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration elsewhere = new ConnectionConfiguration();
        elsewhere.setProvider(PROVIDER);
        elsewhere.setBaseUrl("http://127.0.0.1:" + peer.port());
        elsewhere.setApiKey(KEY);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("elsewhere", elsewhere);
        routes.from("direct:any").to("genai:replicate?timeout=20s&throwExceptionOnFailure=false");
        routes.from("direct:text").to(TEXT + "?timeout=20s");
        routes.from("direct:picture").to(PICTURE + "?timeout=20s&param.aspect_ratio=1:1&param.seed=7");
        routes.from("direct:create").to(TEXT + "?operation=create&channel=nobody");
        routes.from("direct:wait").to(PICTURE + "?operation=create&channel=nobody&param.wait=30");
        routes.from("direct:limited").to(VIDEO + "?timeout=20s&throwExceptionOnFailure=false&param.cancel_after=1s");
        routes.from("direct:cancel").to("genai:replicate?operation=cancel");
        for (Map.Entry<String, String> each :
                Map.of("text", TEXT, "picture", PICTURE, "video", VIDEO).entrySet()) {
            routes.from("direct:stream-" + each.getKey())
                    .to(each.getValue() + "?operation=stream")
                    .split(routes.body())
                    .streaming()
                    .to("mock:events");
        }
        routes.from("direct:attach")
                .to("genai:replicate?operation=attach")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:elsewhere")
                .to(TEXT + "?operation=stream&connection=elsewhere")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:observed-elsewhere").to(TEXT + "?operation=create&connection=elsewhere&channel=elsewhere");
        routes.from(TEXT + "?emit=events&connection=elsewhere&channel=elsewhere")
                .to("mock:events");
        routes.from("direct:observed").to(TEXT + "?operation=create&channel=observed");
        routes.from(TEXT + "?emit=events&channel=observed").to("mock:events");
        routes.from("direct:track").to("genai:replicate?operation=track&channel=tracked");
        routes.from("genai:replicate?emit=events&channel=tracked").to("mock:events");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "meta/meta-llama-3-8b-instruct, /models/meta/meta-llama-3-8b-instruct/predictions, -",
                "meta/meta-llama-3-8b-instruct:" + VERSION + ", /predictions, " + VERSION,
                VERSION + ", /predictions, " + VERSION,
                "deployments/acme/llama, /deployments/acme/llama/predictions, -"
            })
    void theNameOfTheModelSaysWhichCallCreates(String model, String path, String version) {
        Exchange done = send("direct:any", PROMPT, GenAiConstants.MODEL, model);

        assertThat(done.getException()).isNull();
        assertThat(firstCreate(PROVIDER).path()).isEqualTo("/replicate" + path);
        assertThat(firstCreate(PROVIDER).body())
                .isEqualTo("{\"input\":{\"prompt\":\"" + PROMPT + "\"}"
                        + (version == null ? "}" : ",\"version\":\"" + version + "\"}"));
    }

    @Test
    void anOwnRequestNamesItsVersionItself() {
        Generation done = generation(
                send("direct:any", Map.of("version", VERSION, "input", Map.of("prompt", PROMPT, "max_tokens", 5))));

        assertThat(firstCreate(PROVIDER).path()).isEqualTo("/replicate/predictions");
        assertThat(firstCreate(PROVIDER).body())
                .contains("\"version\":\"" + VERSION + "\"")
                .contains("\"max_tokens\":5");
        assertThat(done.usage().outputTokens()).isEqualTo(5);
    }

    @Test
    void aTextIsJoinedFromItsPieces() {
        Generation done = generation(send("direct:text", PROMPT));

        assertThat(done.text()).contains(" ");
        assertThat(done.artifacts()).isEmpty();
        assertThat(done.model()).isEqualTo("meta/meta-llama-3-8b-instruct");
        assertThat(done.usage().inputTokens()).isPositive();
        assertThat(done.completedAt()).isAfterOrEqualTo(done.createdAt());
    }

    @Test
    void aFileIsNoText() {
        Generation done = generation(send("direct:picture", PROMPT));

        assertThat(done.text()).isNull();
        assertThat(done.artifacts()).hasSize(1);
        assertThat(firstCreate(PROVIDER).body()).contains("\"seed\":7").contains("\"aspect_ratio\":\"1:1\"");
    }

    @Test
    void aCreateThatWaitsReturnsTheResult() {
        Generation done = generation(send("direct:wait", PROMPT));

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(operations()).containsExactly("create");
        assertThat(firstCreate(PROVIDER).header("Prefer")).isEqualTo("wait=30");
    }

    @Test
    void noHeaderIsSentWithoutItsParameter() {
        generation(send("direct:text", PROMPT));

        assertThat(firstCreate(PROVIDER).header("Prefer")).isNull();
        assertThat(firstCreate(PROVIDER).header("Cancel-After")).isNull();
    }

    @Test
    void aPredictionBeyondItsTimeLimitIsCanceled() {
        Generation began = generation(send("direct:limited", PROMPT + " [takes 4s]"));
        Generation waited = generation(send("direct:limited", PROMPT + " [takes 60s]"));

        assertThat(firstCreate(PROVIDER).header("Cancel-After")).isEqualTo("1s");
        assertThat(List.of(began, waited)).extracting(Generation::status).containsOnly(GenerationStatus.CANCELED);
        assertThat(List.of(began, waited))
                .extracting(Generation::providerStatus)
                .containsExactly("canceled", "aborted");
    }

    @Test
    void theStreamOfATextIsFollowedByTheWholePrediction() {
        assertThat(send("direct:stream-text", PROMPT).getException()).isNull();

        List<GenerationEvent> events = events();
        Generation done = last(events).generation();
        assertThat(operations()).containsExactly("create", "stream", "get");
        assertThat(events).extracting(GenerationEvent::type).contains(GenerationEventType.TEXT);
        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.text()).isNotBlank().isEqualTo(text(events));
        assertThat(done.usage().outputTokens()).isPositive();
        assertThat(done.raw().path("metrics").path("predict_time").isNumber()).isTrue();
    }

    @Test
    void aStreamOfAFileEndsWithTheFileAndNoText() {
        assertThat(send("direct:stream-picture", PROMPT).getException()).isNull();

        List<GenerationEvent> events = events();
        Generation done = last(events).generation();
        assertThat(done.text()).isNull();
        assertThat(done.artifacts()).hasSize(1);
        assertThat(operations()).contains("stream");
    }

    @Test
    void aModelThatDoesNotStreamIsPolled() {
        assertThat(send("direct:stream-video", PROMPT).getException()).isNull();

        assertThat(streamed().artifacts()).hasSize(1);
        assertThat(operations()).doesNotContain("stream").contains("get");
    }

    @Test
    void anErrorInTheStreamIsAFailureInTheProvidersWords() {
        send("direct:stream-text", PROMPT + " [fail E1002]");

        Generation failed = streamed();
        assertThat(failed.status()).isEqualTo(GenerationStatus.FAILED);
        assertThat(failed.error().message()).contains("E1002");
    }

    @Test
    void theFailureOfAPredictionIsReportedInItsWords() {
        assertThat(send("direct:text", PROMPT + " [fail E1002]").getException())
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageContaining("E1002");
    }

    @Test
    void theLastEventOfACanceledPredictionIsNoSuccess() {
        Generation created = generation(send("direct:observed", PROMPT + " [takes 30s]"));
        await().until(() -> operations().contains("stream"));

        Generation canceled =
                generation(send("direct:cancel", "x", GenAiConstants.GENERATION_ID, String.valueOf(created.id())));

        assertThat(canceled.status()).isEqualTo(GenerationStatus.CANCELED);
        assertThat(last(events()).type()).isEqualTo(GenerationEventType.CANCELED);
    }

    @Test
    void aStreamThatIsCutIsReplacedByPolls() {
        simulator.fault(Fault.cut().on(PROVIDER, "stream").beforeFrame(4).build());

        assertThat(send("direct:stream-text", PROMPT).getException()).isNull();

        Generation done = streamed();
        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.text()).hasSizeGreaterThan(text(events()).length());
        assertThat(simulator.generationsCreated()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"direct:attach", "direct:track"})
    void theStreamOfAPredictionThatWasCreatedElsewhereIsFound(String route) {
        Generation created = generation(send("direct:create", PROMPT + " [takes 2s]"));

        assertThat(send(route, "x", GenAiConstants.GENERATION_ID, String.valueOf(created.id()))
                        .getException())
                .isNull();

        List<GenerationEvent> events = events();
        assertThat(last(events).generation().text()).isNotBlank().isEqualTo(text(events));
        assertThat(operations()).containsSubsequence("create", "get", "stream");
    }

    @Test
    void theKeyDoesNotFollowAStreamToAnUndeclaredHost() {
        peer.always(
                "POST /models/",
                Peer.json(
                        "201 Created",
                        "{\"id\":\"p1\",\"status\":\"starting\",\"urls\":{\"stream\":\"https://replicate.com.evil.example/s/p1\"}}"));

        Exchange refused = send("direct:elsewhere", PROMPT);

        assertThat(refused.getException())
                .isInstanceOf(GenAiException.class)
                .hasMessageContaining("replicate.com.evil.example, where the key must not go");
    }

    @Test
    void aValueThatIsNoUrlIsNamedByItsPath() {
        peer.always(
                "POST /models/",
                Peer.json("201 Created", "{\"id\":\"p1\",\"status\":\"starting\",\"urls\":{\"stream\":\"p1\"}}"));

        assertThat(send("direct:elsewhere", PROMPT).getException())
                .isInstanceOf(GenAiException.class)
                .hasMessage("replicate gave no URL at /urls/stream, where its descriptor has the URL of this call");
    }

    @Test
    void aPredictionWhoseStreamIsGoneIsPolled() {
        String root = "http://127.0.0.1:" + peer.port();
        String prediction =
                "{\"id\":\"p1\",\"status\":\"%s\",\"output\":%s,\"urls\":{\"stream\":\"" + root + "/s/p1\"}}";
        peer.always("POST /models/", Peer.json("201 Created", prediction.formatted("starting", "null")));
        peer.always("GET /s/p1", Peer.json("404 Not Found", "{\"detail\":\"no stream\"}"));
        peer.then(Peer.json("200 OK", prediction.formatted("processing", "null")));
        peer.then(Peer.json("200 OK", prediction.formatted("succeeded", "[\"high \",\"tide\"]")));

        generation(send("direct:observed-elsewhere", PROMPT));

        assertThat(streamed().text()).isEqualTo("high tide");
        assertThat(peer.requests()).hasSize(4);
    }

    @Test
    void aPieceOfTextMayHaveTheFormOfJson() {
        String root = "http://127.0.0.1:" + peer.port();
        String prediction =
                "{\"id\":\"p1\",\"status\":\"%s\",\"output\":%s,\"urls\":{\"stream\":\"" + root + "/s/p1\"}}";
        peer.always("POST /models/", Peer.json("201 Created", prediction.formatted("starting", "null")));
        peer.always("GET /s/p1", Peer.stream("""
                        event: output
                        id: 1:0
                        data: {"a":

                        event: output
                        id: 1:1
                        data:  42

                        event: output
                        id: 1:2
                        data: }
                        data: [DONE]

                        event: done
                        id: 1:3
                        data: {}

                        """));
        peer.always(
                "GET /predictions/p1",
                Peer.json("200 OK", prediction.formatted("succeeded", "[\"{\\\"a\\\":\",\" 42\",\"}\\n[DONE]\"]")));

        assertThat(send("direct:elsewhere", PROMPT).getException()).isNull();

        assertThat(events()).extracting(GenerationEvent::text).startsWith("{\"a\":", " 42", "}\n[DONE]");
        assertThat(streamed().text()).isEqualTo("{\"a\": 42}\n[DONE]");
    }
}
