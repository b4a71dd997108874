package io.camelgenai.benchmarks.throughput;

import io.camelgenai.component.ConnectionConfiguration;
import io.camelgenai.component.GenAiComponent;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** This component, as every user has it: two routes, default settings. */
final class GenAiRoute implements Reader {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private volatile CompletableFuture<Long> end = new CompletableFuture<>();
    private long characters;

    GenAiRoute(String baseUrl) throws Exception {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(baseUrl);
        connection.setApiKey("sk-benchmark");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("openai-chat", connection);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("genai:openai-chat/gpt-4o-mini?operation=create&channel=throughput");
                from("genai:openai-chat?emit=events&channel=throughput").process(GenAiRoute.this::hear);
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private void hear(Exchange exchange) {
        GenerationEvent event = exchange.getMessage().getBody(GenerationEvent.class);
        if (event.text() != null) {
            characters += event.text().length();
        }
        if (event.isTerminal()) {
            GenerationStatus status = Objects.requireNonNull(event.generation()).status();
            if (status == GenerationStatus.COMPLETED) {
                end.complete(characters);
            } else {
                end.completeExceptionally(new IllegalStateException("The generation is " + event.generation()));
            }
        }
    }

    @Override
    public long read() throws Exception {
        end = new CompletableFuture<>();
        characters = 0;
        template.requestBody("direct:ask", "Tell me of a lighthouse");
        return end.get();
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
