package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** F54: generations whose nodes were stopped for longer than {@code trackFor}. */
class TerminalWhileStoppedTest extends GenAiTestSupport {

    private final MemoryGenerationRepository repository = new MemoryGenerationRepository();

    @Override
    public void routes(RouteBuilder routes) {
        context.getComponent("genai", GenAiComponent.class).setRepository(repository);
        routes.from("direct:create").to("genai:llmstats/flux-1.1-pro?operation=create&channel=nobody");
    }

    private void acceptedLongAgo(String id) {
        Origin origin = Origin.of(Flow.of("llmstats").withChannel("away"), "flux-1.1-pro");
        Generation known = Generation.of("llmstats").id(id).build();
        Instant since = Instant.now().minus(Duration.ofDays(2));
        repository.creates().adopt(TrackedGeneration.adopted(known, origin, null, since));
    }

    private Generation deliveredAfter() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:llmstats?channel=away").to("mock:away");
            }
        });
        mock("away").expectedMessageCount(1);
        mock("away").assertIsSatisfied();
        await().until(() -> unfinished().isEmpty());
        return mock("away").getExchanges().get(0).getMessage().getBody(Generation.class);
    }

    private String created(String prompt) {
        return send("direct:create", prompt)
                .getMessage()
                .getBody(Generation.class)
                .id();
    }

    @Test
    void aGenerationThatBecameTerminalMeanwhileIsNotDeclaredIncomplete() throws Exception {
        String id = created(PROMPT);
        await().until(() -> send("genai:llmstats?operation=get", "", GenAiConstants.GENERATION_ID, id)
                        .getMessage()
                        .getBody(Generation.class)
                        .status()
                == GenerationStatus.COMPLETED);
        acceptedLongAgo(id);

        assertThat(deliveredAfter().status()).isEqualTo(GenerationStatus.COMPLETED);
    }

    @Test
    void aGenerationNamedByItsIdIsDeliveredOnceHoweverOftenItsRouteStarts() throws Exception {
        String id = created(PROMPT);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("genai:llmstats?channel=named&generationId=" + id)
                        .routeId("named")
                        .to("mock:named");
            }
        });
        await().until(() -> mock("named").getExchanges().size() == 1);
        await().until(() -> unfinished().isEmpty());

        context.getRouteController().stopRoute("named");
        context.getRouteController().startRoute("named");

        await().during(Duration.ofMillis(500))
                .until(() -> mock("named").getExchanges().size() == 1);
    }

    @Test
    void aGenerationThatDidNotBecomeTerminalIsDeclaredIncomplete() throws Exception {
        acceptedLongAgo(created(PROMPT + " [takes 60s]"));

        assertThat(deliveredAfter()).satisfies(delivered -> {
            assertThat(delivered.status()).isEqualTo(GenerationStatus.INCOMPLETE);
            assertThat(delivered.error().code()).isEqualTo(GenerationError.TRACKING_EXPIRED);
        });
    }
}
