package io.camelgenai.examples.yamlroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.Operation;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The kamelets of the component's jar, found by name. */
@Timeout(60)
class KameletsTest {

    private static final long TIMEOUT_MILLIS = 30_000;

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.1).build());
    private final Main application = EmptyApplication.create();

    @BeforeEach
    void start() throws Exception {
        for (String provider : new String[] {"privategpt", "llmstats"}) {
            application.addInitialProperty(
                    "camel.component.genai.connections[" + provider + "].baseUrl", simulator.baseUrl(provider));
        }
        application.addInitialProperty("camel.component.genai.connections[llmstats].apiKey", "ze_anything");
        application.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:picture")
                        .to("kamelet:genai-action?provider=llmstats&model=google/veo-3.1&waitTimeout=1m"
                                + "&idempotencyKey=RAW(${header.order})");
                from("direct:text").to("kamelet:genai-action?provider=privategpt&operation=create&channel=observed");
                from("kamelet:genai-source?provider=privategpt&channel=observed&emit=events")
                        .to("seda:events");
            }
        });
        application.start();
    }

    @AfterEach
    void stop() {
        application.stop();
        simulator.close();
    }

    @Test
    void theActionReturnsTheGenerationAndCreatesItOnce() {
        CamelContext context = application.getCamelContext();
        ProducerTemplate template = context.createProducerTemplate();
        Map<String, Object> headers = Map.of("order", "4711", "CamelGenAiParams", Map.of("duration", 4));
        Generation first = template.requestBodyAndHeaders("direct:picture", "A pond", headers, Generation.class);
        Generation again = template.requestBodyAndHeaders("direct:picture", "A pond", headers, Generation.class);

        assertThat(first.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(simulator.requests("llmstats", "create")).singleElement().satisfies(each -> assertThat(each.body())
                .contains("google/veo-3.1"));
    }

    @Test
    void theActionOffersEveryOperation() throws Exception {
        String names = Arrays.stream(Operation.values()).map(Operation::name).collect(Collectors.joining(", "));
        try (InputStream kamelet = getClass().getResourceAsStream("/kamelets/genai-action.kamelet.yaml")) {
            assertThat(new String(kamelet.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("enum: [" + names + "]");
        }
    }

    /** The kamelet component would consume properties with the names of its own options. */
    @Test
    void everyPropertyReachesTheEndpoint() throws Exception {
        application.getCamelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:all")
                        .to("kamelet:genai-action?provider=privategpt&model=small&operation=create&channel=far"
                                + "&waitTimeout=3m&inputFormat=json&idempotencyKey=RAW(${header.order})&generationId=g-1"
                                + "&carryHeaders=order&throwExceptionOnFailure=false&connection=privategpt"
                                + "&system=RAW(Be brief)&jsonSchema=RAW({\"type\":\"object\"})");
                from("kamelet:genai-source?provider=privategpt&model=large&channel=near&statuses=FAILED"
                                + "&connection=privategpt&generationId=g-2")
                        .to("seda:near");
            }
        });

        assertThat(uri("small"))
                .contains("operation=create", "channel=far", "timeout=3m", "inputFormat=json", "generationId=g-1")
                .contains("carryHeaders=order", "throwExceptionOnFailure=false", "connection=privategpt")
                .contains("system=", "brief", "jsonSchema=", "type");
        assertThat(uri("large"))
                .contains("channel=near", "emit=terminal", "statuses=FAILED", "connection=privategpt")
                .contains("generationId=g-2");
    }

    private String uri(String model) {
        return application.getCamelContext().getEndpoints().stream()
                .map(Endpoint::getEndpointUri)
                .filter(each -> each.startsWith("genai://privategpt/" + model))
                .findAny()
                .orElseThrow();
    }

    @Test
    void theSourceReceivesEachEvent() {
        CamelContext context = application.getCamelContext();
        context.createProducerTemplate().requestBody("direct:text", "A pond");
        ConsumerTemplate events = context.createConsumerTemplate();
        List<GenerationEvent> seen = new ArrayList<>();
        while (seen.isEmpty() || !seen.get(seen.size() - 1).isTerminal()) {
            Exchange event = events.receive("seda:events", TIMEOUT_MILLIS);
            assertThat(event).isNotNull();
            seen.add(event.getMessage().getBody(GenerationEvent.class));
        }

        assertThat(seen).hasSizeGreaterThan(3);
    }
}
