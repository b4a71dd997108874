package io.camelgenai.docs.snippets.recipes;

// tag::route[]
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

public class OrderedVideos extends RouteBuilder {

    @Override
    public void configure() {
        from("platform-http:/videos?httpMethodRestrict=POST")
                .routeId("order")
                .to("genai:openrouter-video/google/veo-3.1?operation=create&channel=videos")
                .setBody(simple("${body.id}"))
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202));

        from("platform-http:/videos/{id}?httpMethodRestrict=GET")
                .routeId("status")
                .setHeader("CamelGenAiGenerationId", header("id"))
                .to("genai:openrouter-video?operation=get")
                .setBody(simple("${body.status}"))
                .removeHeaders("*");

        from("genai:openrouter-video?channel=videos&statuses=COMPLETED")
                .routeId("save")
                .split(simple("${body.artifacts}"))
                .to("genai:openrouter-video?operation=download")
                .to("file:videos");
    }
}
// end::route[]
