package io.camelgenai.benchmarks.throughput;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.benchmarks.chat.ChatRequest;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The route that a Camel user writes today: the streaming body of the response, split on blank lines. */
final class CamelHttpRoute implements Reader {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ObjectMapper mapper = new ObjectMapper();
    private final ProducerTemplate template;
    private long characters;
    private boolean done;

    CamelHttpRoute(String baseUrl) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .setHeader("CamelHttpMethod", constant("POST"))
                        .setHeader("Content-Type", constant("application/json"))
                        .setHeader("Authorization", constant("Bearer " + ChatRequest.KEY))
                        .to(baseUrl + ChatRequest.PATH + "?disableStreamCache=true")
                        .split(body().tokenize("\n\n"))
                        .streaming()
                        .process(CamelHttpRoute.this::receive);
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private void receive(Exchange exchange) throws JsonProcessingException {
        String frame = exchange.getMessage().getBody(String.class);
        String data = frame.substring("data: ".length());
        if (data.equals("[DONE]")) {
            done = true;
        } else {
            characters += mapper.readTree(data).at(ChatRequest.TEXT).asText("").length();
        }
    }

    @Override
    public long read() {
        characters = 0;
        done = false;
        template.requestBody("direct:ask", ChatRequest.BODY);
        if (!done) {
            throw new IllegalStateException("The stream ended before its end marker");
        }
        return characters;
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
