package io.camelgenai.examples.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Orders three pictures without waiting; the second route receives each terminal generation. */
@Component
class PictureRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:orders?repeatCount=3&delay=500&period=500&includeMetadata=true")
                .routeId("orders")
                .setHeader("order", exchangeProperty("CamelTimerCounter"))
                .setBody(constant("A lighthouse at dusk, as a paper cut"))
                .to("genai:llmstats/flux-1.1-pro?operation=create"
                        + "&idempotencyKey=order-${header.order}&carryHeaders=order")
                .log("Order ${header.order} is generation ${body.id}");

        from("genai:llmstats")
                .routeId("completed")
                .log("Order ${header.order} is ${body.status}: ${body.artifacts[0].url}");
    }
}
