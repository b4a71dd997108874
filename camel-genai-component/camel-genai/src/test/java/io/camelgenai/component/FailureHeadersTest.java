package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.simulator.Fault;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Out headers stand on every failure, also where no id is known, and none of an earlier generation stays beside them. */
class FailureHeadersTest extends GenAiTestSupport {

    private static final Map<String, Object> OF_AN_EARLIER_ONE = Map.of(
            GenAiConstants.STATUS, "COMPLETED",
            GenAiConstants.PROVIDER, "earlier",
            GenAiConstants.RESPONSE_MODEL, "earlier",
            GenAiConstants.FINISH_REASON, "stop",
            GenAiConstants.OUTPUT_TOKENS, 5L,
            GenAiConstants.PROGRESS, 1.0,
            GenAiConstants.REQUEST_ID, "earlier",
            GenAiConstants.ERROR_CODE, "earlier",
            GenAiConstants.ERROR_MESSAGE, "earlier",
            GenAiConstants.RETRYABLE, true);

    @Override
    public void routes(RouteBuilder routes) {
        routes.errorHandler(routes.noErrorHandler());
        for (String connection : List.of("privategpt", "nowhere")) {
            routes.from("direct:" + connection)
                    .to("genai:privategpt?channel=nobody&maxRetries=0&connection=" + connection + baseUrl(connection));
        }
        routes.from("direct:impatient").to("genai:privategpt?channel=nobody&timeout=50ms");
    }

    private static String baseUrl(String connection) {
        return connection.equals("nowhere") ? "&baseUrl=http://127.0.0.1:1" : "";
    }

    @Override
    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = super.connection(provider, key);
        connection.setMaxRetries(0);
        return connection;
    }

    private Exchange perform(String uri, Operation operation, String id, Object body) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().getHeaders().putAll(OF_AN_EARLIER_ONE);
            exchange.getMessage().setHeader(GenAiConstants.OPERATION, operation.name());
            exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, id);
        });
    }

    /** @param status the status that is known, or null */
    private static void assertHeaders(Exchange failed, String id, String status) {
        Map<String, Object> headers = failed.getMessage().getHeaders();
        SoftAssertions all = new SoftAssertions();
        all.assertThat(failed.getException()).isNotNull();
        all.assertThat(headers).containsEntry(GenAiConstants.PROVIDER, "privategpt");
        all.assertThat(headers.get(GenAiConstants.GENERATION_ID)).as("id").isEqualTo(id);
        all.assertThat(headers.get(GenAiConstants.STATUS)).as("status").isEqualTo(status);
        all.assertThat(headers.get(GenAiConstants.ERROR_MESSAGE))
                .asString()
                .isNotBlank()
                .isNotEqualTo("earlier");
        all.assertThat(headers)
                .doesNotContainValue("earlier")
                .doesNotContainValue(5L)
                .doesNotContainValue(1.0);
        all.assertThat(headers).doesNotContainKey(GenAiConstants.OPERATION);
        all.assertAll();
    }

    /** The provider has no files. */
    @ParameterizedTest
    @EnumSource(
            names = {"download", "webhook"},
            mode = EnumSource.Mode.EXCLUDE)
    void theProviderIsNotReached(Operation operation) {
        Exchange failed = perform("direct:nowhere", operation, "17", PROMPT);

        assertHeaders(failed, operation.creates() ? null : "17", null);
        assertThat(failed.getMessage().getHeader(GenAiConstants.RETRYABLE)).isEqualTo(true);
    }

    @ParameterizedTest
    @EnumSource
    void theInputIsRefusedBeforeAnythingIsSent(Operation operation) {
        Exchange failed = perform("direct:privategpt", operation, operation.creates() ? "17" : "..", null);

        assertHeaders(failed, operation.creates() ? null : "..", null);
        assertThat(failed.getMessage().getHeader(GenAiConstants.RETRYABLE)).isEqualTo(false);
        assertThat(simulator.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"attach", "await", "get", "track"})
    void theProviderDoesNotKnowTheId(Operation operation) {
        Exchange failed = perform("direct:privategpt", operation, "unknown", PROMPT);

        assertHeaders(failed, "unknown", null);
        assertThat(failed.getMessage().getHeader(GenAiConstants.RETRYABLE)).isEqualTo(false);
    }

    @ParameterizedTest
    @EnumSource(names = {"generate", "create", "stream"})
    void theProviderRefusesTheCreate(Operation operation) {
        Exchange failed = perform("direct:privategpt", operation, "17", PROMPT + " [reject]");

        assertHeaders(failed, null, null);
        assertThat(failed.getMessage().getHeaders()).containsKey(GenAiConstants.ERROR_CODE);
    }

    @ParameterizedTest
    @EnumSource(names = {"generate", "create", "stream"})
    void theOutcomeIsUnknown(Operation operation) {
        simulator.fault(Fault.status(500).on("privategpt", "create").build());
        Exchange failed = perform("direct:privategpt", operation, "17", PROMPT);

        assertThat(failed.getMessage().getHeader(GenAiConstants.GENERATION_ID)).isNotEqualTo("17");
        assertHeaders(failed, failed.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class), null);
    }

    @Test
    void theGenerationFailed() {
        Exchange failed = perform("direct:privategpt", Operation.generate, "17", PROMPT + " [fail]");

        assertHeaders(failed, idOf(failed, GenerationFailedException.class), "FAILED");
    }

    @Test
    void theGenerationIsNotTerminalInTime() {
        Exchange failed = perform("direct:impatient", Operation.generate, "17", PROMPT + " [takes 30s]");
        String id = idOf(failed, GenerationTimeoutException.class);

        assertHeaders(
                failed,
                id,
                failed.getException(GenerationTimeoutException.class)
                        .getGeneration()
                        .status()
                        .name());
        Exchange awaited = perform("direct:impatient", Operation.await, id, PROMPT);
        assertHeaders(
                awaited,
                id,
                awaited.getException(GenerationTimeoutException.class)
                        .getGeneration()
                        .status()
                        .name());
    }

    private static String idOf(Exchange failed, Class<? extends GenAiException> type) {
        return failed.getException(type).getGenerationId();
    }

    @Test
    void theOperationDoesNotExist() {
        Exchange failed = template.request("direct:privategpt", exchange -> {
            exchange.getMessage().getHeaders().putAll(OF_AN_EARLIER_ONE);
            exchange.getMessage().setHeader(GenAiConstants.OPERATION, "destroy");
            exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, "17");
        });

        assertHeaders(failed, "17", null);
    }

    @Test
    void aSuccessAfterAFailureHasNoneOfItsHeaders() {
        Exchange done = perform("direct:privategpt", Operation.create, "17", PROMPT);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders())
                .doesNotContainKeys(GenAiConstants.REQUEST_ID, GenAiConstants.ERROR_CODE, GenAiConstants.ERROR_MESSAGE)
                .containsEntry(
                        GenAiConstants.GENERATION_ID,
                        done.getMessage().getBody(Generation.class).id());
    }
}
