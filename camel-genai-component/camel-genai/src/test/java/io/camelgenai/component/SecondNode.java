package io.camelgenai.component;

import io.camelgenai.tracking.repository.GenerationRepository;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A second node beside the test's own context. */
final class SecondNode implements AutoCloseable {

    final CamelContext context = new DefaultCamelContext();

    SecondNode(GenAiTestSupport test, GenerationRepository repository, RouteBuilder routes) throws Exception {
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.setRepository(repository);
        test.simulator.providers().forEach(provider -> component
                .getConnections()
                .put(
                        provider,
                        test.connection(
                                provider, provider.equals("privategpt") ? null : GenAiTestSupport.keyOf(provider))));
        context.addRoutes(routes);
        context.start();
    }

    @Override
    public void close() {
        context.stop();
    }
}
