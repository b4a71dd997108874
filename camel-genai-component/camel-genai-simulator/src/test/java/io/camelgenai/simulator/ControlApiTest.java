package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.image;
import static io.camelgenai.simulator.TestClient.imageLater;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlApiTest extends SimulatorTestSupport {
    ControlApiTest() {
        super(SimulatorOptions.builder().journalLimit(3));
    }

    @Test
    void theFrontPageListsTheProviders() throws Exception {
        assertThat(client.get("/").body()).contains(simulator.baseUrl("llmstats"), simulator.baseUrl("privategpt"));
    }

    @Test
    void theJournalHasRequestsButNoKeys() throws Exception {
        client.generate(image("a secret wish"));
        client.message("x");
        JsonNode all = json(client.get("/_simulator/requests"));
        assertThat(all).hasSize(2);
        JsonNode create = json(client.get("/_simulator/requests?provider=llmstats&operation=create"))
                .get(0);
        assertThat(create.get("number").asLong()).isEqualTo(1);
        assertThat(create.get("method").asText()).isEqualTo("POST");
        assertThat(create.get("path").asText()).isEqualTo("/llmstats/v1/generations");
        assertThat(create.get("query").isNull()).isTrue();
        assertThat(create.get("body").asText()).contains("a secret wish");
        assertThat(create.get("status").asInt()).isEqualTo(200);
        assertThat(create.at("/headers/authorization").asText())
                .isEqualTo("Bearer " + JournalEntry.fingerprint(TestClient.KEY));
        assertThat(all.toString()).doesNotContain(TestClient.KEY);
        assertThat(simulator.requests())
                .allSatisfy(entry -> assertThat(entry.toString()).doesNotContain("secret wish"));
    }

    @Test
    void theJournalKeepsTheNewestRequests() throws Exception {
        for (int i = 0; i < 5; i++) {
            client.message("x");
        }
        assertThat(simulator.requests()).extracting(JournalEntry::number).containsExactly(3L, 4L, 5L);
    }

    @Test
    void aUrlForWebhooksIsSetUp() throws Exception {
        String url = "\"http://127.0.0.1:1/hook\"";
        assertThat(client.post("/_simulator/webhooks", "{\"provider\":\"openai-responses\",\"url\":" + url + "}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("/_simulator/webhooks", "{\"provider\":\"nobody\",\"url\":" + url + "}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post("/_simulator/webhooks", "url").statusCode()).isEqualTo(400);
        JsonNode document = json(client.get("/_simulator/webhooks"));
        assertThat(document.get("secret").asText()).isEqualTo(simulator.webhookSecret());
        assertThat(document.get("sent")).isEmpty();
    }

    @Test
    void theGenerationsAreCountedAndListed() throws Exception {
        String id = json(client.generate(imageLater("x [takes 60s]"))).get("id").asText();
        client.message("x");
        JsonNode document = json(client.get("/_simulator/generations"));
        assertThat(document.get("count").asLong()).isEqualTo(2);
        assertThat(document.at("/providers/llmstats").asLong()).isEqualTo(1);
        assertThat(document.at("/providers/privategpt").asLong()).isEqualTo(1);
        JsonNode first = document.at("/generations/0");
        assertThat(first.get("id").asText()).isEqualTo(id);
        assertThat(first.get("provider").asText()).isEqualTo("llmstats");
        assertThat(first.get("model").asText()).isEqualTo("flux-1.1-pro");
        assertThat(first.get("status").asText()).isEqualTo("queued");
        assertThat(first.get("createdAt").asText()).endsWith("Z");
    }

    @Test
    void faultsAreArmedAndWithdrawn() throws Exception {
        String fault = "{\"kind\":\"STATUS\",\"status\":503,\"retryAfter\":0,\"provider\":\"llmstats\"}";
        assertThat(client.post("/_simulator/faults", "[" + fault + "," + fault + "]")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> response = client.generate(image("x"));
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("0");
        assertThat(TestClient.send(client.request("/_simulator/faults").DELETE())
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.generate(image("x")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"kind\":\"EXPLODE\"} | kind must be one of",
                "{\"status\":500} | kind is required",
                "{\"kind\":\"CUT\",\"frame\":1} | frame is not a known field",
                "{\"kind\":\"STATUS\",\"status\":9} | status must be between",
                "{\"kind\":\"CUT\",\"provider\":\"nobody\"} | provider must be one of",
                "{\"kind\":\"CUT\",\"provider\":\"twelvelabs\",\"operation\":\"get\"} | twelvelabs does not have the operation get; operation must be one of create",
                "{\"kind\":\"CUT\",\"operation\":\"watch\"} | no provider has the operation watch; operation must be one of create, get,",
                "[{\"kind\":\"CUT\"},{\"kind\":\"CUT\",\"provider\":\"llmstats\",\"operation\":\"stream\"}] | create, get, artifact",
                "[1] | must be an object",
                "nonsense | not JSON"
            })
    void anInvalidFaultIsRefusedWithAReason(String body, String reason) throws Exception {
        HttpResponse<String> response = client.post("/_simulator/faults", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("error").asText()).contains(reason);
        assertThat(json(client.get("/_simulator/faults"))).isEmpty();
    }

    @Test
    void faultsAreListedUntilTheyArePlayed() throws Exception {
        client.post("/_simulator/faults", """
                [{"kind":"STATUS","status":503,"retryAfter":0,"provider":"llmstats","operation":"create","times":2},
                 {"kind":"STALL","insideFrame":3,"operation":"stream"},
                 {"kind":"DELAY","delayMillis":20,"operation":"cancel"},
                 {"kind":"UNKNOWN_STATUS","body":"odd","operation":"status"},
                 {"kind":"CUT","afterBytes":7,"operation":"list"}]""");
        client.generate(image("x"));
        assertThat(json(client.get("/_simulator/faults"))).isEqualTo(json("""
                [{"kind":"STATUS","provider":"llmstats","operation":"create","times":2,"status":503,"retryAfter":"0",
                  "played":1,"armed":true},
                 {"kind":"STALL","provider":null,"operation":"stream","times":1,"insideFrame":3,"played":0,"armed":true},
                 {"kind":"DELAY","provider":null,"operation":"cancel","times":1,"delayMillis":20,
                  "played":0,"armed":true},
                 {"kind":"UNKNOWN_STATUS","provider":null,"operation":"status","times":1,"body":"odd","beforeFrame":0,
                  "played":0,"armed":true},
                 {"kind":"CUT","provider":null,"operation":"list","times":1,"afterBytes":7,
                  "played":0,"armed":true}]"""));
        client.generate(image("x"));
        simulator.clearFaults();
        assertThat(json(client.get("/_simulator/faults")))
                .hasSize(4)
                .allSatisfy(fault -> assertThat(fault.get("armed").asBoolean()).isFalse());
    }

    @Test
    void aResetClearsEverything() throws Exception {
        String id = json(client.generate(image("x"))).get("id").asText();
        simulator.fault(Fault.status(500).build());
        assertThat(client.post("/_simulator/reset", "").statusCode()).isEqualTo(200);
        assertThat(simulator.requests()).isEmpty();
        assertThat(simulator.generationsCreated()).isZero();
        assertThat(client.generation(id, "").statusCode()).isEqualTo(404);
        assertThat(json(client.generate(image("x"))).get("id").asText()).isNotEqualTo(id);
    }

    @Test
    void unknownPathsAreNotFound() throws Exception {
        assertThat(client.get("/nobody/v1").statusCode()).isEqualTo(404);
        assertThat(client.get("/_simulator/other").body()).contains("llmstats");
        assertThat(client.get("/llmstats/v2").statusCode()).isEqualTo(404);
        assertThat(client.get("/privategpt/v1/messages/async").statusCode()).isEqualTo(405);
        assertThat(simulator.requests("llmstats", "unknown")).hasSize(1);
    }
}
