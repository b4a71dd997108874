package io.camelgenai.docs.snippets.recipes;

// tag::route[]
import org.apache.camel.builder.RouteBuilder;

public class ThrottledPictures extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:picture")
                .routeId("throttled")
                .throttle(constant(60))
                .timePeriodMillis(60_000)
                .to("genai:llmstats/flux-1.1-pro")
                .log("${header.CamelGenAiGenerationId} cost ${header.CamelGenAiCostUsd} USD");
    }
}
// end::route[]
