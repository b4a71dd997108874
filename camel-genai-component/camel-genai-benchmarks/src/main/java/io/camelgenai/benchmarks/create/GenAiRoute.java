package io.camelgenai.benchmarks.create;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The component as users run it: a route with default settings, and no consumer. */
final class GenAiRoute implements Peer {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    GenAiRoute(String baseUrl) throws Exception {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(baseUrl);
        connection.setApiKey(BareOkHttp.KEY);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("llmstats", connection);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:create").to("genai:llmstats/flux-1.1-pro?operation=create");
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @Override
    public void call() {
        Generation created = template.requestBody("direct:create", "a lighthouse in the fog", Generation.class);
        if (created.id() == null) {
            throw new IllegalStateException("No id");
        }
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
