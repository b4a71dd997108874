package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.Test;

/** The properties and the step that the simulator shows for each provider are a route that works. */
class SimulatorSamplesTest extends GenAiTestSupport {

    private static final Pattern STEP = Pattern.compile("\\.to\\(\"(genai:[^\"]+)\"\\)");
    private static final Pattern PROPERTY =
            Pattern.compile("camel\\.component\\.genai\\.(connections\\[[\\w-]+]\\.\\w+)=(.+)");

    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder().pace(0).build();
    }

    @Override
    public void routes(RouteBuilder routes) {
        // The endpoints are those of the samples.
    }

    @Test
    void eachProviderCanBeTriedAsTheSimulatorSays() throws IOException {
        JsonNode known = new ObjectMapper()
                .readTree(URI.create(simulator.baseUrl() + "/_simulator/providers")
                        .toURL());
        GenAiComponent component = new GenAiComponent();
        context.addComponent("tried", component);

        assertThat(known.get("providers")).hasSize(simulator.providers().size()).allSatisfy(sample -> {
            sample.get("properties").asText().lines().forEach(line -> bind(component, line));
            Matcher step = STEP.matcher(sample.get("route").asText());
            assertThat(step.matches()).isTrue();
            boolean isBatch = sample.get("name").asText().endsWith("-batch");

            Generation done = template.requestBody(
                    step.group(1).replaceFirst("genai:", "tried:"),
                    isBatch ? List.of("a bridge", "a canal") : "a bridge",
                    Generation.class);

            assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        });
    }

    private void bind(GenAiComponent component, String line) {
        Matcher property = PROPERTY.matcher(line);
        assertThat(property.matches()).as(line).isTrue();
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component)
                .withProperty(property.group(1), property.group(2))
                .bind();
    }
}
