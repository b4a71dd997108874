package io.camelgenai.examples.ordersoverjms;

import io.camelgenai.generation.Generation;
import java.util.function.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** Reads orders from one queue and sends the URLs of their pictures to another. */
final class OrderRoutes extends RouteBuilder {

    private final Consumer<String> booking;
    private final Processor results;

    /**
     * @param booking books an order by its number; when it throws, the broker redelivers the order
     * @param results receives the results
     */
    OrderRoutes(Consumer<String> booking, Processor results) {
        this.booking = booking;
        this.results = results;
    }

    @Override
    public void configure() {
        // A failure rolls the message back, and the broker redelivers it. It keeps its id, and so it is the same
        // generation.
        from("jms:pictures.wanted?transacted=true&concurrentConsumers=2")
                .routeId("wanted")
                .to("genai:llmstats/flux-1.1-pro?operation=create"
                        + "&idempotencyKey=${header.JMSMessageID}&carryHeaders=order")
                .process(exchange -> booking.accept(exchange.getMessage().getHeader("order", String.class)));

        // When the broker is unavailable, the generation is redelivered, marked as redelivered.
        from("genai:llmstats?redeliveryDelay=500ms")
                .routeId("completed")
                .process(exchange -> {
                    Generation picture = exchange.getMessage().getMandatoryBody(Generation.class);
                    exchange.getMessage()
                            .setBody(
                                    picture.artifacts().isEmpty()
                                            ? picture.status()
                                            : picture.artifacts().get(0).url());
                })
                .to("jms:pictures.ready");

        from("jms:pictures.ready?transacted=true").routeId("results").process(results);
    }
}
