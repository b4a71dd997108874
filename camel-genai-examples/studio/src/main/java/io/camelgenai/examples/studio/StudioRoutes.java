package io.camelgenai.examples.studio;

import io.camelgenai.generation.ArtifactException;
import io.camelgenai.generation.GenerationEvent;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * The way of a submission: it is created or streamed, observed, and its files are saved. The id of the submission is the
 * idempotency key and travels along as a header, so that every route knows which one it is about.
 */
@Component
class StudioRoutes extends RouteBuilder {

    private static final String ONCE = "&idempotencyKey=${header.submission}&carryHeaders=submission";

    private final StudioProperties properties;

    StudioRoutes(StudioProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configure() {
        submitted();
        properties.offered().stream().map(Model::provider).distinct().forEach(this::received);
        saved();
        canceled();
    }

    private void submitted() {
        // tag::resume[]
        // What was stored and not answered when the process stopped. The key makes it safe to send it again.
        from("timer:start?repeatCount=1&delay=0")
                .routeId("resume")
                .split(method("submissions", "unanswered"))
                .to("seda:submitted");
        // end::resume[]

        // tag::create[]
        from("seda:submitted?concurrentConsumers=64&purgeWhenStopping=true")
                .routeId("submitted")
                .onException(Exception.class)
                .handled(true)
                .to("bean:submissions?method=failed")
                .end()
                .to("bean:submissions?method=request")
                .choice()
                .when(header("kind").isEqualTo(Kind.TEXT.name()))
                .to("direct:stream")
                .otherwise()
                .to("direct:create");

        from("direct:create")
                .routeId("create")
                .errorHandler(noErrorHandler())
                .toD("genai:${header.provider}/${header.model}?operation=create" + ONCE)
                .to("bean:submissions?method=accepted");
        // end::create[]

        // tag::stream[]
        from("direct:stream")
                .routeId("stream")
                .errorHandler(noErrorHandler())
                .toD("genai:${header.provider}/${header.model}?operation=stream" + ONCE)
                .split(body())
                .streaming()
                .stopOnException()
                .to("bean:submissions?method=happened")
                .filter()
                .body(GenerationEvent.class, GenerationEvent::isTerminal)
                .setBody(simple("${body.generation}"))
                .to("bean:submissions?method=completed");
        // end::stream[]
    }

    private void received(String provider) {
        // tag::received[]
        from("genai:" + provider + "?emit=events").routeId("events-" + provider).to("bean:submissions?method=happened");

        from("genai:" + provider + "?emit=terminal&maxDeliveries={{studio.max-deliveries}}")
                .routeId("terminal-" + provider)
                .onException(ArtifactException.class)
                .onWhen(simple("${exception.code} == '" + ArtifactException.EXPIRED + "'"))
                .handled(true)
                .to("bean:submissions?method=notSaved")
                .end()
                .onException(Exception.class)
                .to("bean:submissions?method=savedLater")
                .end()
                .split(simple("${body.artifacts}"))
                .stopOnException()
                .to("direct:save")
                .end()
                .to("bean:submissions?method=completed");
        // end::received[]
    }

    private void saved() {
        // tag::saved[]
        from("direct:save")
                .routeId("save")
                .errorHandler(noErrorHandler())
                .toD(
                        "genai:${header.CamelGenAiProvider}?operation=download&maxArtifactSize={{studio.max-artifact-size}}")
                .setHeader(Exchange.FILE_NAME, simple("${header.submission}/${header.CamelFileName}"))
                .to("file:" + properties.files() + "?tempPrefix=.part-");
        // end::saved[]
    }

    private void canceled() {
        // tag::cancel[]
        from("direct:cancel")
                .routeId("cancel")
                .errorHandler(noErrorHandler())
                .toD("genai:${header.provider}/${header.model}?operation=cancel");
        // end::cancel[]
    }
}
