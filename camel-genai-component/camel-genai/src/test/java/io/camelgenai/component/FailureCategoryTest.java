package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.FaultBuilder;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A failed exchange has the properties that Camel's AI components share, for every kind of failure. */
class FailureCategoryTest extends GenAiTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration nowhere = connection("llmstats", keyOf("llmstats"));
        nowhere.setBaseUrl("http://127.0.0.1:1");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("nowhere", nowhere);
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:picture").to("genai:llmstats/flux-1.1-pro?channel=nobody");
        routes.from("direct:nowhere").to("genai:llmstats/flux-1.1-pro?channel=nobody&connection=nowhere");
        routes.from("direct:short").to("genai:privategpt?channel=nobody&timeout=50ms");
    }

    @Override
    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = super.connection(provider, key);
        connection.setMaxRetries(0);
        return connection;
    }

    /** Both properties are there before, as after an earlier failure. */
    private Exchange perform(String uri, Operation operation, Object body) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(GenAiConstants.OPERATION, operation.name());
            exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, "unknown");
            exchange.setProperty(GenAiConstants.ERROR_CATEGORY, "EARLIER");
            exchange.setProperty(GenAiConstants.RETRY_AFTER_MILLIS, 1L);
        });
    }

    private static void assertProperties(Exchange failed, String category, Long wait) {
        assertThat(failed.getException()).isNotNull();
        assertThat(failed.getProperty("CamelAiErrorCategory")).isEqualTo(category);
        assertThat(failed.getProperty("CamelAiRetryAfterMillis")).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, nullValues = "-", textBlock = """
        status, Retry-After, category,     wait
        307,    -,           UNKNOWN,      -
        400,    -,           VALIDATION,   -
        401,    -,           AUTH,         -
        403,    -,           AUTH,         -
        404,    -,           VALIDATION,   -
        408,    -,           SERVER_ERROR, -
        409,    -,           VALIDATION,   -
        422,    -,           VALIDATION,   -
        429,    7,           RATE_LIMIT,   7000
        429,    -,           RATE_LIMIT,   -
        500,    -,           SERVER_ERROR, -
        503,    3,           SERVER_ERROR, -
        """)
    void anAnswerToACreate(int status, String retryAfter, String category, Long wait) {
        FaultBuilder fault = Fault.status(status).body("{\"error\":{\"code\":\"acme\"}}");
        if (retryAfter != null) {
            fault.retryAfter(retryAfter);
        }
        simulator.fault(fault.on("llmstats", "create").build());

        assertProperties(perform("direct:picture", Operation.create, PROMPT), category, wait);
    }

    @Test
    void theWaitThatIsRequestedOfACallById() {
        simulator.fault(Fault.status(503).retryAfter("3").on("llmstats", "get").build());

        assertProperties(perform("direct:picture", Operation.get, PROMPT), "SERVER_ERROR", 3000L);
    }

    @Test
    void theIdIsUnknown() {
        assertProperties(perform("direct:picture", Operation.get, PROMPT), "VALIDATION", null);
    }

    @Test
    void theInputIsRefused() {
        assertProperties(perform("direct:picture", Operation.create, null), "VALIDATION", null);
    }

    @Test
    void theProviderIsNotReached() {
        assertProperties(perform("direct:nowhere", Operation.create, PROMPT), "UNKNOWN", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP_AFTER_CREATE", "RESET"})
    void theAnswerIsLost(Fault.Kind kind) {
        simulator.fault(Fault.of(kind).on("llmstats", "create").build());

        assertProperties(perform("direct:picture", Operation.create, PROMPT), "UNKNOWN", null);
    }

    @Test
    void theGenerationFailed() {
        assertProperties(perform("direct:picture", Operation.generate, PROMPT + " [fail]"), "UNKNOWN", null);
    }

    @Test
    void theGenerationIsNotTerminalInTime() {
        assertProperties(perform("direct:short", Operation.generate, PROMPT + " [takes 30s]"), "UNKNOWN", null);
    }

    @Test
    void aSuccessSetsNone() {
        Exchange done = send("direct:picture", PROMPT);

        assertThat(done.getException()).isNull();
        assertThat(done.getProperties()).doesNotContainKeys("CamelAiErrorCategory", "CamelAiRetryAfterMillis");
    }
}
