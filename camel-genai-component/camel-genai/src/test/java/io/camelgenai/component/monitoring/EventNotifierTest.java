package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;

/** The events that Camel's event notifiers receive. */
class EventNotifierTest extends MonitoringTestSupport {

    private final List<GenAiEvent> received = new CopyOnWriteArrayList<>();
    private final List<CamelEvent> receivedByNext = new CopyOnWriteArrayList<>();
    private final List<CamelEvent> receivedByDisabled = new CopyOnWriteArrayList<>();

    @Override
    public void routes(RouteBuilder routes) {
        super.routes(routes);
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public boolean isDisabled() {
                return true;
            }

            @Override
            public void notify(CamelEvent event) {
                receivedByDisabled.add(event);
            }
        });
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public boolean isEnabled(CamelEvent event) {
                return false;
            }

            @Override
            public void notify(CamelEvent event) {
                receivedByDisabled.add(event);
            }
        });
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GenAiEvent genai) {
                    received.add(genai);
                    throw new IllegalStateException("The notifier failed");
                }
            }
        });
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GenAiEvent) {
                    receivedByNext.add(event);
                }
            }
        });
    }

    @Test
    void aFailingNotifierDoesNotStopTheNextAndADisabledOneReceivesNothing() {
        send("direct:generate", PROMPT);

        await().until(() -> received.size() == 2);
        await().untilAsserted(() -> assertThat(receivedByNext)
                .hasExactlyElementsOfTypes(GenerationCreatedEvent.class, GenerationTerminalEvent.class));
        assertThat(receivedByDisabled).isEmpty();
    }

    @Test
    void aGenerationHasACreatedAndATerminalEvent() {
        Exchange created = send("direct:picture", PROMPT, "order", "7");
        String id = created.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
        await().until(() -> received.size() == 2);

        assertThat(received.get(0)).isInstanceOfSatisfying(GenerationCreatedEvent.class, event -> {
            assertThat(event.getGenerationId()).isEqualTo(id);
            assertThat(event.getProvider()).isEqualTo("llmstats");
            assertThat(event.getConnection()).isEqualTo("llmstats");
            assertThat(event.getChannel()).isEqualTo("default");
            assertThat(event.getType()).isEqualTo(CamelEvent.Type.Custom);
            assertThat(event.getSource()).isSameAs(context);
            assertThat(event.getTimestamp()).isPositive();
        });
        assertThat(received.get(1)).isInstanceOfSatisfying(GenerationTerminalEvent.class, event -> {
            assertThat(event.getGenerationId()).isEqualTo(id);
            assertThat(event.getGeneration().status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ZERO);
        });
        await().until(() -> mock("picture").getReceivedCounter() == 1);
        assertContainsNoSecret(received.toString());
    }

    @Test
    void aGenerationOfGenerateHasBothEventsToo() {
        send("direct:generate", PROMPT);

        await().until(() -> received.size() == 2);
        assertThat(received).hasExactlyElementsOfTypes(GenerationCreatedEvent.class, GenerationTerminalEvent.class);
    }

    @Test
    void aRetriedCallHasAnEvent() {
        simulator.fault(Fault.status(429).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "7");

        assertThat(received.get(0)).isInstanceOfSatisfying(GenerationRetriedEvent.class, event -> {
            assertThat(event.getCause())
                    .isInstanceOfSatisfying(GenAiHttpException.class, http -> assertThat(http.getStatusCode())
                            .isEqualTo(429));
            assertThat(event.getWait()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(event.getConnection()).isEqualTo("llmstats");
            assertThat(event).hasToString("GenerationRetriedEvent[llmstats null] after http-429");
        });
        assertThat(received.get(1)).isInstanceOf(GenerationCreatedEvent.class);
    }
}
