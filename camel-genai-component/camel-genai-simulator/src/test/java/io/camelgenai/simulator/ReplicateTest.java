package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicateTest extends SimulatorTestSupport {
    private static final String ROOT = "/replicate";
    private static final String TEXT = "/models/meta/meta-llama-3-8b-instruct/predictions";
    private static final String PICTURE = "/models/black-forest-labs/flux-schnell/predictions";
    private static final String[] KEY = {"Authorization", "Bearer r8_1"};
    private static final String TEXTS = "5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa";
    private static final String PICTURES = "ac7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa";

    private HttpResponse<String> create(String path, String prompt, String... headers) throws Exception {
        return client.post(ROOT + path, "{\"input\":{\"prompt\":\"" + prompt + "\"}}", with(headers));
    }

    private HttpResponse<String> createVersion(String version) throws Exception {
        return client.post(
                ROOT + "/predictions", "{\"version\":\"" + version + "\",\"input\":{\"prompt\":\"x\"}}", KEY);
    }

    private static String[] with(String... headers) {
        String[] all = Arrays.copyOf(KEY, KEY.length + headers.length);
        System.arraycopy(headers, 0, all, KEY.length, headers.length);
        return all;
    }

    private JsonNode get(JsonNode prediction) throws Exception {
        return json(client.get(prediction.at("/urls/get").asText(), KEY));
    }

    private String stream(JsonNode prediction) throws Exception {
        return client.get(prediction.at("/urls/stream").asText(), KEY).body();
    }

    @Test
    void aPredictionIsCreatedAndPolled() throws Exception {
        HttpResponse<String> created = create(TEXT, "slow [takes 60s]");
        assertThat(created.statusCode()).isEqualTo(201);
        JsonNode starting = json(created);
        assertThat(starting.get("status").asText()).isIn("starting", "processing");
        assertThat(starting.has("completed_at")).isFalse();

        JsonNode done = get(json(create(TEXT, "the tides")));
        assertThat(done.get("status").asText()).isEqualTo("succeeded");
        assertThat(done.get("model").asText()).isEqualTo("meta/meta-llama-3-8b-instruct");
        assertThat(done.get("output").size()).isGreaterThan(1);
        assertThat(done.at("/metrics/output_token_count").asInt())
                .isEqualTo(done.get("output").size());
        assertThat(done.get("error").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        TEXTS + ",meta/llama-2-7b-chat",
        PICTURES + ",stability-ai/stable-diffusion",
        "google/veo-2:" + TEXTS + ",google/veo-2",
        "google/veo-2,google/veo-2"
    })
    void aVersionIsOneOfAModel(String version, String model) throws Exception {
        JsonNode created = json(createVersion(version));

        assertThat(created.get("model").asText()).isEqualTo(model);
        assertThat(created.get("version").asText())
                .isEqualTo(version.contains(TEXTS.substring(1)) ? version.replaceFirst(".*:", "") : "hidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "google/veo-2:1", ""})
    void anUnknownVersionIsRefused(String version) throws Exception {
        assertThat(createVersion(version).statusCode()).isEqualTo(422);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void whatTheDocumentationDoesNotHaveIsRefused() throws Exception {
        assertThat(create("/models/acme/unknown/predictions", "x").statusCode()).isEqualTo(404);
        assertThat(client.post(ROOT + TEXT, "{\"version\":\"" + TEXTS + "\",\"input\":{}}", KEY)
                        .statusCode())
                .isEqualTo(422);
        assertThat(client.post(ROOT + TEXT, "{\"prompt\":\"x\"}", KEY).statusCode())
                .isEqualTo(422);
        assertThat(client.post(ROOT + TEXT, "{\"input\":{}}").statusCode()).isEqualTo(401);
        assertThat(create(TEXT, "x", "Cancel-After", "soon").statusCode()).isEqualTo(422);
        assertThat(create(TEXT, "x [error 429]").statusCode()).isEqualTo(429);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void aDeploymentIsCreatedByItsName() throws Exception {
        assertThat(create("/deployments/acme/llama/predictions", "x").statusCode())
                .isEqualTo(201);
    }

    @Test
    void theAnswerWaitsForTheResult() throws Exception {
        JsonNode done = json(create(PICTURE, "a lighthouse [takes 0.3s]", "Prefer", "wait"));
        assertThat(done.get("status").asText()).isEqualTo("succeeded");
        assertThat(done.get("output")).hasSize(1);
        assertThat(TestClient.bytes(client.request(done.at("/output/0").asText()))
                        .statusCode())
                .isEqualTo(200);

        JsonNode late = json(create(PICTURE, "slow [takes 60s]", "Prefer", "wait=1"));
        assertThat(late.get("status").asText()).isEqualTo("starting");
    }

    @Test
    void aPredictionBeyondItsTimeLimitIsCanceledOrAborted() throws Exception {
        JsonNode began = json(create(PICTURE, "x [takes 4s]", "Cancel-After", "1s", "Prefer", "wait=5"));
        JsonNode waited = json(create(PICTURE, "x [takes 60s]", "Cancel-After", "1", "Prefer", "wait=5"));

        assertThat(began.get("status").asText()).isEqualTo("canceled");
        assertThat(waited.get("status").asText()).isEqualTo("aborted");
        assertThat(waited.has("started_at")).isFalse();
        assertThat(waited.has("deadline")).isTrue();
    }

    @Test
    void aTextIsStreamedAsItIs() throws Exception {
        JsonNode prediction = json(create(TEXT, "x [tokens 3]"));
        String body = stream(prediction);

        assertThat(body.lines().filter(line -> line.startsWith("event: ")))
                .containsExactly("event: output", "event: output", "event: output", "event: done");
        assertThat(body).endsWith("data: {}\n\n").contains("\nid: ");
        assertThat(body).contains("data: " + get(prediction).at("/output/0").asText() + "\n");
    }

    @Test
    void theStreamOfAPictureHasItsUrl() throws Exception {
        JsonNode prediction = json(create(PICTURE, "a lighthouse"));

        assertThat(stream(prediction))
                .contains("event: output\n")
                .contains("data: " + simulator.baseUrl() + "/replicate/files/");
    }

    @Test
    void aVideoHasNoStream() throws Exception {
        JsonNode prediction = json(create("/models/google/veo-3-fast/predictions", "a lighthouse"));

        assertThat(prediction.get("urls").has("stream")).isFalse();
        assertThat(get(prediction).get("output").isTextual()).isTrue();
        assertThat(client.get(ROOT + "/stream/" + prediction.get("id").asText(), KEY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFailureIsInTheStreamAndInThePrediction() throws Exception {
        JsonNode prediction = json(create(TEXT, "x [fail E1]"));

        assertThat(stream(prediction)).contains("event: error\n").endsWith("data: {\"reason\":\"error\"}\n\n");
        JsonNode failed = get(prediction);
        assertThat(failed.get("status").asText()).isEqualTo("failed");
        assertThat(failed.get("error").asText()).contains("E1");
    }

    @Test
    void aCancelStopsThePredictionOnce() throws Exception {
        JsonNode prediction = json(create(TEXT, "x [takes 60s]"));
        String cancel = prediction.at("/urls/cancel").asText();

        assertThat(json(client.post(cancel, "", KEY)).get("status").asText()).isEqualTo("canceled");
        assertThat(stream(prediction)).endsWith("data: {\"reason\":\"canceled\"}\n\n");
        JsonNode over = json(create(TEXT, "x"));
        assertThat(json(client.post(over.at("/urls/cancel").asText(), "", KEY))
                        .get("status")
                        .asText())
                .isEqualTo("succeeded");
    }

    @Test
    void aPredictionBelongsToItsKey() throws Exception {
        JsonNode prediction = json(create(TEXT, "x"));

        assertThat(client.get(prediction.at("/urls/get").asText(), "Authorization", "Bearer r8_2")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void theUrlOfAStreamIsEnoughToReadIt() throws Exception {
        String url = json(create(TEXT, "x")).at("/urls/stream").asText();

        assertThat(client.get(url).body()).contains("event: done");
        assertThat(client.get(url + "0").statusCode()).isEqualTo(404);
    }
}
