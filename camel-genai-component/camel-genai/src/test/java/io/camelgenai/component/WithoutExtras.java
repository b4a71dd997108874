package io.camelgenai.component;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.GenAiSimulator;
import java.util.List;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** An application without any monitoring library. Reports the status of a terminal generation. */
final class WithoutExtras {

    private static final List<String> EXTRAS = List.of(
            "io.micrometer.core.instrument.MeterRegistry",
            "org.apache.camel.impl.health.DefaultHealthCheckRegistry",
            "org.apache.camel.impl.console.DefaultDevConsoleRegistry",
            "org.apache.camel.management.JmxManagementStrategy",
            "org.apache.camel.telemetry.Tracer",
            "org.apache.camel.attachment.AttachmentMessage",
            "org.apache.camel.component.webhook.WebhookCapableEndpoint");

    private WithoutExtras() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(
                "extras=" + EXTRAS.stream().filter(WithoutExtras::isThere).toList());
        try (GenAiSimulator simulator = GenAiSimulator.start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            ConnectionConfiguration connection = new ConnectionConfiguration();
            connection.setProvider("privategpt");
            connection.setBaseUrl(simulator.baseUrl("privategpt"));
            context.getComponent("genai", GenAiComponent.class).getConnections().put("privategpt", connection);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:text").to("genai:privategpt");
                    from("genai:privategpt").to("log:ends");
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Generation end = template.requestBody("direct:text", "hello", Generation.class);
            System.out.println("status=" + end.status());
        }
    }

    private static boolean isThere(String type) {
        try {
            Class.forName(type);
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }
}
