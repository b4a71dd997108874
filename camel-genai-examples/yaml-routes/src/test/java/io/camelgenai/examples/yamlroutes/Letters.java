package io.camelgenai.examples.yamlroutes;

import org.apache.camel.builder.RouteBuilder;

/** The routes in Java. */
final class Letters extends RouteBuilder {

    @Override
    public void configure() {
        // The exchange continues immediately, with an id.
        from("direct:write")
                .routeId("write")
                .to("genai:privategpt?operation=create&channel=letters&carryHeaders=recipient");

        // This route receives the letter when it is complete.
        from("genai:privategpt?channel=letters")
                .routeId("written")
                .transformDataType("genai:text")
                .setBody(simple("Dear ${header.recipient},\n\n${body}"))
                .to("seda:letters");
    }
}
