package io.camelgenai.benchmarks.create;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The route that a Camel user writes today for the same request. */
final class CamelHttpRoute implements Peer {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    CamelHttpRoute(String baseUrl) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:create")
                        .setHeader("CamelHttpMethod", constant("POST"))
                        .setHeader("Content-Type", constant("application/json"))
                        .setHeader("Authorization", constant("Bearer " + BareOkHttp.KEY))
                        .to(baseUrl + "/v1/generations?connectionsPerRoute=64");
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @Override
    public void call() {
        String response = template.requestBody("direct:create", BareOkHttp.BODY, String.class);
        if (!response.contains("\"id\"")) {
            throw new IllegalStateException("No id");
        }
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
