package io.camelgenai.component;

import static io.camelgenai.component.endpoint.StaticEndpointBuilders.genai;
import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.GenAiConfiguration.Emit;
import io.camelgenai.component.endpoint.dsl.GenAiEndpointBuilderFactory.GenAiBuilders;
import io.camelgenai.component.endpoint.dsl.GenAiEndpointBuilderFactory.GenAiHeaderNameBuilder;
import io.camelgenai.generation.Generation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.junit.jupiter.api.Test;

/** Routes in Camel's type-safe endpoint DSL, and typed header names. */
class EndpointDslTest extends GenAiTestSupport {

    /** The constants that are names of exchange properties. */
    private static final Set<String> PROPERTIES = Set.of("INCLUDE_RAW", "ERROR_CATEGORY", "RETRY_AFTER_MILLIS");

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:nothing").to("mock:nothing");
    }

    private static final class TypeSafe extends EndpointRouteBuilder implements GenAiBuilders {

        @Override
        public void configure() {
            from(direct("text"))
                    .to(genai("privategpt/llama3:8b/instruct")
                            .operation(Operation.create)
                            .channel("typed")
                            .param("max_tokens", 4000)
                            .carryHeaders("order"));
            from(genai("privategpt").channel("typed"))
                    .setBody(header(genai().genAiStatus()))
                    .to(mock("ends"));
            from(genai("privategpt").channel("typed").emit(Emit.events)).to(mock("events"));
        }
    }

    @Test
    void aTypedRouteRuns() throws Exception {
        context.addRoutes(new TypeSafe());
        mock("ends").expectedMessageCount(1);
        mock("events").expectedMinimumMessageCount(3);
        Exchange created = send("direct:text", PROMPT, "order", "4711");

        assertThat(created.getException()).isNull();
        assertThat(created.getMessage().getBody(Generation.class).id()).isNotNull();
        mock("ends").assertIsSatisfied();
        mock("events").assertIsSatisfied();
        assertThat(mock("ends").getExchanges().get(0).getMessage())
                .satisfies(ended -> assertThat(ended.getBody()).isEqualTo("COMPLETED"))
                .satisfies(ended -> assertThat(ended.getHeader("order")).isEqualTo("4711"));
        assertThat(requests("privategpt", "create").get(0).body())
                .contains("\"model\":\"llama3:8b/instruct\"", "\"max_tokens\":4000");
    }

    @Test
    void anEndpointHasTheUriThatIsWrittenByHand() {
        assertThat(genai("llmstats/google/veo-3.1")
                        .timeout("5m")
                        .connection("tenant-a")
                        .getRawUri())
                .isEqualTo("genai://llmstats/google/veo-3.1?connection=tenant-a&timeout=5m");
    }

    @Test
    void everyHeaderHasItsTypedName() throws Exception {
        GenAiHeaderNameBuilder names = new GenAiBuilders() {}.genai();
        List<String> typed = new ArrayList<>();
        for (Method method : GenAiHeaderNameBuilder.class.getDeclaredMethods()) {
            if (method.getReturnType() == String.class) {
                typed.add((String) method.invoke(names));
            }
        }
        List<String> ours = new ArrayList<>();
        for (Field field : GenAiConstants.class.getFields()) {
            if (!PROPERTIES.contains(field.getName())) {
                ours.add((String) field.get(null));
            }
        }

        assertThat(typed).containsExactlyInAnyOrderElementsOf(ours);
    }
}
