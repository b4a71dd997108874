package io.camelgenai.docs.snippets;

import org.apache.camel.builder.RouteBuilder;

/** The routes of the page about webhooks. */
class WebhookRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // tag::webhook[]
        from("webhook:genai:replicate?webhookPath=/hooks/replicate")
                .routeId("replicate-hooks")
                .log("${body.id} is ${body.status}")
                .setBody(constant(""));
        // end::webhook[]

        // tag::http[]
        from("platform-http:/hooks/fal?httpMethodRestrict=POST")
                .routeId("fal-hooks")
                .to("genai:fal?operation=webhook")
                .setBody(constant(""));
        // end::http[]

        // tag::order[]
        from("direct:order").to("genai:replicate/black-forest-labs/flux-1.1-pro?operation=create&channel=pictures");

        from("genai:replicate?channel=pictures")
                .routeId("pictures")
                .split(simple("${body.artifacts}"))
                .to("genai:replicate?operation=download")
                .to("file:pictures");
        // end::order[]
    }
}
