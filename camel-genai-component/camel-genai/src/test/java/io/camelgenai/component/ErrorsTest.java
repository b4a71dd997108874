package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.forked.FreePort;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The error messages for mistakes, reported before anything is sent wherever possible. */
class ErrorsTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:picture").to("genai:llmstats/flux-1.1-pro");
        routes.from("direct:noModel").to("genai:llmstats");
        routes.from("direct:json").to("genai:llmstats/flux-1.1-pro?inputFormat=json");
        routes.from("direct:text").to("genai:privategpt?operation=create&channel=nobody");
        routes.from("direct:get").to("genai:privategpt?operation=get");
    }

    private String failureOf(Exchange exchange) {
        assertThat(exchange.getException()).isNotNull();
        return exchange.getException().getMessage();
    }

    private void assertNothingWasSent() {
        assertThat(simulator.requests()).isEmpty();
    }

    /** The failure with which a route of this endpoint does not start. */
    private Throwable startFailure(String uri) {
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + uri.hashCode()).routeId("refused").to(uri);
                }
            });
            return new AssertionError("It started");
        } catch (Exception e) {
            return rootOf(e);
        }
    }

    private static Throwable rootOf(Throwable e) {
        return e.getCause() == null ? e : rootOf(e.getCause());
    }

    @Test
    void anUnknownProviderNamesTheNearest() {
        assertThat(startFailure("genai:llmstat/flux-1.1-pro"))
                .hasMessageStartingWith("Unknown provider 'llmstat'; did you mean 'llmstats'?");
    }

    @Test
    void anOperationThatTheProviderLacksListsThoseItHas() {
        assertThat(startFailure("genai:llmstats/flux-1.1-pro?operation=cancel"))
                .hasMessage(
                        "Provider llmstats has no operation cancel; it has generate, create, await, get, track, download");
        assertThat(startFailure("genai:llmstats/flux-1.1-pro?operation=stream"))
                .hasMessageStartingWith("Provider llmstats has no operation stream");
    }

    @Test
    void anOperationThatIsChosenByHeaderFailsInTheExchange() {
        assertThat(failureOf(send("direct:picture", PROMPT, "CamelGenAiOperation", "delete")))
                .isEqualTo(
                        "Provider llmstats has no operation delete; it has generate, create, await, get, track, download");
        assertThat(failureOf(send("direct:picture", PROMPT, "CamelGenAiOperation", "destroy")))
                .startsWith("Unknown operation 'destroy'; known are generate, create, stream");
        assertNothingWasSent();
    }

    @Test
    void aMissingKeyNamesTheOptionAndTheEnvironmentVariable() {
        assertThat(startFailure("genai:llmstats/flux-1.1-pro?connection=other"))
                .hasMessage("Connection other: the option apiKey is missing. Set"
                        + " camel.component.genai.connections[other].apiKey, or the environment variable"
                        + " LLMSTATS_API_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "caf\u00e9", "a\u0000b"})
    void F68_aKeyThatNoHeaderCanCarryIsRefusedWithoutShowingIt(String key) {
        ConnectionConfiguration connection = connection("llmstats", key);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("odd", connection);

        assertThat(startFailure("genai:llmstats/flux-1.1-pro?connection=odd"))
                .hasMessage(
                        "Connection odd: the property camel.component.genai.connections[odd].apiKey contains a character that no HTTP header may contain");
    }

    @Test
    void aKeyIsNotSentInTheClear() {
        ConnectionConfiguration connection = connection("llmstats", KEY);
        connection.setBaseUrl("http://gateway.invalid/");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("plain", connection);

        assertThat(startFailure("genai:llmstats/flux-1.1-pro?connection=plain"))
                .hasMessage(
                        "Connection plain: the property camel.component.genai.connections[plain].baseUrl would send the"
                                + " key over http to another host. Use https, or set allowPlainHttp");
    }

    @Test
    void twoEndpointsThatSetOneOptionDifferentlyAreRefused() {
        context.getEndpoint("genai:privategpt?connection=shared&idleTimeout=5s");

        assertThatThrownBy(() -> context.getEndpoint("genai:privategpt?connection=shared&idleTimeout=6s"))
                .rootCause()
                .hasMessage(
                        "Two endpoints set the option idleTimeout of connection shared to different values. Give one"
                                + " of them a connection of its own with the option connection");
    }

    @Test
    void twoConsumersThatWouldAcknowledgeTheSameAreRefused() throws Exception {
        context.addRoutes(consumer("genai:privategpt?channel=one"));

        assertThatThrownBy(() -> context.addRoutes(consumer("genai:privategpt/some-model?channel=one")))
                .hasMessageStartingWith(
                        "Two consumers would acknowledge the same generation of privategpt in channel one");
    }

    private static RouteBuilder consumer(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("mock:any");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "\n"})
    void aMissingPromptFailsBeforeAnythingIsSent(String prompt) {
        assertThat(failureOf(send("direct:picture", prompt)))
                .isEqualTo("No prompt: the body is empty. Set it to a text, or to the provider's request object");
        assertThat(failureOf(send("direct:picture", null))).startsWith("No prompt");
        assertNothingWasSent();
    }

    @Test
    void aBodyThatIsNeitherTextNorARequestFails() {
        assertThat(failureOf(send("direct:picture", List.of(PROMPT)))).contains("is no prompt");
        assertThat(failureOf(send("direct:picture", Map.of()))).contains("is no request object");
        assertNothingWasSent();
    }

    @Test
    void aMissingModelFails() {
        assertThat(failureOf(send("direct:noModel", PROMPT)))
                .isEqualTo("No model: name it in the URI, genai:llmstats/MODEL, or in the header CamelGenAiModel");
        assertNothingWasSent();
    }

    @Test
    void malformedJsonIsReportedWithItsLocationAndWithoutItsContent() {
        assertThat(failureOf(send("direct:json", "{\"prompt\": \"" + PROMPT)))
                .startsWith("The body is not JSON at line 1, column ")
                .doesNotContain(PROMPT);
        assertThat(failureOf(send("direct:json", "[1]")))
                .isEqualTo("The body is JSON, but not an object (inputFormat=json)");
        assertNothingWasSent();
    }

    @Test
    void aParameterOfTheWrongTypeIsNamed() {
        assertThat(failureOf(send("direct:picture", PROMPT, "CamelGenAiParams", Map.of("seed", "many"))))
                .isEqualTo("Parameter 'seed' is not of type integer");
        assertNothingWasSent();
    }

    @Test
    void aMissingGenerationIdFails() {
        assertThat(failureOf(send("direct:get", "x")))
                .isEqualTo("No generation: set the header CamelGenAiGenerationId, or the option generationId");
        assertNothingWasSent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "a\r\nb"})
    void F71_anIdThatWouldLeadElsewhereIsRefused(String id) {
        assertThat(failureOf(send("direct:get", "x", GenAiConstants.GENERATION_ID, id)))
                .startsWith("A generation id or a model cannot contain");
        assertNothingWasSent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../delete", "a/b", "a?b=c", "a%2fb", "//host"})
    void F71_anIdIsOneSegmentOfThePath(String id) {
        send("direct:get", "x", GenAiConstants.GENERATION_ID, id);

        assertThat(simulator.requests()).hasSize(1);
        assertThat(simulator.requests().get(0).path()).matches("/privategpt/v1/messages/async/[^/?]+/status");
    }

    @Test
    void theProvidersErrorIsReportedInItsWords() {
        Exchange failed = send("direct:picture", PROMPT, "CamelGenAiModel", "abacus");

        assertThat(failed.getException()).isInstanceOfSatisfying(GenAiHttpException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(403);
            assertThat(e.getCode()).isEqualTo("model_unavailable");
            assertThat(e.isRetryable()).isFalse();
            assertThat(e.getProvider()).isEqualTo("llmstats");
            assertThat(e)
                    .hasMessageStartingWith(
                            "llmstats answered POST /llmstats/v1/generations with 403 model_unavailable: ");
        });
        assertThat(failed.getMessage().getHeader("CamelGenAiErrorCode")).isEqualTo("model_unavailable");
        assertThat(failed.getMessage().getHeader("CamelGenAiRetryable")).isEqualTo(false);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void aRejectedPromptIsNotSentAgain() {
        Exchange failed = send("direct:picture", PROMPT + " [reject]");

        assertThat(failed.getException(GenAiHttpException.class).getCode()).isEqualTo("content_policy");
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void F12_aRateLimitDelaysTheRetry() {
        simulator.fault(Fault.status(429)
                .retryAfter("0")
                .on("llmstats", "create")
                .times(2)
                .build());

        assertThat(send("direct:picture", PROMPT).getException()).isNull();
        assertThat(requests("llmstats", "create")).hasSize(3);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void F12_aRetryAfterBeyondTheMaximumFailsAtOnce() {
        simulator.fault(
                Fault.status(429).retryAfter("3600").on("llmstats", "create").build());
        Exchange failed = send("direct:picture", PROMPT);

        assertThat(failed.getException(GenAiHttpException.class).getRetryAfter())
                .isEqualTo(Duration.ofHours(1));
        assertThat(failed.getMessage().getHeader("CamelGenAiRetryable")).isEqualTo(true);
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 408})
    void aResponseThatProvesNothingIsAnUnknownOutcomeAndOneRequest(int status) {
        simulator.fault(
                Fault.status(status).retryAfter("0").on("llmstats", "create").build());
        Exchange failed = send("direct:picture", PROMPT);

        assertThat(failed.getException())
                .isInstanceOf(GenerationOutcomeUnknownException.class)
                .hasMessageStartingWith("It is not known whether llmstats accepted the create: ")
                .hasCauseInstanceOf(GenAiHttpException.class);
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void F22_aRedirectToNowhereIsAnErrorAndNoLoop(int status) {
        simulator.fault(
                Fault.status(status).on("privategpt", "status").times(100).build());
        Exchange failed = send("direct:get", "x", GenAiConstants.GENERATION_ID, "1");

        assertThat(failed.getException())
                .isInstanceOf(GenAiHttpException.class)
                .hasMessageContaining("with " + status + ", a redirect to nowhere");
        assertThat(simulator.requests()).hasSize(1);
    }

    @Test
    void F46_aCreateWhoseResponseIsLostIsAnUnknownOutcomeAndOneGeneration() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        Exchange failed = send("direct:picture", PROMPT);

        assertThat(failed.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(requests("llmstats", "create")).hasSize(1);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void F46_aCreateWithOurIdIsRetriedAndCreatesOne() {
        simulator.fault(Fault.dropAfterCreate().on("privategpt", "create").build());
        Exchange created = send("direct:text", PROMPT);

        assertThat(created.getException()).isNull();
        assertThat(created.getMessage().getHeader("CamelGenAiGenerationId")).isNotNull();
        assertThat(requests("privategpt", "create")).hasSize(2);
        assertThat(requests("privategpt", "status")).hasSize(1);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void F49_aResponseWithoutAnIdIsAnUnknownOutcome() {
        simulator.fault(
                Fault.status(200).body("<html>").on("llmstats", "create").build());

        assertThat(send("direct:picture", PROMPT).getException())
                .isInstanceOf(GenerationOutcomeUnknownException.class)
                .hasMessageContaining("it answered without an id");
    }

    @Test
    void F9_aProviderThatNeverAnswersIsAnUnknownOutcome() throws Exception {
        ConnectionConfiguration slow = connection("llmstats", KEY);
        slow.setHeadersTimeout(Duration.ofSeconds(1));
        context.getComponent("genai", GenAiComponent.class).getConnections().put("slow", slow);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:slow").to("genai:llmstats/flux-1.1-pro?connection=slow");
            }
        });
        simulator.fault(Fault.stall().on("llmstats", "create").build());

        assertThat(send("direct:slow", PROMPT).getException())
                .isInstanceOf(GenerationOutcomeUnknownException.class)
                .hasMessageContaining("no answer within 1000 ms (option headersTimeout)");
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void F2_anUnreachableHostIsReportedAndNothingIsSent() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:nowhere")
                        .to(
                                "genai:privategpt?connection=nowhere&maxRetries=1&retryDelay=1ms&baseUrl=http://127.0.0.1:1");
            }
        });

        assertThat(send("direct:nowhere", PROMPT).getException())
                .isInstanceOf(GenAiConnectException.class)
                .hasMessageMatching(
                        "Could not connect to privategpt at 127.0.0.1:\\d+: ConnectException \\(.*\\)\\. Check"
                                + " the option baseUrl, the network and the certificate");
    }

    @Test
    void F2_aCreateThatNeverArrivedIsRetried() throws Exception {
        int port = FreePort.find();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:later")
                        .to(
                                "genai:privategpt?operation=create&channel=x&connection=later&maxRetries=100&retryDelay=300ms"
                                        + "&maxRetryDelay=300ms&baseUrl=http://127.0.0.1:" + port + "/privategpt");
            }
        });
        var created = template.asyncSend(
                "direct:later", exchange -> exchange.getMessage().setBody(PROMPT));
        simulator.close();
        simulator = GenAiSimulator.start(port);

        assertThat(created.join().getException()).isNull();
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void everyExceptionNamesTheProvider() {
        Exchange failed = send("direct:get", "x", GenAiConstants.GENERATION_ID, "nothing");

        assertThat(failed.getException(GenAiException.class).getProvider()).isEqualTo("privategpt");
        assertThat(failed.getException(GenAiException.class).getGenerationId()).isEqualTo("nothing");
        assertThat(failed.getMessage().getHeader("CamelGenAiProvider")).isEqualTo("privategpt");
    }
}
