package io.camelgenai.component;

import static io.camelgenai.client.Peer.json;
import static io.camelgenai.client.Peer.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenerationTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A timeout ends its exchange in time, also where the provider has stopped answering: no call to it holds the exchange up. */
class TimeoutTest extends GenAiTestSupport {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration HEADERS_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration AT_MOST = HEADERS_TIMEOUT.dividedBy(3);

    private Peer peer;

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:generate")
                .toD("genai:${header.p}/some-model?channel=nobody&timeout=" + TIMEOUT.toMillis() + "ms");
        routes.from("direct:canceling")
                .toD("genai:${header.p}?operation=await&cancelOnTimeout=true&timeout=" + TIMEOUT.toMillis() + "ms");
        routes.from("direct:await").toD("genai:${header.p}?operation=await&timeout=" + TIMEOUT.toMillis() + "ms");
    }

    @AfterEach
    void stop() throws IOException {
        peer.close();
    }

    private void play(String provider, Act first) throws IOException {
        peer = new Peer(first);
        Collections.nCopies(10, silence()).forEach(peer::then);
        ConnectionConfiguration connection = connection(provider, KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        connection.setHeadersTimeout(HEADERS_TIMEOUT);
        context.getComponent("genai", GenAiComponent.class).getConnections().put(provider, connection);
    }

    private Exchange timed(String uri, String provider) {
        long startedAt = System.nanoTime();
        Exchange exchange = template.request(uri, sent -> {
            sent.getMessage().setBody(PROMPT);
            sent.getMessage().setHeader("p", provider);
            sent.getMessage().setHeader(GenAiConstants.GENERATION_ID, "g1");
        });
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isBetween(TIMEOUT.minusMillis(100), AT_MOST);
        return exchange;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "llmstats     | { 'id':'g1', 'status':'running' }",
                "skills-video | { 'id':'g1', 'status':'processing' }",
                "privategpt   | { 'message_id':'g1', 'status':'processing' }",
            })
    void aProviderThatStopsAnsweringDoesNotDelayTheTimeoutOfGenerate(String provider, String created)
            throws IOException {
        play(provider, json("200 OK", created.replace('\'', '"')));

        Exchange failed = timed("direct:generate", provider);

        assertThat(failed.getException()).isInstanceOfSatisfying(GenerationTimeoutException.class, e -> {
            assertThat(e.getGenerationId()).isEqualTo("g1");
            assertThat(e).hasMessageContaining("after 1000 ms");
        });
        await().untilAsserted(() -> assertThat(peer.requests())
                .as("the create, the observation and the last poll")
                .hasSize(3));
    }

    @ParameterizedTest
    @CsvSource({"llmstats", "skills-video", "privategpt"})
    void aProviderThatDoesNotAnswerAtAllDoesNotDelayTheTimeoutOfAwait(String provider) throws IOException {
        play(provider, silence());

        Exchange failed = timed("direct:await", provider);

        assertThat(failed.getException()).isInstanceOf(GenerationTimeoutException.class);
        assertThat(peer.requests()).hasSize(1);
    }

    @Test
    void theTimeoutOfAwaitIncludesItsFirstPoll() throws IOException {
        play("llmstats", (socket, out) -> {
            Peer.pause(socket, TIMEOUT.dividedBy(2));
            json("200 OK", "{\"id\":\"g1\",\"status\":\"running\"}").play(socket, out);
        });

        Exchange failed = timed("direct:await", "llmstats");

        assertThat(failed.getException())
                .isInstanceOf(GenerationTimeoutException.class)
                .hasMessageContaining("after 1000 ms");
    }

    @Test
    void theCancelAfterATimeoutDoesNotDelayIt() throws IOException {
        play("privategpt", json("200 OK", "{ \"message_id\":\"g1\", \"status\":\"processing\" }"));

        Exchange failed = timed("direct:canceling", "privategpt");

        assertThat(failed.getException()).isInstanceOf(GenerationTimeoutException.class);
        await().until(() ->
                peer.requests().stream().anyMatch(each -> each.startsWith("POST /v1/messages/async/g1/cancel")));
    }
}
