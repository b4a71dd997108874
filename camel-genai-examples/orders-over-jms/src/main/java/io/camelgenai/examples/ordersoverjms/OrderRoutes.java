package io.camelgenai.examples.ordersoverjms;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.GenAiHttpException;
import java.util.function.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** Reads orders from one queue, sends their pictures to another, and those that get none to a third, with the provider's code. */
final class OrderRoutes extends RouteBuilder {

    private final Consumer<String> booking;
    private final Processor results;

    /**
     * @param booking books an order by its number; when it throws, the broker redelivers the order
     * @param results receives the pictures, and the orders that get none
     */
    OrderRoutes(Consumer<String> booking, Processor results) {
        this.booking = booking;
        this.results = results;
    }

    @Override
    public void configure() {
        // The provider refuses the order itself: it would do so again, and its redeliveries would have no limit.
        onException(GenAiHttpException.class)
                .onWhen(exchangeProperty("CamelAiErrorCategory").isEqualTo("VALIDATION"))
                .handled(true)
                .to("direct:refused");

        // A failure rolls the message back, and the broker redelivers it. It keeps its id, and so it is the same
        // generation.
        from("jms:pictures.wanted?transacted=true&concurrentConsumers=2")
                .routeId("wanted")
                .to("genai:llmstats/flux-1.1-pro?operation=create"
                        + "&idempotencyKey=${header.JMSMessageID}&carryHeaders=order")
                .process(exchange -> booking.accept(exchange.getMessage().getHeader("order", String.class)));

        // The URL of a picture is gone in an hour, and so the message has the picture. When the broker is unavailable,
        // the generation is redelivered, marked as redelivered.
        from("genai:llmstats?redeliveryDelay=500ms")
                .routeId("completed")
                .choice()
                .when(simple("${header.CamelGenAiStatus} != 'COMPLETED'"))
                .to("direct:refused")
                .otherwise()
                .to("genai:llmstats?operation=download")
                .setHeader("sha256", header(GenAiConstants.ARTIFACT_SHA256))
                .to("jms:pictures.ready?jmsMessageType=Bytes");

        from("direct:refused")
                .routeId("refused")
                .setHeader("code", header(GenAiConstants.ERROR_CODE))
                .setHeader("reason", header(GenAiConstants.ERROR_MESSAGE))
                .to("jms:pictures.refused");

        from("jms:pictures.ready?transacted=true").routeId("results").process(results);
        from("jms:pictures.refused?transacted=true").routeId("refusals").process(results);
    }
}
