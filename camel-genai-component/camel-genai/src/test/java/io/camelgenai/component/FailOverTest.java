package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.Fault;
import java.time.Duration;
import java.util.stream.Stream;
import javax.naming.ServiceUnavailableException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The routes of the page that fail over to another provider: whatever the first one does, one generation is paid for over both,
 * and the second provider gets nothing where the first may have created it.
 */
class FailOverTest extends GenAiTestSupport {

    private static final String FIRST = "llmstats";
    private static final String SECOND = "fal";
    private static final String REJECTION = "{\"error\":{\"code\":\"rate_limited\",\"message\":\"No.\"}}";

    /** What the first provider does with a create, and which provider is paid for it. */
    enum Case {
        ACCEPTED(null, true),
        LIMITED(Fault.status(429).on(FIRST, "create").build(), false),
        REFUSED(Fault.status(400).on(FIRST, "create").build(), false),
        KEY_REFUSED(Fault.status(401).on(FIRST, "create").build(), false),
        REJECTED_WITH_503(Fault.status(503).body(REJECTION).on(FIRST, "create").build(), false),
        NOT_REACHED(null, false),
        ANSWERED_WITH_503(Fault.status(503).body("upstream").on(FIRST, "create").build(), true),
        ANSWERED_WITH_408(Fault.status(408).on(FIRST, "create").build(), true),
        LOST(Fault.dropAfterCreate().on(FIRST, "create").build(), true),
        CUT(Fault.cut().on(FIRST, "create").build(), true),
        RESET(Fault.reset().on(FIRST, "create").build(), true),
        SILENT(Fault.stall().on(FIRST, "create").build(), true),
        FAILED(null, true),
        TIMED_OUT(null, true);

        private final @Nullable Fault fault;
        private final boolean first;

        Case(@Nullable Fault fault, boolean first) {
            this.fault = fault;
            this.first = first;
        }

        /** The status of an answer that does not say whether the provider created something; the simulator did not. */
        boolean mayHaveCreated() {
            return this == ANSWERED_WITH_503 || this == ANSWERED_WITH_408;
        }

        String prompt() {
            return PROMPT + (this == FAILED ? " [fail]" : this == TIMED_OUT ? " [takes 60s]" : "");
        }
    }

    @Override
    public void routes(RouteBuilder routes) {
        ConnectionConfiguration nowhere = connection(FIRST, keyOf(FIRST));
        nowhere.setBaseUrl("http://127.0.0.1:1");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("nowhere", nowhere);
        for (String connection : new String[] {FIRST, "nowhere"}) {
            String first = "genai:llmstats/flux-1.1-pro?channel=nobody&timeout=8s&connection=" + connection;
            String second = "genai:fal/fal-ai/flux/dev?channel=nobody";
            routes.from("direct:caught-" + connection)
                    .doTry()
                    .to(first)
                    .doCatch(GenAiException.class)
                    .onWhen(routes.simple("${exception.nothingCreated}"))
                    .to(second)
                    .end();

            routes.from("direct:balanced-" + connection)
                    .loadBalance()
                    .failover(ServiceUnavailableException.class)
                    .to("direct:first-" + connection)
                    .to("direct:second-" + connection);
            branch(routes, "direct:first-" + connection, first);
            branch(routes, "direct:second-" + connection, second);
        }
    }

    private static void branch(RouteBuilder routes, String from, String to) {
        routes.from(from)
                .doTry()
                .to(to)
                .doCatch(GenAiException.class)
                .onWhen(routes.simple("${exception.nothingCreated}"))
                .throwException(ServiceUnavailableException.class, "${exception.message}")
                .end();
    }

    @Override
    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = super.connection(provider, key);
        connection.setMaxRetries(0);
        connection.setHeadersTimeout(Duration.ofSeconds(5));
        return connection;
    }

    static Stream<Arguments> routesAndCases() {
        return Stream.of("caught", "balanced")
                .flatMap(route -> Stream.of(Case.values()).map(each -> Arguments.of(route, each)));
    }

    @ParameterizedTest
    @MethodSource("routesAndCases")
    void oneGenerationIsPaidForOverBothProviders(String route, Case what) {
        if (what.fault != null) {
            simulator.fault(what.fault);
        }
        String uri = "direct:" + route + "-" + (what == Case.NOT_REACHED ? "nowhere" : FIRST);

        Exchange done = send(uri, what.prompt());

        long first = what.mayHaveCreated() ? 1 : simulator.generationsCreated(FIRST);
        long second = simulator.generationsCreated(SECOND);
        assertThat(first + second).as("paid for").isOne();
        assertThat(first).as("paid for at the first provider").isEqualTo(what.first ? 1 : 0);
        assertThat(requests(SECOND, "create")).hasSize(what.first ? 0 : 1);
        if (what.first && what != Case.ACCEPTED) {
            assertThat(done.getException())
                    .isInstanceOfSatisfying(GenAiException.class, failure -> assertThat(failure.isNothingCreated())
                            .isFalse());
        } else {
            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getBody(Generation.class).provider()).isEqualTo(what.first ? FIRST : SECOND);
        }
    }

    /** Both rejected it: the caller gets a failure, and nothing is paid for. */
    @ParameterizedTest
    @MethodSource("bothRoutes")
    void whereBothRejectItNothingIsPaidFor(String route) {
        simulator.fault(Fault.status(429).on(FIRST, "create").build());
        simulator.fault(Fault.status(429).on(SECOND, "create").build());

        Exchange failed = send("direct:" + route + "-" + FIRST, PROMPT);

        assertThat(failed.isFailed()).isTrue();
        assertThat(simulator.generationsCreated()).isZero();
        assertThat(requests(FIRST, "create")).hasSize(1);
        assertThat(requests(SECOND, "create")).hasSize(1);
    }

    static Stream<String> bothRoutes() {
        return Stream.of("caught", "balanced");
    }
}
