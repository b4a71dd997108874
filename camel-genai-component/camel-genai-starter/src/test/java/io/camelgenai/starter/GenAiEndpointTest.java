package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.Generation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.EndpointInject;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** The actuator endpoint with unrestricted access. */
@TestPropertySource(properties = "management.endpoint.genai.access=unrestricted")
class GenAiEndpointTest extends EndpointTestSupport {

    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    @EndpointInject("mock:completed")
    MockEndpoint completed;

    @BeforeEach
    void reset() {
        completed.reset();
    }

    @AfterEach
    void repair() {
        BROKEN.set(false);
    }

    @Test
    void anUnknownOutcomeIsResolvedAndDelivered() throws Exception {
        String key = loseAnswer();
        HttpResponse<String> wrong = send("POST", "genai/resolve", Map.of("key", key, "generationId", "gen_none"));
        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(unresolved("unknownOutcomes")).hasSize(1);

        String id = lastCreated();
        completed.expectedMessageCount(1);
        HttpResponse<String> right = send("POST", "genai/resolve", Map.of("key", key, "generationId", id));
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(right.body()).get("result").asText()).isEqualTo("Tracked as " + id);
        completed.assertIsSatisfied(MAX_WAIT.toMillis());
        assertThat(completed
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(Generation.class)
                        .id())
                .isEqualTo(id);
        assertThat(unresolved("unknownOutcomes")).isEmpty();
    }

    private String lastCreated() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/_simulator/generations"))
                .build();
        String body = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();
        JsonNode generations = JSON.readTree(body).get("generations");
        return generations.get(generations.size() - 1).get("id").asText();
    }

    @Test
    void anUnknownOutcomeIsDiscarded() throws Exception {
        String key = loseAnswer();
        HttpResponse<String> discarded = send("POST", "genai/discard", Map.of("key", key));
        assertThat(discarded.statusCode()).isEqualTo(200);
        assertThat(discarded.body()).isEqualTo("{\"result\":\"Discarded\"}");
        assertThat(unresolved("unknownOutcomes")).isEmpty();
        assertThat(send("POST", "genai/discard", Map.of("key", key)).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"redeliver, result", "redeliverAll, redelivered"})
    void aParkedDeliveryIsRedelivered(String operation, String result) throws Exception {
        BROKEN.set(true);
        template.sendBody("direct:order", PROMPT);
        await().atMost(MAX_WAIT).until(() -> unresolved("parkedDeliveries").size() == 1);
        JsonNode parked = unresolved("parkedDeliveries").get(0);
        assertThat(parked.get("deliveries").asInt()).isEqualTo(1);
        BROKEN.set(false);

        completed.expectedMessageCount(1);
        HttpResponse<String> redelivered = send(
                "POST", "genai/" + operation, Map.of("key", parked.get("key").asText()));
        assertThat(redelivered.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(redelivered.body()).has(result)).isTrue();
        completed.assertIsSatisfied(MAX_WAIT.toMillis());
        assertThat(completed.getExchanges().get(0).getMessage().getHeader(GenAiConstants.REDELIVERED))
                .isEqualTo(true);
        await().atMost(MAX_WAIT).until(() -> unresolved("parkedDeliveries").isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "resolve, key and generationId",
        "discard, needs key",
        "redeliver, needs key",
        "askProvider, needs key",
        "forget, there are resolve"
    })
    void anIncompleteRequestIsExplained(String operation, String message) throws Exception {
        HttpResponse<String> response = send("POST", "genai/" + operation, Map.of());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "resolve, unknown outcome",
        "askProvider, unknown outcome",
        "discard, unknown outcome",
        "redeliver, parked delivery"
    })
    void aKeyWithNothingUnderItIsNotFound(String operation, String message) throws Exception {
        HttpResponse<String> response = send("POST", "genai/" + operation, Map.of("key", "none", "generationId", "x"));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains(message);
    }
}
