package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.WebhookRefusedException;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.junit.jupiter.api.Test;

/** {@code webhook:genai:provider}, with an HTTP server whose place a direct endpoint takes. */
class WebhookEndpointTest extends WebhookTestSupport {

    /** Consumes from {@code direct:} and the path. */
    static final class Server implements RestConsumerFactory {

        @Override
        public Consumer createConsumer(
                CamelContext context,
                Processor processor,
                String verb,
                String basePath,
                String uriTemplate,
                String consumes,
                String produces,
                RestConfiguration configuration,
                Map<String, Object> parameters)
                throws Exception {
            assertThat(verb).isEqualToIgnoringCase("POST");
            return context.getEndpoint("direct:" + basePath.substring(1)).createConsumer(processor);
        }
    }

    @Override
    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = super.connection(provider, key);
        if (provider.equals("replicate")) {
            connection.setWebhookSecret(SECRET);
        }
        return connection;
    }

    @Override
    public void routes(RouteBuilder routes) {
        context.getRegistry().bind("server", new Server());
        routes.from("webhook:genai:replicate?webhookComponentName=server&webhookPath=/hooks")
                .routeId("hooks")
                .process(this::delivered);
    }

    @Test
    void theRouteReceivesWhatTheProviderReports() throws Exception {
        Exchange answered = send("hooks", "msg_1", Instant.now(), "{\"id\":\"17\",\"status\":\"processing\"}");

        assertThat(answered.getException()).isNull();
        assertThat(delivered).extracting(Generation::id).containsExactly("17");

        Exchange forged = send("hooks", Map.of(), "{\"id\":\"17\",\"status\":\"succeeded\"}");
        assertThat(forged.getException()).isInstanceOf(WebhookRefusedException.class);
        assertThat(forged.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(401);
        assertThat(delivered).hasSize(1);

        context.getRouteController().stopRoute("hooks");
        context.getRouteController().startRoute("hooks");
        send("hooks", "msg_2", Instant.now(), "{\"id\":\"18\",\"status\":\"processing\"}");
        assertThat(delivered).extracting(Generation::id).containsExactly("17", "18");
    }

    @Test
    void aMissingSecretIsReportedAtTheStart() {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("webhook:genai:openai-responses?webhookComponentName=server&webhookPath=/other")
                                .to("mock:never");
                    }
                }))
                .hasStackTraceContaining("option webhookSecret is missing");
    }

    @Test
    void aProviderWithoutWebhooksIsRefusedAtTheStart() {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("webhook:genai:llmstats?webhookComponentName=server")
                                .to("mock:never");
                    }
                }))
                .hasStackTraceContaining("Provider llmstats has no operation webhook");
    }
}
