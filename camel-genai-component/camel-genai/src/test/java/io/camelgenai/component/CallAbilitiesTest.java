package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Answers;
import io.camelgenai.client.Peer;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What calls of a descriptor can do beyond a path with an id, shown by invented providers and no code. */
class CallAbilitiesTest extends GenAiTestSupport {

    private static final String ID = GenAiConstants.GENERATION_ID;

    private final Answers answers = new Answers();

    private final List<Long> polledAt = new CopyOnWriteArrayList<>();
    private Peer peer;

    @BeforeEach
    @Override
    public void start() throws Exception {
        peer = new Peer(this::next);
        super.start();
    }

    @AfterEach
    void stopPeer() throws IOException {
        peer.close();
    }

    private Peer.Act next(String request) {
        if (request.startsWith("GET")) {
            polledAt.add(System.nanoTime());
        }
        return answers.next(request);
    }

    private void answer(String request, String... bodies) {
        List<Peer.Act> acts = new ArrayList<>();
        for (String body : bodies) {
            boolean isOk = body.startsWith("{");
            acts.add(Peer.json(
                    isOk ? "200 OK" : body.substring(0, body.indexOf('{')), body.substring(body.indexOf('{'))));
        }
        answers.to(request, acts.toArray(Peer.Act[]::new));
    }

    @Override
    public void routes(RouteBuilder routes) {
        for (String provider : List.of("queue", "tasks", "links", "files")) {
            ConnectionConfiguration connection = new ConnectionConfiguration();
            connection.setBaseUrl("http://127.0.0.1:" + peer.port());
            connection.setApiKey(KEY);
            context.getComponent("genai", GenAiComponent.class).getConnections().put(provider, connection);
        }
        routes.from("direct:queue").to("genai:queue/acme/flux/dev?param.webhook=https://me.example/h&param.seed=7");
        routes.from("direct:priority").to("genai:queue/acme/flux?operation=create&channel=nobody&param.priority=low");
        routes.from("direct:queue-get").to("genai:queue/acme/flux/dev?operation=get");
        routes.from("direct:queue-get-any").to("genai:queue?operation=get");
        routes.from("direct:queue-cancel").to("genai:queue/acme/flux/dev?operation=cancel");
        routes.from("direct:tasks").to("genai:tasks/m?timeout=20s");
        routes.from("direct:tasks-cancel").to("genai:tasks?operation=cancel");
        routes.from("direct:files").to("genai:files/m?timeout=20s&retryDelay=10ms");
        routes.from("direct:links").to("genai:links/m?timeout=20s");
        routes.from("direct:links-get").to("genai:links?operation=get");
        routes.from("direct:links-cancel").to("genai:links?operation=cancel");
    }

    @Test
    void theResultIsReadByACallOfItsOwnWithTheFirstSegmentsOfTheModel() {
        answer(
                "POST /acme/flux/dev?hook=https%3A%2F%2Fme.example%2Fh",
                "{\"request_id\":\"r1\",\"status\":\"IN_QUEUE\"}");
        answer("GET /acme/flux/requests/r1/status", "{\"status\":\"IN_PROGRESS\"}", "{\"status\":\"COMPLETED\"}");
        answer("GET /acme/flux/requests/r1", "{\"images\":[{\"url\":\"https://files.example/a.png\"}]}");

        Generation done = generation(send("direct:queue", PROMPT));

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.artifacts()).extracting(each -> each.url()).containsExactly("https://files.example/a.png");
        assertThat(peer.requests().get(0))
                .endsWith("{\"prompt\":\"" + PROMPT + "\",\"seed\":7}")
                .doesNotContain("X-Priority");
    }

    @Test
    void aFailureThatOnlyTheResultCallShowsIsTheGenerationsOwn() {
        answer("POST /acme/flux/dev?hook=https%3A%2F%2Fme.example%2Fh", "{\"request_id\":\"r1\"}");
        answer("GET /acme/flux/requests/r1/status", "{\"status\":\"COMPLETED\"}");
        answer("GET /acme/flux/requests/r1", "422 Unprocessable{\"detail\":\"the picture was withheld\"}");

        Exchange failed = send("direct:queue", PROMPT);

        assertThat(failed.getException()).isInstanceOf(GenerationFailedException.class);
        assertThat(failed.getException()).hasMessageContaining("the picture was withheld");
    }

    @Test
    void aServerErrorOfTheResultCallCountsTheSecondTimeOnly() {
        String broken = "500 Broken{\"detail\":\"the server stumbled\"}";
        answer(
                "POST /acme/flux/dev?hook=https%3A%2F%2Fme.example%2Fh",
                "{\"request_id\":\"r1\"}", "{\"request_id\":\"r2\"}");
        for (String id : List.of("r1", "r2")) {
            answer("GET /acme/flux/requests/" + id + "/status", "{\"status\":\"COMPLETED\"}");
        }
        answer("GET /acme/flux/requests/r1", broken, "{\"images\":[{\"url\":\"https://a\"}]}");
        answer("GET /acme/flux/requests/r2", broken, broken);

        assertThat(generation(send("direct:queue", PROMPT)).artifacts()).hasSize(1);
        assertThat(send("direct:queue", PROMPT).getException())
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageContaining("the server stumbled");
    }

    @Test
    void aResultCallThatFailsForAnotherReasonIsRepeated() {
        answer("POST /acme/flux/dev?hook=https%3A%2F%2Fme.example%2Fh", "{\"request_id\":\"r1\"}");
        answer("GET /acme/flux/requests/r1/status", "{\"status\":\"COMPLETED\"}");
        answer(
                "GET /acme/flux/requests/r1",
                "503 Unavailable{\"detail\":\"later\"}",
                "{\"images\":[{\"url\":\"https://a\"}]}");

        assertThat(generation(send("direct:queue", PROMPT)).artifacts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"status\":\"ok\",", "\"status\":\"IN_PROGRESS\",", "\"status\":7,", "\"error\":null,"})
    void aFieldOfTheResultIsNotTheStatusOfTheGeneration(String field) {
        answer("POST /acme/flux/dev?hook=https%3A%2F%2Fme.example%2Fh", "{\"request_id\":\"r1\"}");
        answer("GET /acme/flux/requests/r1/status", "{\"status\":\"COMPLETED\"}");
        answer("GET /acme/flux/requests/r1", "{" + field + "\"images\":[{\"url\":\"https://a\"}]}");

        Generation done = generation(send("direct:queue", PROMPT));

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.providerStatus()).isEqualTo("COMPLETED");
        assertThat(done.artifacts()).hasSize(1);
    }

    @Test
    void aResultThatIsAnErrorIsAFailureAlsoWithStatus200() {
        answer("POST /acme/flux/dev?hook=https%3A%2F%2Fme.example%2Fh", "{\"request_id\":\"r1\"}");
        answer("GET /acme/flux/requests/r1/status", "{\"status\":\"COMPLETED\"}");
        answer("GET /acme/flux/requests/r1", "{\"error\":{\"code\":\"nsfw\",\"message\":\"withheld\"}}");

        assertThat(send("direct:queue", PROMPT).getException())
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageContaining("withheld");
    }

    @Test
    void anAnswerWithoutAResultIsReadAgain() {
        answer("POST /acme/flux/dev?hook=https%3A%2F%2Fme.example%2Fh", "{\"request_id\":\"r1\"}");
        answer("GET /acme/flux/requests/r1/status", "{\"status\":\"COMPLETED\"}");
        answers.to(
                "GET /acme/flux/requests/r1",
                Peer.json("200 OK", ""),
                Peer.json("200 OK", "{\"images\":[{\"url\":\"https://a\"}]}"));

        assertThat(generation(send("direct:queue", PROMPT)).artifacts()).hasSize(1);
    }

    @Test
    void aParameterMayTravelInAHeaderAndIsLeftOutWhereItIsNotSet() {
        answer("POST /acme/flux", "{\"request_id\":\"r1\"}");

        generation(send("direct:priority", PROMPT));

        assertThat(peer.requests().get(0)).contains("X-Priority: low\r\n").endsWith("{\"prompt\":\"" + PROMPT + "\"}");
    }

    @Test
    void aCallByIdNeedsTheModelBeforeAnythingIsSent() {
        answer("GET /acme/flux/requests/r1/status", "{\"status\":\"IN_PROGRESS\"}");

        Exchange missing = send("direct:queue-get-any", "x", ID, "r1");
        assertThat(missing.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs the model")
                .hasMessageContaining("CamelGenAiModel");
        assertThat(peer.requests()).isEmpty();

        assertThat(generation(send("direct:queue-get", "x", ID, "r1")).status()).isEqualTo(GenerationStatus.RUNNING);
    }

    @Test
    void aCancelThatComesTooLateIsNoError() {
        answer("PUT /acme/flux/requests/r1/cancel", "400 Bad Request{\"detail\":\"ALREADY_COMPLETED\"}");
        answer("GET /acme/flux/requests/r1/status", "{\"status\":\"COMPLETED\"}");
        answer("GET /acme/flux/requests/r1", "{\"images\":[{\"url\":\"https://a\"}]}");

        Generation over = generation(send("direct:queue-cancel", "x", ID, "r1"));

        assertThat(over.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(peer.requests().get(0)).contains("Content-Length: 0").doesNotContain("Content-Type");
    }

    @Test
    void aProviderIsNotPolledMoreOftenThanItAllows() {
        answer("POST /tasks", "{\"id\":\"t1\"}");
        answer("GET /tasks/t1", "{\"status\":\"RUNNING\"}", "{\"status\":\"DONE\",\"output\":[\"https://a\"]}");
        long createdAt = System.nanoTime();

        assertThat(generation(send("direct:tasks", PROMPT)).artifacts()).hasSize(1);

        assertThat(polledAt).hasSize(2);
        assertThat(Duration.ofNanos(polledAt.get(0) - createdAt)).isGreaterThan(Duration.ofMillis(2900));
        assertThat(Duration.ofNanos(polledAt.get(1) - polledAt.get(0))).isGreaterThan(Duration.ofMillis(2900));
    }

    @Test
    void aDeleteCancelsWhatRunsAndAGenerationThatIsGoneAfterItIsCanceled() {
        answer("GET /tasks/t1", "{\"status\":\"RUNNING\"}", "404 Not Found{\"error\":\"gone\"}");
        answer("DELETE /tasks/t1", "{}");

        assertThat(generation(send("direct:tasks-cancel", "x", ID, "t1")).status())
                .isEqualTo(GenerationStatus.CANCELED);
        assertThat(peer.targets()).containsExactly("GET /tasks/t1", "DELETE /tasks/t1", "GET /tasks/t1");
    }

    @Test
    void aCancelDoesNotDeleteWhatIsOver() {
        answer("GET /tasks/t1", "{\"status\":\"DONE\",\"output\":[\"https://a\"]}");

        assertThat(generation(send("direct:tasks-cancel", "x", ID, "t1")).status())
                .isEqualTo(GenerationStatus.COMPLETED);
        assertThat(peer.targets()).containsOnly("GET /tasks/t1");
    }

    @Test
    void aCancelOfAnIdThatNobodyKnowsIsAnError() {
        assertThat(send("direct:tasks-cancel", "x", ID, "t9").getException()).isInstanceOf(GenAiException.class);
        assertThat(peer.targets()).containsOnly("GET /tasks/t9");
    }

    @Test
    void aJobIsPolledWhereTheProviderSaysAlsoAfterAnAnswerWithoutThat() {
        answer(
                "POST /jobs",
                "{\"id\":\"j1\",\"polling_url\":\"http://127.0.0.1:" + peer.port() + "/eu/j1?token=a%2Fb\"}");
        answer("GET /eu/j1?token=a%2Fb", "{\"status\":\"pending\"}", "{\"status\":\"ready\",\"text\":\"hello\"}");

        assertThat(generation(send("direct:links", PROMPT)).text()).isEqualTo("hello");
        assertThat(peer.targets()).containsExactly("POST /jobs", "GET /eu/j1?token=a%2Fb", "GET /eu/j1?token=a%2Fb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/j1",
                "http://a.links.example/j1",
                "https://links.example/j1",
                "https://a.links.example.evil.test/j1",
                "https://user@evil.example/j1",
                "http://127.0.0.1:1/j1",
                "ftp://other.example/j1",
                "no url"
            })
    void theKeyGoesToDeclaredHostsOnly(String url) {
        answer("POST /jobs", "{\"id\":\"j1\",\"polling_url\":\"" + url + "\"}");
        answer("GET /jobs?id=j1", "{\"status\":\"ready\",\"text\":\"hello\"}");

        assertThat(generation(send("direct:links", PROMPT)).text()).isEqualTo("hello");
        assertThat(peer.targets()).as("the general address").containsExactly("POST /jobs", "GET /jobs?id=j1");
    }

    @Test
    void theCallForTheResultContainsValuesOfTheState() {
        answer("POST /video", "{\"task_id\":\"t1\",\"base\":{\"code\":0,\"text\":\"success\"}}");
        answer(
                "GET /query?task_id=t1",
                "{\"task_id\":\"t1\",\"status\":\"Waiting\",\"file\":{\"id\":\"\"}}",
                "{\"task_id\":\"t1\",\"status\":\"Success\",\"file\":{\"id\":17},\"owner\":\"me & you\"}");
        answer("GET /files/17?of=me%20%26%20you", "{\"download\":{\"url\":\"https://files.example/17.mp4\"}}");

        Generation done = generation(send("direct:files", PROMPT));

        assertThat(done.artifacts()).extracting(each -> each.url()).containsExactly("https://files.example/17.mp4");
    }

    @Test
    void aStateThatLacksAValueOfTheCallForTheResultIsReadAgain() {
        answer("POST /video", "{\"task_id\":\"t1\"}");
        answer(
                "GET /query?task_id=t1",
                "{\"status\":\"Success\",\"file\":{\"id\":\" \"},\"owner\":\"me\"}",
                "{\"status\":\"Success\",\"file\":{\"id\":17},\"owner\":\"me\"}");
        answer("GET /files/17?of=me", "{\"download\":{\"url\":\"https://files.example/17.mp4\"}}");

        assertThat(generation(send("direct:files", PROMPT)).artifacts()).hasSize(1);
        assertThat(peer.targets())
                .containsExactly(
                        "POST /video", "GET /query?task_id=t1", "GET /query?task_id=t1", "GET /files/17?of=me");
    }

    @Test
    void aRejectionMayHaveAStatusOfSuccess() {
        answer("POST /video", "{\"task_id\":\"\",\"base\":{\"code\":1004,\"text\":\"login fail\"}}");

        Exchange rejected = send("direct:files", PROMPT);

        assertThat(rejected.getException())
                .isInstanceOf(GenAiHttpException.class)
                .hasMessage("files answered POST /video with 200 1004: login fail");
        assertThat(((GenAiException) rejected.getException()).isNothingCreated())
                .isTrue();
        assertThat(peer.targets()).containsExactly("POST /video");
    }

    @Test
    void aRejectionWithAStatusOfSuccessIsRetriedWhereThatMaySucceed() {
        answer(
                "POST /video",
                "{\"task_id\":\"\",\"base\":{\"code\":\"busy\",\"text\":\"later\"}}",
                "{\"task_id\":\"t1\",\"status\":\"Success\",\"file\":{\"id\":17},\"owner\":\"me\"}");
        answer("GET /query?task_id=t1", "{\"status\":\"Success\",\"file\":{\"id\":17},\"owner\":\"me\"}");
        answer("GET /files/17?of=me", "{\"download\":{\"url\":\"https://files.example/17.mp4\"}}");

        assertThat(generation(send("direct:files", PROMPT)).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(peer.targets()).filteredOn(each -> each.startsWith("POST")).hasSize(2);
    }

    @Test
    void anErrorWithAStatusOfSuccessThatIsNoRejectionIsAFailedGeneration() {
        answer("POST /video", "{\"task_id\":\"\",\"base\":{\"code\":1027,\"text\":\"withheld\"}}");

        assertThat(send("direct:files", PROMPT).getException())
                .isInstanceOf(GenerationFailedException.class)
                .hasMessageContaining("withheld");
        assertThat(peer.targets()).containsExactly("POST /video");
    }

    @Test
    void aCallWhoseUrlIsNotKnownSaysSo() {
        Exchange canceled = send("direct:links-cancel", "x", ID, "j1");

        assertThat(canceled.getException())
                .isInstanceOf(GenAiException.class)
                .hasMessageContaining("only the application that created it");
        assertThat(peer.requests()).isEmpty();
        answer("GET /jobs?id=j1", "{\"status\":\"pending\"}");
        assertThat(generation(send("direct:links-get", "x", ID, "j1")).status()).isEqualTo(GenerationStatus.QUEUED);
        await().until(() -> peer.requests().size() == 1);
    }
}
