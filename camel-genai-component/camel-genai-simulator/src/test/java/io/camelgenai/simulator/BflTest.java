package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BflTest extends SimulatorTestSupport {
    private static final String CREATE = "/bfl/v1/flux-2-pro";
    private static final String[] KEY = {"x-key", "bfl-1"};

    private HttpResponse<String> create(String prompt) throws Exception {
        return client.post(CREATE, "{\"prompt\":\"" + prompt + "\"}", KEY);
    }

    private JsonNode poll(JsonNode created) throws Exception {
        return json(client.get(created.get("polling_url").asText(), KEY));
    }

    @Test
    void aPictureIsCreatedAndPolledAtTheUrlOfTheAnswer() throws Exception {
        JsonNode created = json(create("a lighthouse"));
        assertThat(created.has("status")).isFalse();
        assertThat(created.get("cost").isNumber()).isTrue();

        JsonNode ready = poll(created);
        assertThat(ready.get("status").asText()).isEqualTo("Ready");
        HttpResponse<byte[]> file =
                TestClient.bytes(client.request(ready.at("/result/sample").asText()));
        assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(poll(json(create("slow [takes 60s]"))).get("status").asText())
                .isEqualTo("Pending");
    }

    @Test
    void anUnknownTaskAndOneOfAnotherKeyAreNoErrorByHttp() throws Exception {
        String id = json(create("a lighthouse")).get("id").asText();

        for (HttpResponse<String> answer : new HttpResponse[] {
            client.get("/bfl/v1/get_result?id=unknown", KEY),
            client.get("/bfl/v1/get_result?id=" + id, "x-key", "bfl-2")
        }) {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).get("status").asText()).isEqualTo("Task not found");
        }
    }

    @ParameterizedTest
    @CsvSource({"request_moderated,Request Moderated", "content_moderated,Content Moderated", "other,Error"})
    void aRefusalIsAStatus(String code, String status) throws Exception {
        JsonNode failed = poll(json(create("x [fail " + code + "]")));

        assertThat(failed.get("status").asText()).isEqualTo(status);
        assertThat(failed.get("details")).isNotEmpty();
        assertThat(failed.get("result").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{}", "{\"prompt\":\"x\",\"surprise\":1}", "{\"prompt\":\"x\",\"width\":1}"})
    void anInvalidRequestIsRefused(String body) throws Exception {
        assertThat(client.post(CREATE, body, KEY).statusCode()).isEqualTo(422);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void aKeyAndAKnownModelAreRequired() throws Exception {
        assertThat(client.post(CREATE, "{\"prompt\":\"x\"}").statusCode()).isEqualTo(403);
        assertThat(client.post("/bfl/v1/flux-0", "{\"prompt\":\"x\"}", KEY).statusCode())
                .isEqualTo(404);
        assertThat(create("x [error 402]").statusCode()).isEqualTo(402);
        assertThat(create("x [reject]").statusCode()).isEqualTo(422);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void theJournalDoesNotShowTheKey() throws Exception {
        create("x");

        assertThat(simulator.requests().get(0).header("x-key")).isEqualTo(JournalEntry.fingerprint(KEY[1]));
    }
}
