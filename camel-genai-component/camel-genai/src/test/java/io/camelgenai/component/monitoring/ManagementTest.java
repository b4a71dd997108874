package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.Fault;
import java.util.Collection;
import javax.management.JMException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The attributes and operations in JMX. */
class ManagementTest extends MonitoringTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        super.routes(routes);
        routes.from("direct:once").to("genai:privategpt?connection=once&operation=create&channel=parked");
        ConnectionConfiguration once = connection("privategpt", null);
        once.setMaxRetries(0);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("once", once);
    }

    private Collection<?> rows(String operation) throws JMException {
        return ((TabularData) invoke(component(), operation)).values();
    }

    @Test
    void theComponentAndItsConsumersShowTheirNumbers() throws Exception {
        openStreams(3);
        await().untilAsserted(
                        () -> assertThat(attribute(component(), "InFlight")).isEqualTo(3L));
        await().untilAsserted(
                        () -> assertThat(attribute(component(), "StreamsOpen")).isEqualTo(1L));
        await().untilAsserted(() ->
                assertThat(attribute(component(), "StreamsWaiting")).isEqualTo(2L));
        assertThat(attribute(component(), "StreamThreads")).isEqualTo(1L);
        assertThat(attribute(component(), "StreamThreadsMax")).isEqualTo(1L);
        assertThat(attribute(component(), "Created")).isEqualTo(3L);
        assertThat(attribute(component(), "ComponentName"))
                .as("an attribute of Camel")
                .isEqualTo("genai");

        assertThat(attribute(consumer("texts"), "InFlight")).isEqualTo(3L);
        assertThat(attribute(consumer("texts"), "StreamsOpen")).isEqualTo(1L);
        assertThat(attribute(consumer("texts"), "Channel")).isEqualTo("text");
        assertThat(attribute(consumer("texts"), "Provider")).isEqualTo("privategpt");
        assertThat(attribute(consumer("texts"), "Connection")).isEqualTo("privategpt");
        assertThat(attribute(consumer("texts"), "Model")).isNull();
        assertThat(attribute(consumer("texts"), "Emit")).isEqualTo("EVENTS");
        assertThat(attribute(consumer("deliveries"), "Emit")).isEqualTo("TERMINAL");
        assertThat(attribute(consumer("deliveries"), "InFlight")).isEqualTo(0L);

        finishStreams();
        await().untilAsserted(
                        () -> assertThat(attribute(component(), "Terminal")).isEqualTo(3L));
        await().untilAsserted(
                        () -> assertThat(attribute(component(), "InFlight")).isEqualTo(0L));
        assertThat((Long) attribute(component(), "Events")).isPositive();
    }

    @Test
    void F46_anUnknownOutcomeIsResolvedByItsId() throws Exception {
        String elsewhere = send("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody", PROMPT)
                .getMessage()
                .getBody(Generation.class)
                .id();
        String key = unknownOutcome();
        await().untilAsserted(
                        () -> assertThat(attribute(component(), "Unknown")).isEqualTo(1L));
        assertThat(attribute(consumer("pictures"), "Unknown")).isEqualTo(1L);
        assertThat(attribute(consumer("texts"), "Unknown")).isEqualTo(0L);
        assertThat(rows("unknownOutcomes"))
                .singleElement()
                .satisfies(row -> assertThat(((CompositeData) row).get("key")).isEqualTo(key));
        mock("picture").expectedMessageCount(1);

        assertThatThrownBy(() -> invoke(component(), "resolve", key, "no-such-id"))
                .rootCause()
                .as("an exception of the JDK, which every client has")
                .isExactlyInstanceOf(IllegalStateException.class);
        assertThat(invoke(component(), "resolve", key, elsewhere)).isEqualTo("Tracked as " + elsewhere);

        mock("picture").assertIsSatisfied();
        await().untilAsserted(
                        () -> assertThat(attribute(component(), "Unknown")).isEqualTo(0L));
        assertThat(invoke(component(), "resolve", key, elsewhere))
                .isEqualTo("There is no unknown outcome under this key");
    }

    @Test
    void anUnknownOutcomeIsDiscarded() throws Exception {
        String key = unknownOutcome();

        assertThat(invoke(component(), "discard", key)).isEqualTo("Discarded");
        assertThat(invoke(component(), "discard", key)).isEqualTo("There is no unknown outcome under this key");
        assertThat(rows("unknownOutcomes")).isEmpty();
        assertThat(send("direct:picture", PROMPT, "order", "7").getException()).isNull();
    }

    @Test
    void theProviderIsAskedForTheChosenId() throws Exception {
        simulator.fault(Fault.dropAfterCreate().on("privategpt", "create").build());
        send("direct:once", PROMPT);
        UnresolvedView unknown = view().unknown().get(0);

        assertThat(invoke(component(), "askProvider", unknown.key())).isEqualTo("Tracked as " + unknown.clientId());
        assertThat(invoke(component(), "askProvider", unknown.key()))
                .isEqualTo("The provider does not return it, which is no proof that it does not exist");
        await().untilAsserted(
                        () -> assertThat(attribute(component(), "Unknown")).isEqualTo(0L));
    }

    @Test
    void aStoppedComponentShowsNothingAndRefusesOperations() throws Exception {
        context.getComponent("genai", GenAiComponent.class).stop();

        assertThat(attribute(component(), "InFlight")).isEqualTo(0L);
        assertThat((String[]) attribute(component(), "LastErrors")).isEmpty();
        assertThat(rows("unknownOutcomes")).isEmpty();
        assertThatThrownBy(() -> invoke(component(), "redeliverAll"))
                .rootCause()
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("The component is not started");
    }

    @Test
    void aParkedDeliveryIsRedelivered() throws Exception {
        String key = parkedDelivery();
        await().untilAsserted(() -> assertThat(attribute(component(), "Parked")).isEqualTo(1L));
        await().untilAsserted(() ->
                assertThat(attribute(consumer("deliveries"), "Parked")).isEqualTo(1L));
        assertThat(rows("parkedDeliveries")).singleElement().satisfies(row -> assertThat(
                        ((CompositeData) row).get("deliveries"))
                .isEqualTo(2));
        mock("taken").expectedMessageCount(1);

        assertThat(invoke(component(), "redeliver", key)).isEqualTo("Redelivered");
        mock("taken").assertIsSatisfied();
        await().untilAsserted(() -> assertThat(attribute(component(), "Parked")).isEqualTo(0L));
        assertThat(invoke(component(), "redeliver", key)).isEqualTo("There is no parked delivery under this key");
    }

    @Test
    void allParkedDeliveriesAreRedelivered() throws Exception {
        parkedDelivery();
        mock("taken").expectedMessageCount(1);

        assertThat(invoke(component(), "redeliverAll")).isEqualTo(1);
        mock("taken").assertIsSatisfied();
        assertThat(invoke(component(), "redeliverAll")).isEqualTo(0);
    }

    @Test
    void F69_noAttributeShowsASecret() throws Exception {
        unknownOutcome();
        parkedDelivery();

        assertThat(allOfJmx()).contains("InFlight", "unknown", "parked");
        assertContainsNoSecret(allOfJmx());
    }
}
