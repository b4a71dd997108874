package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.camelgenai.client.Peer;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.FailureKind;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.JournalEntry;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to Black Forest Labs: polls at a URL of the region, refusals as statuses, and a word in place of 404. */
class BflTest extends GenAiTestSupport {

    private static final String READY =
            "{\"id\":\"t1\",\"status\":\"Ready\",\"result\":{\"sample\":\"https://delivery.eu.bfl.ai/t1.png?sig=1\"}}";

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
        elsewhere.setProvider("bfl");
        elsewhere.setBaseUrl("http://127.0.0.1:" + peer.port());
        elsewhere.setApiKey(KEY);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("elsewhere", elsewhere);
        routes.from("direct:generate").to("genai:bfl/flux-2-pro?timeout=20s&param.width=1024&param.seed=7");
        routes.from("direct:get").to("genai:bfl?operation=get");
        routes.from("direct:elsewhere").to("genai:bfl/flux-2-pro?connection=elsewhere&timeout=20s");
    }

    private void created(String pollingUrl) {
        peer.always(
                "POST /v1/flux-2-pro",
                Peer.json(
                        "200 OK",
                        "{\"id\":\"t1\",\"polling_url\":\"" + pollingUrl + "\",\"cost\":4.5,\"output_mp\":1.05}"));
    }

    @Test
    void theModelIsInThePathAndTheKeyInAHeaderOfItsOwn() {
        Generation done = generation(send("direct:generate", PROMPT));

        JournalEntry create = firstCreate("bfl");
        assertThat(create.path()).isEqualTo("/bfl/v1/flux-2-pro");
        assertThat(create.body())
                .contains("\"width\":1024")
                .contains("\"seed\":7")
                .doesNotContain("model");
        assertThat(create.header("x-key")).isNotBlank();
        assertThat(create.header("Authorization")).isNull();
        assertThat(done.model()).isEqualTo("flux-2-pro");
        assertThat(done.artifacts()).hasSize(1);
    }

    @Test
    void theCostOfTheFirstAnswerIsThatOfTheResult() {
        assertThat(generation(send("direct:generate", PROMPT)).usage().costUsd())
                .isEqualTo(new BigDecimal("0.045"));
    }

    @Test
    void aTaskIsPolledAtTheUrlOfTheFirstAnswer() {
        created("http://127.0.0.1:" + peer.port() + "/eu/get_result?id=t1");
        peer.always("GET /eu/get_result?id=t1 ", Peer.json("200 OK", READY));

        Generation done = generation(send("direct:elsewhere", PROMPT));

        assertThat(done.artifacts())
                .extracting(each -> each.url(), each -> each.format())
                .containsExactly(tuple("https://delivery.eu.bfl.ai/t1.png?sig=1", "png"));
        assertThat(peer.targets()).containsExactly("POST /v1/flux-2-pro", "GET /eu/get_result?id=t1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://api.bfl.ai.evil.example/v1/get_result?id=t1", "http://api.eu.bfl.ai/v1/get_result?id=t1"
            })
    void theKeyDoesNotFollowAUrlToAnUndeclaredHost(String url) {
        created(url);
        peer.always("GET /v1/get_result?id=t1 ", Peer.json("200 OK", READY));

        assertThat(generation(send("direct:elsewhere", PROMPT)).artifacts()).hasSize(1);
        assertThat(peer.targets()).containsExactly("POST /v1/flux-2-pro", "GET /v1/get_result?id=t1");
    }

    @ParameterizedTest
    @CsvSource({
        "request_moderated, Request Moderated, Safety Filter",
        "content_moderated, Content Moderated, Derivative Works Filter",
        "out_of_memory, Error, The task failed: out_of_memory"
    })
    void aRefusalIsAFailureWithItsStatusAsTheCode(String marker, String code, String message) {
        Exchange failed = send("direct:generate", PROMPT + " [fail " + marker + "]");

        assertThat(failed.getException()).isInstanceOfSatisfying(GenerationFailedException.class, e -> {
            Generation generation = e.getGeneration();
            assertThat(generation.status()).isEqualTo(GenerationStatus.FAILED);
            assertThat(generation.error().code()).isEqualTo(code);
            assertThat(generation.error().message()).isEqualTo(message);
        });
    }

    @Test
    void aTaskThatIsNotFoundIsAnErrorAndNoState() {
        assertThat(send("direct:get", "x", GenAiConstants.GENERATION_ID, "t9").getException())
                .isInstanceOfSatisfying(GenAiHttpException.class, e -> {
                    assertThat(e.getStatusCode()).isEqualTo(404);
                    assertThat(e.getFailureKind()).isEqualTo(FailureKind.GONE);
                })
                .hasMessageContaining("with the status Task not found");
    }
}
