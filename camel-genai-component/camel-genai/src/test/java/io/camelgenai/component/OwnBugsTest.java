package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.InternalFailureException;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.provider.BrokenMappings;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bug in the component's own reading costs a delay, and never a job that is paid for. */
class OwnBugsTest extends GenAiTestSupport {

    private final AtomicInteger bugs = new AtomicInteger();
    private volatile String kind = "NullPointerException";

    @Override
    public void routes(RouteBuilder routes) {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        ConnectionConfiguration intercepted = connection("llmstats", keyOf("llmstats"));
        intercepted.setProvider("llmstats");
        intercepted.setHttpClient(new OkHttpClient.Builder()
                .addInterceptor(chain -> {
                    chain.proceed(chain.request()).close();
                    throw new IllegalStateException("an interceptor that fails");
                })
                .build());
        component.getConnections().put("intercepted", intercepted);
        component.init();
        Map.of("llmstats", "completed", "twelvelabs", "in_progress")
                .forEach((provider, word) ->
                        BrokenMappings.in(component.catalog(), provider, word, bugs, () -> BrokenMappings.bug(kind)));
        routes.from("direct:create").to("genai:llmstats/flux-1.1-pro?operation=create");
        routes.from("genai:llmstats").to("mock:done");
        routes.from("direct:generate").to("genai:llmstats/flux-1.1-pro?channel=own");
        routes.from("direct:await").to("genai:llmstats?operation=await&channel=own");
        routes.from("direct:get").to("genai:llmstats?operation=get&channel=own");
        routes.from("direct:intercepted")
                .to("genai:llmstats/flux-1.1-pro?operation=create&channel=own&connection=intercepted");
        routes.from("direct:broken").to("genai:twelvelabs?channel=own&param.knowledge_store_id=ks_films");
    }

    private void beginsToFail(String bug, int times) {
        kind = bug;
        bugs.set(times);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NullPointerException", "ClassCastException", "StackOverflowError"})
    void aTrackedGenerationIsDelivered(String bug) throws Exception {
        beginsToFail(bug, 2);
        mock("done").expectedMessageCount(1);
        send("direct:create", PROMPT);

        mock("done").assertIsSatisfied();
        Generation done = mock("done").getExchanges().get(0).getMessage().getBody(Generation.class);
        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(bugs).hasNonPositiveValue();
        assertThat(log.toString(StandardCharsets.UTF_8)).contains("This is a bug: please report it");
    }

    @Test
    void generateAndAwaitContinue() {
        beginsToFail("NullPointerException", 2);
        Exchange generated = send("direct:generate", PROMPT);
        assertThat(generated.getException()).isNull();
        Generation generation = generated.getMessage().getBody(Generation.class);
        assertThat(generation.status()).isEqualTo(GenerationStatus.COMPLETED);

        beginsToFail("ClassCastException", 2);
        Exchange awaited = send("direct:await", "x", GenAiConstants.GENERATION_ID, generation.id());
        assertThat(awaited.getException()).isNull();
        assertThat(awaited.getMessage().getBody(Generation.class).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(bugs).hasNonPositiveValue();
    }

    @Test
    void getSaysThatItIsABug() {
        String id = send("direct:generate", PROMPT)
                .getMessage()
                .getBody(Generation.class)
                .id();
        beginsToFail("NullPointerException", 1);

        assertThat(send("direct:get", "x", GenAiConstants.GENERATION_ID, id).getException())
                .isInstanceOf(InternalFailureException.class)
                .hasMessageContaining("Reading a document of llmstats (generation " + id + ") failed unexpectedly");
        assertThat(send("direct:get", "x", GenAiConstants.GENERATION_ID, id).getException())
                .isNull();
    }

    @Test
    void anInterceptorThatFailsAfterTheCreateLeavesItsOutcomeUnknown() {
        Exchange failed = send("direct:intercepted", PROMPT);

        assertThat(failed.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(failed.getException().getMessage()).contains("an interceptor that fails");
        assertThat(requests("llmstats", "create")).hasSize(1);
    }

    @Test
    void anAnswerToACreateThatIsNotReadLeavesItsOutcomeUnknown() {
        beginsToFail("NullPointerException", 9);
        Exchange failed = send("direct:broken", PROMPT);

        assertThat(failed.getException()).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(requests("twelvelabs", "create")).hasSize(1);
    }
}
