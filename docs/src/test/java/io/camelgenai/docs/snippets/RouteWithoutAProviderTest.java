package io.camelgenai.docs.snippets;

// tag::test[]
import static org.apache.camel.builder.AdviceWith.adviceWith;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationFailedException;
import io.camelgenai.generation.GenerationStatus;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteWithoutAProviderTest {

    private final CamelContext context = new DefaultCamelContext();
    private MockEndpoint links;
    private MockEndpoint apologies;

    @BeforeEach
    void addRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:wish")
                        .routeId("wishes")
                        .onException(GenerationFailedException.class)
                        .handled(true)
                        .to("mock:apologies")
                        .end()
                        .to("genai:llmstats/flux-1.1-pro")
                        .id("generate")
                        .setBody(simple("${body.artifacts[0].url}"))
                        .to("mock:links");
            }
        });
        links = context.getEndpoint("mock:links", MockEndpoint.class);
        apologies = context.getEndpoint("mock:apologies", MockEndpoint.class);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void theLinkOfThePictureIsSent() throws Exception {
        Generation picture = Generation.of("llmstats")
                .id("gen_1")
                .status(GenerationStatus.COMPLETED)
                .artifacts(List.of(new Artifact("https://files.example/boat.png", "png")))
                .build();
        adviceWith(context, "wishes", route -> route.weaveById("generate")
                .replace()
                .setHeader(GenAiConstants.STATUS)
                .constant("COMPLETED")
                .setBody()
                .constant(picture));
        links.expectedBodiesReceived("https://files.example/boat.png");
        context.start();

        context.createProducerTemplate().sendBody("direct:wish", "a paper boat");

        links.assertIsSatisfied();
    }

    @Test
    void aRefusedPictureIsAnApology() throws Exception {
        Generation refused = Generation.of("llmstats")
                .id("gen_2")
                .status(GenerationStatus.FAILED)
                .error(new GenerationError("content_policy", "The prompt is not allowed", false))
                .build();
        adviceWith(context, "wishes", route -> route.weaveById("generate")
                .replace()
                .throwException(new GenerationFailedException(refused)));
        apologies.expectedMessageCount(1);
        links.expectedMessageCount(0);
        context.start();

        context.createProducerTemplate().sendBody("direct:wish", "a paper boat");

        MockEndpoint.assertIsSatisfied(context);
    }
}
// end::test[]
