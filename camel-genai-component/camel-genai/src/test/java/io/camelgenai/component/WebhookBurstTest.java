package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A thousand webhooks at once: each is verified, and none of the completions is lost. */
class WebhookBurstTest extends WebhookTestSupport {

    private static final int COUNT = 1000;
    private static final Duration WITHIN = Duration.ofSeconds(60);

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
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:replicate").to("genai:replicate?operation=webhook");
        routes.from("direct:create")
                .to("genai:replicate/black-forest-labs/flux-1.1-pro?operation=create&channel=pictures");
        routes.from("genai:replicate?channel=pictures&concurrentConsumers=50").process(this::delivered);
    }

    @Test
    void noCompletionOfABurstIsLost() {
        List<CompletableFuture<Generation>> creates = IntStream.range(0, COUNT)
                .mapToObj(i ->
                        template.asyncRequestBody("direct:create", "boat " + i + " [takes 600s]", Generation.class))
                .toList();
        List<String> ids = creates.stream().map(each -> each.join().id()).toList();
        ExecutorService senders = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Exchange>> sent = IntStream.range(0, COUNT)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> send(
                                    "replicate",
                                    "msg_" + i,
                                    Instant.now(),
                                    "{\"id\":\"" + ids.get(i) + "\",\"status\":\"succeeded\"}"),
                            senders))
                    .toList();

            assertThat(sent)
                    .allSatisfy(each -> assertThat(each.join().getException()).isNull());
            await().atMost(WITHIN).until(() -> delivered.size() >= COUNT);
            Set<String> once = new HashSet<>();
            delivered.forEach(each -> once.add(each.id()));
            assertThat(once).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(delivered).hasSize(COUNT);
        } finally {
            senders.shutdownNow();
        }
    }
}
