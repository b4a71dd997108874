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

/** What Camel's event notifiers hear. */
class EventNotifierTest extends MonitoringTestSupport {

    private final List<GenAiEvent> heard = new CopyOnWriteArrayList<>();
    private final List<CamelEvent> heardLater = new CopyOnWriteArrayList<>();
    private final List<CamelEvent> heardByOthers = new CopyOnWriteArrayList<>();

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
                heardByOthers.add(event);
            }
        });
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public boolean isEnabled(CamelEvent event) {
                return false;
            }

            @Override
            public void notify(CamelEvent event) {
                heardByOthers.add(event);
            }
        });
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GenAiEvent ours) {
                    heard.add(ours);
                    throw new IllegalStateException("A notifier that fails, which is nobody's fault but its own");
                }
            }
        });
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof GenAiEvent) {
                    heardLater.add(event);
                }
            }
        });
    }

    @Test
    void aNotifierThatFailsTakesNothingFromOthersAndOneThatDoesNotWantToHearDoesNot() {
        send("direct:generate", PROMPT);

        await().until(() -> heard.size() == 2);
        await().untilAsserted(() -> assertThat(heardLater)
                .hasExactlyElementsOfTypes(GenerationCreatedEvent.class, GenerationTerminalEvent.class));
        assertThat(heardByOthers).isEmpty();
    }

    @Test
    void aGenerationIsHeardOfWhenItIsCreatedAndWhenItEnded() {
        Exchange created = send("direct:picture", PROMPT, "order", "7");
        String id = created.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
        await().until(() -> heard.size() == 2);

        assertThat(heard.get(0)).isInstanceOfSatisfying(GenerationCreatedEvent.class, event -> {
            assertThat(event.getGenerationId()).isEqualTo(id);
            assertThat(event.getProvider()).isEqualTo("llmstats");
            assertThat(event.getConnection()).isEqualTo("llmstats");
            assertThat(event.getChannel()).isEqualTo("default");
            assertThat(event.getType()).isEqualTo(CamelEvent.Type.Custom);
            assertThat(event.getSource()).isSameAs(context);
            assertThat(event.getTimestamp()).isPositive();
        });
        assertThat(heard.get(1)).isInstanceOfSatisfying(GenerationTerminalEvent.class, event -> {
            assertThat(event.getGenerationId()).isEqualTo(id);
            assertThat(event.getGeneration().status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(event.getDuration()).isGreaterThanOrEqualTo(Duration.ZERO);
        });
        await().until(() -> mock("picture").getReceivedCounter() == 1);
        assertHoldsNoSecret(heard.toString());
    }

    @Test
    void anExchangeThatWaitsItselfIsHeardOfAsWell() {
        send("direct:generate", PROMPT);

        await().until(() -> heard.size() == 2);
        assertThat(heard).hasExactlyElementsOfTypes(GenerationCreatedEvent.class, GenerationTerminalEvent.class);
    }

    @Test
    void aCallThatIsMadeAgainIsHeardOf() {
        simulator.fault(Fault.status(429).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "7");

        assertThat(heard.get(0)).isInstanceOfSatisfying(GenerationRetriedEvent.class, event -> {
            assertThat(event.getCause())
                    .isInstanceOfSatisfying(GenAiHttpException.class, http -> assertThat(http.getStatusCode())
                            .isEqualTo(429));
            assertThat(event.getWait()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(event.getConnection()).isEqualTo("llmstats");
            assertThat(event).hasToString("GenerationRetriedEvent[llmstats null] after http-429");
        });
        assertThat(heard.get(1)).isInstanceOf(GenerationCreatedEvent.class);
    }
}
