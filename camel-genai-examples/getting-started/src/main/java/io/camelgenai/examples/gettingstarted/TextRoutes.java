package io.camelgenai.examples.gettingstarted;

import org.apache.camel.builder.RouteBuilder;

/** Text that is shown while it is written, and a generation that is called off. */
final class TextRoutes extends RouteBuilder {

    private final Console console;

    TextRoutes(Console console) {
        this.console = console;
    }

    @Override
    public void configure() {
        from("direct:tell")
                .routeId("tell")
                .to("genai:privategpt?operation=stream")
                .split(body())
                .streaming()
                .filter(simple("${body.type} == 'TEXT'"))
                .setBody(simple("${body.text}"))
                .bean(console, "print");

        // The header CamelGenAiGenerationId, which create sets, tells the others whom they are about.
        from("direct:call-off")
                .routeId("call-off")
                .to("genai:privategpt?operation=create")
                .to("genai:privategpt?operation=get")
                .bean(console, "state")
                .to("genai:privategpt?operation=cancel")
                .bean(console, "state");
    }
}
