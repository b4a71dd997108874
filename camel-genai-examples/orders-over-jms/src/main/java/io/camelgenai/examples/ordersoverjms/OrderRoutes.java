package io.camelgenai.examples.ordersoverjms;

import io.camelgenai.generation.Generation;
import java.util.function.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** From an order in one queue to the address of a picture in another. */
final class OrderRoutes extends RouteBuilder {

    private final Consumer<String> booking;
    private final Processor results;

    /**
     * @param booking books an order that was begun, by its number; where it fails, the order comes again
     * @param results gets the answers
     */
    OrderRoutes(Consumer<String> booking, Processor results) {
        this.booking = booking;
        this.results = results;
    }

    @Override
    public void configure() {
        // What fails rolls the message back, and the broker brings it again. It keeps its id, and so finds its picture.
        from("jms:pictures.wanted?transacted=true&concurrentConsumers=2")
                .routeId("wanted")
                .to("genai:llmstats/flux-1.1-pro?operation=create"
                        + "&idempotencyKey=${header.JMSMessageID}&carryHeaders=order")
                .process(exchange -> booking.accept(exchange.getMessage().getHeader("order", String.class)));

        // A broker that is away does not lose the end: it comes again, marked as redelivered.
        from("genai:llmstats?redeliveryDelay=500ms")
                .routeId("made")
                .process(exchange -> {
                    Generation picture = exchange.getMessage().getBody(Generation.class);
                    exchange.getMessage()
                            .setBody(
                                    picture.artifacts().isEmpty()
                                            ? picture.status()
                                            : picture.artifacts().get(0).url());
                })
                .to("jms:pictures.made");

        from("jms:pictures.made?transacted=true").routeId("shown").process(results);
    }
}
