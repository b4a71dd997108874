package io.camelgenai.benchmarks.chat;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenerationEvent;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The component as users run it: a route that creates a completion, and a route that consumes its events. All settings are
 * the defaults: unit of work, headers, deadlines, no pooled exchanges.
 */
public final class ChatRoutes implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    /**
     * Starts the routes.
     *
     * @param maxStreams the component's option; 0 is its default
     * @param processor receives each event
     */
    public ChatRoutes(String baseUrl, int maxStreams, Consumer<GenerationEvent> processor) throws Exception {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(baseUrl);
        connection.setApiKey(ChatRequest.KEY);
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.getConnections().put("openai-chat", connection);
        component.setMaxStreams(maxStreams);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:create").to("genai:openai-chat/gpt-4o-mini?operation=create&channel=benchmark");
                from("genai:openai-chat?emit=events&channel=benchmark")
                        .process(exchange -> processor.accept(
                                Objects.requireNonNull(exchange.getMessage().getBody(GenerationEvent.class))));
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    /** Opens a stream; returns when its id is known. */
    public void openStream() {
        template.requestBody("direct:create", "Tell me of a lighthouse");
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
