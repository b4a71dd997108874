package io.camelgenai.docs.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.webhook.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulator sends its webhooks to the routes of the page, through an HTTP server that hands them over to direct endpoints. */
class WebhookRoutesTest {

    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.01).build());
    private final CamelContext context = new DefaultCamelContext();
    private HttpServer server;

    /** Consumes from {@code direct:} and the path. */
    static final class DirectRest implements RestConsumerFactory {

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
            return context.getEndpoint("direct:" + basePath).createConsumer(processor);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handOver);
        server.start();
        context.getRegistry().bind("rest", new DirectRest());
        context.addRoutes(new WebhookRoutes());
        for (String provider : new String[] {"replicate", "fal"}) {
            ConnectionConfiguration connection = new ConnectionConfiguration();
            connection.setBaseUrl(simulator.baseUrl(provider));
            connection.setApiKey("r8_anything");
            connection.setWebhookUrl(url("/hooks/" + provider));
            context.getComponent("genai", GenAiComponent.class).getConnections().put(provider, connection);
        }
        context.getComponent("genai", GenAiComponent.class)
                .getConnections()
                .get("replicate")
                .setWebhookSecret(simulator.webhookSecret());
        AdviceWith.adviceWith(context, "fal-hooks", route -> route.replaceFromWith("direct:/hooks/fal"));
        AdviceWith.adviceWith(context, "pictures", route -> route.weaveByToUri("file:pictures")
                .replace()
                .to("mock:pictures"));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        server.stop(0);
        simulator.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void handOver(HttpExchange http) throws IOException {
        byte[] body = http.getRequestBody().readAllBytes();
        Exchange answered = context.createProducerTemplate()
                .request("direct:" + http.getRequestURI().getPath(), exchange -> {
                    exchange.getMessage().setBody(body);
                    http.getRequestHeaders()
                            .forEach((name, values) -> exchange.getMessage().setHeader(name, values.get(0)));
                });
        int ok = answered.getException() == null ? 200 : 500;
        http.sendResponseHeaders(answered.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, ok, Integer.class), -1);
        http.close();
    }

    @Test
    void aWebhookBringsThePictureAndAForgedOneIsAnswered401() throws Exception {
        simulator.fault(Fault.status(503).on("replicate", "get").times(50).build());
        MockEndpoint pictures = context.getEndpoint("mock:pictures", MockEndpoint.class);
        pictures.setResultWaitTime(MAX_WAIT.toMillis());
        pictures.expectedMessageCount(1);

        Generation created =
                context.createProducerTemplate().requestBody("direct:order", "a paper boat", Generation.class);

        pictures.assertIsSatisfied();
        await().atMost(MAX_WAIT).until(() -> !simulator.webhooks().isEmpty());
        assertThat(simulator.webhooks()).extracting(Webhook::status).containsExactly(200);
        assertThat(answerToForged("/hooks/replicate", created.id())).isEqualTo(401);
        assertThat(answerToForged("/hooks/fal", created.id())).isEqualTo(401);
    }

    private int answerToForged(String path, String id) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url(path)))
                                .POST(BodyPublishers.ofString("{\"id\":\"" + id + "\",\"status\":\"failed\"}"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
