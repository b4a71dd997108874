package io.camelgenai.examples.gettingstarted;

import org.apache.camel.builder.RouteBuilder;

/** Streams a text while it is written, and cancels a generation. */
final class TextRoutes extends RouteBuilder {

    private final Console console;

    TextRoutes(Console console) {
        this.console = console;
    }

    @Override
    public void configure() {
        from("direct:stream")
                .routeId("stream")
                .to("genai:privategpt?operation=stream")
                .split(body())
                .streaming()
                .filter(simple("${body.type} == 'TEXT'"))
                .setBody(simple("${body.text}"))
                .bean(console, "print");

        // The other operations use the header CamelGenAiGenerationId, which create sets.
        from("direct:cancel")
                .routeId("cancel")
                .to("genai:privategpt?operation=create")
                .to("genai:privategpt?operation=get")
                .bean(console, "state")
                .to("genai:privategpt?operation=cancel")
                .bean(console, "state");
    }
}
