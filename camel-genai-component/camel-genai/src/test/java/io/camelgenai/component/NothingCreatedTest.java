package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationTimeoutException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An exception says that nothing was created only where that is proven, so that a fail-over cannot pay twice. */
class NothingCreatedTest extends GenAiTestSupport {

    private static final String REJECTION = "{\"error\":{\"code\":\"rate_limited\",\"message\":\"No.\"}}";
    private static final String BROKEN = "{\"error\":{\"code\":\"internal_error\",\"message\":\"No.\"}}";
    private static final int ROOM = 1;

    private final AtomicInteger attempts = new AtomicInteger();
    private final List<Boolean> seen = new ArrayList<>();

    @Override
    public void routes(RouteBuilder routes) {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        ConnectionConfiguration nowhere = connection("llmstats", keyOf("llmstats"));
        nowhere.setBaseUrl("http://127.0.0.1:1");
        component.getConnections().put("nowhere", nowhere);
        ConnectionConfiguration retrying = connection("llmstats", keyOf("llmstats"));
        retrying.setMaxRetries(1);
        component.getConnections().put("retrying", retrying);
        component.setRepository(new MemoryGenerationRepository(ROOM, Clock.systemUTC()));
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:picture").to("genai:llmstats/flux-1.1-pro?channel=nobody");
        routes.from("direct:retried").to("genai:llmstats/flux-1.1-pro?channel=nobody&connection=retrying");
        routes.from("direct:polled").to("genai:llmstats/flux-1.1-pro?channel=nobody&timeout=2s");
        routes.from("direct:keyed").to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody&idempotencyKey=k");
        routes.from("direct:short").to("genai:privategpt?channel=nobody&timeout=50ms");
        routes.from("direct:nowhere").to("genai:llmstats/flux-1.1-pro?channel=nobody&connection=nowhere");
        routes.from("direct:redelivered")
                .errorHandler(routes.defaultErrorHandler()
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .onExceptionOccurred(this::fillAfterTheFirstAttempt))
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody");
    }

    private void fillAfterTheFirstAttempt(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        seen.add(((GenAiException) failure).isNothingCreated());
        if (attempts.getAndIncrement() == 0) {
            fill();
        }
    }

    @Override
    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = super.connection(provider, key);
        connection.setMaxRetries(0);
        connection.setHeadersTimeout(Duration.ofSeconds(5));
        return connection;
    }

    private GenAiException failure(String uri, Operation operation, String id, String prompt) {
        Exchange failed = template.request(uri, exchange -> {
            exchange.getMessage().setBody(prompt);
            exchange.getMessage().setHeader(GenAiConstants.OPERATION, operation.name());
            exchange.getMessage().setHeader(GenAiConstants.GENERATION_ID, id);
        });
        assertThat(failed.getException()).isInstanceOf(GenAiException.class);
        return (GenAiException) failed.getException();
    }

    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
        status, rejection, nothing created
        307,    false,     false
        400,    false,     true
        401,    false,     true
        403,    false,     true
        404,    false,     true
        408,    false,     false
        409,    false,     true
        422,    false,     true
        429,    false,     true
        500,    false,     false
        502,    false,     false
        503,    false,     false
        503,    true,      true
        """)
    void anAnswerToACreateProvesWhatItProves(int status, boolean rejection, boolean nothing) {
        simulator.fault(Fault.status(status)
                .body(rejection ? REJECTION : BROKEN)
                .on("llmstats", "create")
                .build());

        GenAiException failure = failure("direct:picture", Operation.create, null, PROMPT);

        assertThat(failure.isNothingCreated()).isEqualTo(nothing);
        assertThat(failure).isInstanceOf(nothing ? GenAiHttpException.class : GenerationOutcomeUnknownException.class);
    }

    @Test
    void aConnectionThatWasNeverEstablishedIsAProof() {
        GenAiException failure = failure("direct:nowhere", Operation.generate, null, PROMPT);

        assertThat(failure).isInstanceOf(GenAiConnectException.class);
        assertThat(failure.isNothingCreated()).isTrue();
    }

    @Test
    void aRejectionAfterARetryIsAProof() {
        simulator.fault(Fault.status(429)
                .retryAfter("0")
                .on("llmstats", "create")
                .times(2)
                .build());

        assertThat(failure("direct:retried", Operation.create, null, PROMPT).isNothingCreated())
                .isTrue();
        assertThat(requests("llmstats", "create")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DROP_AFTER_CREATE", "CUT", "RESET", "STALL", "RESET_REQUEST"})
    void aLostAnswerIsNoProof(Fault.Kind kind) {
        simulator.fault(Fault.of(kind).on("llmstats", "create").build());

        GenAiException failure = failure("direct:picture", Operation.create, null, PROMPT);

        assertThat(failure).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(failure.isNothingCreated()).isFalse();
    }

    @Test
    void aGenerationThatFailsExists() {
        GenAiException failure = failure("direct:picture", Operation.generate, null, PROMPT + " [fail]");

        assertThat(failure).isInstanceOf(GenerationFailedException.class);
        assertThat(failure.isNothingCreated()).isFalse();
    }

    @Test
    void aGenerationThatTakesTooLongExists() {
        GenAiException failure = failure("direct:short", Operation.generate, null, PROMPT + " [takes 30s]");

        assertThat(failure).isInstanceOf(GenerationTimeoutException.class);
        assertThat(failure.isNothingCreated()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "await", "track"})
    void aCallByIdThatIsRefusedIsNoProof(Operation operation) {
        assertThat(failure("direct:picture", operation, "unknown", PROMPT).isNothingCreated())
                .isFalse();
        assertThat(failure("direct:nowhere", operation, "unknown", PROMPT).isNothingCreated())
                .isFalse();
    }

    @Test
    void aPollThatIsRefusedAfterTheCreateIsNoProof() {
        simulator.fault(Fault.status(401).on("llmstats", "get").times(1_000).build());

        GenAiException failure = failure("direct:polled", Operation.generate, null, PROMPT);

        assertThat(failure.isNothingCreated()).isFalse();
        assertThat(simulator.generationsCreated()).isOne();
        simulator.clearFaults();
    }

    private void fill() {
        int reserved = 0;
        while (runtime().threads().calls().reserve()) {
            reserved++;
        }
        assertThat(reserved).isPositive();
    }

    @Test
    void aPermitThatWasNotGrantedIsAProofForACreateAlone() {
        fill();

        assertThat(failure("direct:picture", Operation.generate, null, PROMPT).isNothingCreated())
                .isTrue();
        assertThat(failure("direct:picture", Operation.get, "17", PROMPT).isNothingCreated())
                .isFalse();
        assertThat(failure("direct:keyed", Operation.create, null, PROMPT).isNothingCreated())
                .as("an earlier exchange may have created it with this key")
                .isFalse();
    }

    @Test
    void aPermitThatWasNotGrantedToARedeliveryIsNoProofAfterAnUnknownOutcome() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        send("direct:redelivered", PROMPT);

        assertThat(seen).hasSize(2).containsOnly(false);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aPermitThatWasNotGrantedToARedeliveryIsAProofAfterARejection() {
        simulator.fault(Fault.status(429).on("llmstats", "create").build());
        send("direct:redelivered", PROMPT);

        assertThat(seen).hasSize(2).containsOnly(true);
    }

    @Test
    void aFullRepositoryIsAProofUnlessThereIsAKey() {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        assertThat(failure("direct:picture", Operation.create, null, PROMPT)).isNotNull();

        GenAiException refused = failure("direct:picture", Operation.create, null, PROMPT);
        GenAiException keyed = failure("direct:keyed", Operation.create, null, PROMPT);

        assertThat(List.of(refused, keyed))
                .allSatisfy(each -> assertThat(each).hasMessageContaining("accepts no more"));
        assertThat(refused.isNothingCreated()).isTrue();
        assertThat(keyed.isNothingCreated()).isFalse();
        assertThat(requests("llmstats", "create")).hasSize(1);
    }
}
