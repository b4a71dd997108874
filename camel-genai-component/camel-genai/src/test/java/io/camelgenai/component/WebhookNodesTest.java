package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.WebhookRefusedException;
import io.camelgenai.tracking.repository.InterceptedRepository;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Webhooks that arrive on another node than the one that tracks the generation; both share a PostgreSQL. */
class WebhookNodesTest extends WebhookTestSupport {

    private final String application = UUID.randomUUID().toString();
    private final AtomicBoolean failing = new AtomicBoolean();
    private SecondNode second;
    private ProducerTemplate other;

    private JdbcGenerationRepository database() {
        JdbcGenerationRepository repository = new JdbcGenerationRepository(Databases.postgres());
        repository.setApplication(application);
        return repository;
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
        context.getComponent("genai", GenAiComponent.class)
                .setRepository(new InterceptedRepository(database(), (method, call) -> {
                    if (failing.get() && method.equals(InterceptedRepository.method("TrackingStore.requestPoll"))) {
                        throw new IllegalStateException("The database is not there");
                    }
                    return call.call();
                }));
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:replicate").to("genai:replicate?operation=webhook");
        routes.from("direct:get").to("genai:replicate?operation=get");
        routes.from("direct:create")
                .to("genai:replicate/black-forest-labs/flux-1.1-pro?operation=create&channel=pictures");
    }

    @BeforeEach
    void startSecondNode() throws Exception {
        second = new SecondNode(this, database(), new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("genai:replicate?channel=pictures").process(exchange -> delivered(exchange));
                from("direct:other").to("genai:replicate?operation=webhook");
            }
        });
        other = second.context.createProducerTemplate();
    }

    @AfterEach
    void stopSecondNode() {
        second.close();
    }

    /** A generation that the second node polls rarely, and that is complete. */
    private Generation created() {
        second.context
                .getComponent("genai", GenAiComponent.class)
                .runtime()
                .clients()
                .get("replicate")
                .webhooks()
                .wasUseful();
        Generation created = template.requestBody("direct:create", "A paper boat [takes 1s]", Generation.class);
        await().until(() -> requests("replicate", "get").size() == 1);
        terminalDocument("direct:get", String.valueOf(created.id()));
        return created;
    }

    private static String succeeded(Generation created) {
        return "{\"id\":\"" + created.id() + "\",\"status\":\"succeeded\"}";
    }

    @Test
    void theNodeThatTracksItPollsAtOnce() {
        Generation created = created();

        assertThat(send("replicate", "msg_1", Instant.now(), succeeded(created)).getException())
                .isNull();

        await().until(() -> delivered.size() == 1);
        assertThat(delivered.get(0).status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(delivered.get(0).artifacts()).hasSize(1);
    }

    @Test
    void aReplayToAnotherNodeIsRefused() {
        String body = "{\"id\":\"17\",\"status\":\"processing\"}";
        Map<String, String> headers = signed("msg_1", Instant.now().getEpochSecond(), body);
        assertThat(send("replicate", headers, body).getException()).isNull();

        Exchange replayed = other.send("direct:other", exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });

        assertThat(replayed.getException())
                .isInstanceOfSatisfying(WebhookRefusedException.class, refused -> assertThat(refused.getCode())
                        .isEqualTo(WebhookRefusedException.REPLAYED));
    }

    @Test
    void aMessageThatCouldNotBeTakenIsNotRemembered() {
        Generation created = created();
        failing.set(true);
        Exchange failed = send("replicate", "msg_1", Instant.now(), succeeded(created));
        assertThat(failed.getException()).hasMessageContaining("not there");
        assertThat(failed.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isNull();
        failing.set(false);

        assertThat(send("replicate", "msg_1", Instant.now(), succeeded(created)).getException())
                .isNull();
        await().until(() -> delivered.size() == 1);
    }
}
