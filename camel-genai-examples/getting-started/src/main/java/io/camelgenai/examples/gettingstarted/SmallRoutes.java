package io.camelgenai.examples.gettingstarted;

import org.apache.camel.builder.RouteBuilder;

/** The two ways to generate a picture, in minimal routes. {@code yaml/small-routes.yaml} contains the same in YAML. */
public final class SmallRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // The exchange waits for the picture and saves it.
        from("direct:picture")
                .routeId("picture")
                .to("genai:llmstats/flux-1.1-pro?param.aspect_ratio=1:1&channel=waiting")
                .to("direct:save");

        // The exchange continues with an id; the other route receives the picture when it is complete.
        from("direct:order")
                .routeId("order")
                .to("genai:llmstats/flux-1.1-pro?operation=create&carryHeaders=Customer&channel=orders");
        from("genai:llmstats?channel=orders")
                .routeId("completed")
                .to("direct:save")
                .to("seda:delivered");

        from("direct:save")
                .routeId("save")
                .split(simple("${body.artifacts}"))
                .to("genai:llmstats?operation=download")
                .to("file:{{gallery}}");
    }
}
