package io.camelgenai.docs.snippets;

import io.camelgenai.component.Operation;
import io.camelgenai.component.endpoint.dsl.GenAiEndpointBuilderFactory.GenAiBuilders;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

/** Routes in which the compiler checks every option and header. */
// tag::typed[]
public class TypedRoutes extends EndpointRouteBuilder implements GenAiBuilders {

    @Override
    public void configure() {
        from(direct("letter"))
                .to(genai("privategpt").operation(Operation.create).channel("letters"));

        from(genai("privategpt").channel("letters"))
                .filter(header(genai().genAiStatus()).isEqualTo("COMPLETED"))
                .log("${body.text}");
    }
}
// end::typed[]
