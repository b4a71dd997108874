package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiTestSupport;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.simulator.Fault;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Two components in one context, with connections of the same name, are monitored separately. */
class TwoComponentsTest extends GenAiTestSupport {

    private static final String OTHER = "pictures";

    private final MeterRegistry registry = new SimpleMeterRegistry();

    /** With JMX. */
    @Override
    public CamelContext newContext() {
        return new DefaultCamelContext();
    }

    @Override
    public void routes(RouteBuilder routes) {
        context.getRegistry().bind("metrics", registry);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        checks.register(checks.resolveById("producers"));
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        GenAiComponent other = new GenAiComponent();
        other.getConnections().put("llmstats", connection("llmstats", KEY));
        context.addComponent(OTHER, other);
        routes.from("direct:first").to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody");
        routes.from("direct:second").to("pictures:llmstats/flux-1.1-pro?operation=create&channel=nobody");
    }

    private double value(GenAiMeter meter, String component) {
        return registry.get(meter.meterName()).tags("component", component).meters().stream()
                .mapToDouble(each -> each.measure().iterator().next().getValue())
                .sum();
    }

    private State state(String check) {
        return HealthCheckHelper.invoke(context, "full").stream()
                .filter(each -> each.getCheck().getId().equals(check))
                .map(Result::getState)
                .findAny()
                .orElseThrow(() -> new AssertionError("There is no check " + check));
    }

    @Test
    void eachComponentHasItsOwnMetersAndRemovesOnlyThose() throws Exception {
        send("direct:first", PROMPT);
        send("direct:second", PROMPT);
        send("direct:second", PROMPT);

        assertThat(value(GenAiMeter.CREATED, "genai")).isOne();
        assertThat(value(GenAiMeter.CREATED, OTHER)).isEqualTo(2);
        assertThat(value(GenAiMeter.STREAM_THREADS_MAX, OTHER)).isPositive();

        context.removeComponent(OTHER);
        assertThat(value(GenAiMeter.CREATED, "genai")).isOne();
        assertThat(registry.find(GenAiMeter.CREATED.meterName())
                        .tags("component", OTHER)
                        .meters())
                .isEmpty();
    }

    @Test
    void anUnknownOutcomeIsShownForItsComponent() throws Exception {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        assertThat(send("direct:second", PROMPT).getException()).isNotNull();

        await().untilAsserted(() -> assertThat(value(GenAiMeter.UNKNOWN, OTHER)).isOne());
        assertThat(value(GenAiMeter.UNKNOWN, "genai")).isZero();
        assertThat(state(OTHER + "-unresolved")).isEqualTo(State.DOWN);
        assertThat(state("genai-unresolved")).isEqualTo(State.UP);
        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .getAttribute(
                                new ObjectName("org.apache.camel:context=" + context.getManagementName()
                                        + ",type=components,name=\"" + OTHER + "\""),
                                "Unknown"))
                .isEqualTo(1L);
    }

    @Test
    void eachComponentHasItsOwnChecks() {
        simulator.fault(Fault.status(401).on("llmstats", "create").build());
        send("direct:second", PROMPT);

        assertThat(state("producer:" + OTHER + "-llmstats")).isEqualTo(State.DOWN);
        assertThat(state("producer:genai-llmstats")).isEqualTo(State.UP);
    }

    @Test
    void anInvalidOptionIsReportedWithItsComponent() throws Exception {
        try (DefaultCamelContext invalid = new DefaultCamelContext()) {
            GenAiComponent other = new GenAiComponent();
            ConnectionConfiguration connection = new ConnectionConfiguration();
            connection.setMaxRetries(-1);
            other.getConnections().put("llmstats", connection);
            invalid.addComponent(OTHER, other);

            assertThatThrownBy(invalid::start)
                    .rootCause()
                    .hasMessageContaining("camel.component.pictures.connections[llmstats].maxRetries");
        }
    }
}
