package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkillsVideoTest extends SimulatorTestSupport {
    private static final String BASE = "/skills-video";
    private static final String VEO = BASE + "/generation/google/veo-3.1";
    private static final String[] KEY = {"Authorization", "Bearer key"};

    SkillsVideoTest() {
        super(SimulatorOptions.builder().pingInterval(Duration.ofMillis(100)));
    }

    @Test
    void aGenerationIsAcceptedAndReadWhenCompleted() throws Exception {
        HttpResponse<String> created = client.post(VEO, prompt("a kite [takes 2s]"), KEY);
        assertThat(created.statusCode()).isEqualTo(202);
        JsonNode accepted = json(created);
        assertThat(accepted.get("status").asText()).isEqualTo("IN_QUEUE");
        assertThat(accepted.at("/input/duration").asInt()).isEqualTo(8);
        assertThat(accepted.at("/input/aspect_ratio").asText()).isEqualTo("16:9");
        assertThat(accepted.get("usage")).hasSize(3);
        assertThat(accepted.at("/usage/total").isInt()).isTrue();
        assertThat(accepted.has("data")).isFalse();

        String id = accepted.get("id").asText();
        assertThat(get(id).get("data").isNull()).isTrue();
        await().until(() -> get(id).get("status").asText().equals("IN_PROGRESS"));
        await().until(() -> get(id).get("status").asText().equals("COMPLETED"));
        JsonNode data = get(id).get("data");
        assertThat(data.get("type").asText()).isEqualTo("video");
        assertThat(data.get("videos")).hasSize(1);
        assertThat(data.at("/video/content_type").asText()).isEqualTo("video/mp4");
        assertThat(data.get("actual_prompt").asText()).isEqualTo("a kite");
    }

    @Test
    void everyFrameOfAStreamIsTheWholeDocument() throws Exception {
        HttpResponse<String> stream =
                client.post(BASE + "/generation/sse/kling-ai/v3/video", prompt("a kite [takes 0.6s]"), KEY);
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(stream.body()).contains("\n: ").doesNotContain("[DONE]");
        List<JsonNode> frames =
                TestClient.data(stream.body()).stream().map(TestClient::json).toList();
        assertThat(frames)
                .extracting(frame -> frame.get("status").asText())
                .containsExactly("IN_QUEUE", "IN_PROGRESS", "IN_PROGRESS", "IN_PROGRESS", "COMPLETED");
        assertThat(frames).allSatisfy(frame -> {
            assertThat(frame.get("id")).isEqualTo(frames.get(0).get("id"));
            assertThat(frame.at("/input/quality").asText()).isEqualTo("standard");
            assertThat(frame.has("data")).isTrue();
            assertThat(frame.has("usage")).isTrue();
        });
        assertThat(frames.get(4).at("/data/video/url").asText()).contains(".mp4?");
        assertThat(simulator.requests("skills-video", "stream")).hasSize(1);
        assertThat(get(frames.get(0).get("id").asText()).get("status").asText()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @CsvSource({"[fail], FAILED, VIDEO_GENERATION_FAILED", "[fail TIMEOUT], FAILED, VIDEO_GENERATION_TIMEOUT"})
    void aFailureHasACodeAndCostsNothing(String marker, String status, String code) throws Exception {
        List<String> frames =
                TestClient.data(client.post(BASE + "/generation/sse/google/veo-3.1", prompt("x " + marker), KEY)
                        .body());
        JsonNode last = json(frames.get(frames.size() - 1));
        assertThat(last.get("status").asText()).isEqualTo(status);
        assertThat(last.get("code").asText()).isEqualTo(code);
        assertThat(last.get("message").asText()).isNotEmpty();
        assertThat(last.get("data").isNull()).isTrue();
        assertThat(last.at("/usage/total").asInt()).isZero();
    }

    @Test
    void aPromptCanAskForACanceledGeneration() throws Exception {
        JsonNode generation = json(client.post(VEO, prompt("x [cancel]"), KEY));
        assertThat(get(generation.get("id").asText()).get("status").asText()).isEqualTo("CANCELED");
    }

    @Test
    void theListHasOnlyPendingGenerations() throws Exception {
        client.post(VEO, prompt("done"), KEY);
        String first = id(client.post(VEO, prompt("one [takes 60s]"), KEY));
        String second = id(client.post(VEO, prompt("two [takes 60s]"), KEY));
        client.post(VEO, prompt("not mine [takes 60s]"), "Authorization", "Bearer other");
        JsonNode list = json(client.get(BASE + "/generations/running", KEY));
        assertThat(list.isArray()).isTrue();
        assertThat(list).extracting(item -> item.get("id").asText()).containsExactly(second, first);
        assertThat(list.get(0)).hasSize(4);
        assertThat(json(client.get(BASE + "/generations/running?limit=1&workspace=w", KEY)))
                .hasSize(1);
        assertThat(client.get(BASE + "/generations/running?limit=101", KEY).statusCode())
                .isEqualTo(400);
    }

    @Test
    void creditsAreSpent() throws Exception {
        int before = json(client.get(BASE + "/credits", KEY)).get("total").asInt();
        int price = json(client.post(VEO, "{\"prompt\":\"x\",\"n\":2}", KEY))
                .at("/usage/total")
                .asInt();
        assertThat(price).isEqualTo(640);
        assertThat(json(client.get(BASE + "/credits", KEY)).get("total").asInt())
                .isEqualTo(before - price);
    }

    @Test
    void concurrentEqualPromptsAreTwoGenerations() throws Exception {
        assertThat(id(client.post(VEO, prompt("x"), KEY))).isNotEqualTo(id(client.post(VEO, prompt("x"), KEY)));
        assertThat(simulator.generationsCreated("skills-video")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"prompt\":\"x\",\"fps\":24}",
                "{\"prompt\":\"x\",\"quality\":\"pro\"}",
                "{\"prompt\":\"x\",\"aspect_ratio\":\"1:1\"}",
                "{\"prompt\":\"x\",\"n\":5}",
                "{\"prompt\":\"x\",\"duration\":\"8\"}",
                "{\"prompt\":\"x\",\"model\":\"google/veo-3.1\"}",
                "{\"prompt\":\"\"}",
                "{}",
                "nonsense"
            })
    void inputThatTheModelDoesNotHaveIsRejected(String body) throws Exception {
        HttpResponse<String> response = client.post(VEO, body, KEY);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("code").asText()).isEqualTo("VIDEO_GENERATION_INVALID_INPUT");
        assertThat(json(response).get("error").asText()).isEqualTo("INVALID_INPUT");
        assertThat(simulator.generationsCreated()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_INPUT, 400", "UNSUPPORTED_MODEL, 400", "INSUFFICIENT_CREDITS, 402", "CONTENT_REJECTED, 422",
        "RATE_LIMITED, 429", "FAILED, 502", "PROVIDER_UNAVAILABLE, 503", "TIMEOUT, 504"
    })
    void aPromptCanAskForEveryErrorCode(String code, int status) throws Exception {
        HttpResponse<String> byPrompt =
                client.post(BASE + "/generation/google/nano-banana-pro", prompt("x [error " + code + "]"), KEY);
        assertThat(byPrompt.statusCode()).isEqualTo(status);
        assertThat(json(byPrompt).get("code").asText()).isEqualTo("IMAGE_GENERATION_" + code);
        assertThat(json(byPrompt)).hasSize(3);
        simulator.fault(Fault.status(status).on("skills-video", "create").build());
        assertThat(json(client.post(VEO, prompt("x"), KEY)).get("code").asText())
                .startsWith("VIDEO_GENERATION_");
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void unknownPathsAreNotFound() throws Exception {
        HttpResponse<String> model = client.post(BASE + "/generation/google/veo-99", prompt("x"), KEY);
        assertThat(model.statusCode()).isEqualTo(404);
        assertThat(json(model).get("code").asText()).isEqualTo("NOT_FOUND");
        assertThat(client.post(BASE + "/generation/sse/nobody/none", prompt("x"), KEY)
                        .statusCode())
                .isEqualTo(404);
        String id = id(client.post(VEO, prompt("x"), KEY));
        assertThat(client.get(BASE + "/generation/" + id, "Authorization", "Bearer other")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.delete(BASE + "/generation/" + id, KEY).statusCode()).isEqualTo(405);
        assertThat(client.post(VEO, prompt("x")).statusCode()).isEqualTo(401);
    }

    private JsonNode get(String id) throws Exception {
        return json(client.get(BASE + "/generation/" + id, KEY));
    }

    private static String id(HttpResponse<String> created) {
        return json(created).get("id").asText();
    }

    private static String prompt(String prompt) {
        return "{\"prompt\":\"" + prompt + "\"}";
    }
}
