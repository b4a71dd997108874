package io.camelgenai.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.junit5.GenAiSimulatorExtension;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

// tag::test[]
class RoutesOnTheSimulatorTest {

    @RegisterExtension
    static final GenAiSimulatorExtension simulator = new GenAiSimulatorExtension();

    private final CamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() throws Exception {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(simulator.baseUrl("llmstats"));
        connection.setApiKey(simulator.apiKey("llmstats"));
        context.getComponent("genai", GenAiComponent.class).getConnections().put("llmstats", connection);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:picture").to("genai:llmstats/flux-1.1-pro");
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void aPictureIsGenerated() {
        Generation picture = template.requestBody("direct:picture", "a paper boat", Generation.class);

        assertThat(picture.artifacts()).hasSize(1);
        assertThat(simulator.generationsCreated()).isOne();
    }

    // end::test[]

    // tag::fault[]
    @Test
    void theCreateIsRetriedAfterARateLimit() {
        simulator.fault(Fault.status(429)
                .retryAfter("0")
                .on("llmstats", "create")
                .times(2)
                .build());

        template.requestBody("direct:picture", "a paper boat");

        assertThat(simulator.requests("llmstats", "create")).hasSize(3);
        assertThat(simulator.generationsCreated()).isOne();
    }
    // end::fault[]

    // tag::marker[]
    @Test
    void aFailureIsAnException() {
        assertThat(template.request("direct:picture", exchange -> exchange.getMessage()
                                .setBody("a paper boat [fail]"))
                        .getException())
                .hasMessageContaining("ended as FAILED: content_policy");
    }
    // end::marker[]
    // tag::close[]
}
// end::close[]
