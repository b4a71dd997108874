package io.camelgenai.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One generation is paid for over both providers, whatever the first one does and whether or not the circuit is open. */
class GuardedRouteTest {

    private static final String FIRST = "llmstats";
    private static final String SECOND = "fal";

    private static final String STREAM = "genai:privategpt?operation=stream";

    /** As many failures open the circuit. */
    private static final int FAILURES = 5;

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.01).build());
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        for (String provider : new String[] {FIRST, SECOND, "privategpt"}) {
            ConnectionConfiguration connection = new ConnectionConfiguration();
            connection.setBaseUrl(simulator.baseUrl(provider));
            connection.setApiKey("ze_anything");
            connection.setMaxRetries(0);
            context.getComponent("genai", GenAiComponent.class).getConnections().put(provider, connection);
        }
        context.addRoutes(new GuardedRoute());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:inside")
                        .circuitBreaker()
                        .to(STREAM)
                        .convertBodyTo(String.class)
                        .end();
                from("direct:outside").circuitBreaker().to(STREAM).end().convertBodyTo(String.class);
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private Exchange send(String prompt) {
        return send("direct:guarded", prompt);
    }

    private Exchange send(String route, String prompt) {
        return context.createProducerTemplate()
                .request(route, exchange -> exchange.getMessage().setBody(prompt));
    }

    private static String provider(Exchange done) {
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(Generation.class).provider();
    }

    @Test
    void theSecondProviderIsAskedWhereTheFirstOneHasCreatedNothing() {
        assertThat(provider(send("a paper boat"))).isEqualTo(FIRST);

        simulator.fault(Fault.status(429).on(FIRST, "create").build());

        assertThat(provider(send("a paper kite"))).isEqualTo(SECOND);
        assertThat(simulator.generationsCreated()).isEqualTo(2);
    }

    @Test
    void theSecondProviderIsNotAskedWhereTheFirstOneMayHaveCreatedIt() {
        simulator.fault(Fault.dropAfterCreate().on(FIRST, "create").build());

        Exchange lost = send("a paper boat");
        Exchange failed = send("a paper boat [fail]");

        assertThat(lost.getException())
                .isInstanceOfSatisfying(GenAiException.class, failure -> assertThat(failure.isNothingCreated())
                        .isFalse());
        assertThat(failed.getException()).isInstanceOf(GenerationFailedException.class);
        assertThat(simulator.requests(SECOND, "create")).isEmpty();
    }

    @Test
    void anOpenCircuitAsksTheSecondProviderOnly() {
        simulator.fault(Fault.status(429).on(FIRST, "create").times(FAILURES).build());
        for (int i = 0; i < FAILURES; i++) {
            assertThat(provider(send("a paper boat"))).isEqualTo(SECOND);
        }

        assertThat(provider(send("a paper kite"))).isEqualTo(SECOND);

        assertThat(simulator.requests(FIRST, "create")).hasSize(FAILURES);
        assertThat(simulator.generationsCreated()).isEqualTo(FAILURES + 1);
    }

    @Test
    void aStreamIsReadWithinItsCircuitBreaker() {
        assertThat(send("direct:inside", "say hello").getMessage().getBody(String.class))
                .isNotBlank();
        assertThat(send("direct:outside", "say hello").getException())
                .hasStackTraceContaining("wireTap and circuitBreaker send exchanges of their own");
    }
}
