package io.camelgenai.docs.snippets;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A circuit breaker in front of the first of two providers. */
class GuardedRoute extends RouteBuilder {

    @Override
    public void configure() {
        // tag::guarded[]
        from("direct:guarded")
                .circuitBreaker()
                .resilience4jConfiguration()
                .slidingWindowSize(10)
                .minimumNumberOfCalls(5)
                .waitDurationInOpenState(60)
                .end()
                .to("genai:llmstats/flux-1.1-pro")
                .onFallback()
                .choice()
                .when(simple("${exception} == null"))
                .to("genai:fal/fal-ai/flux/dev")
                .when(simple(
                        "${exception} is 'io.camelgenai.generation.GenAiException' && ${exception.nothingCreated}"))
                .to("genai:fal/fal-ai/flux/dev")
                .otherwise()
                .process(exchange -> {
                    throw exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
                })
                .end()
                .end();
        // end::guarded[]
    }
}
