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

class ElumentaTest extends SimulatorTestSupport {
    private static final String BASE = "/elumenta";
    private static final String CREATE = BASE + "/generate";
    private static final String[] KEY = {"Authorization", "Bearer nb_key"};
    private static final String[] OTHER_KEY = {"Authorization", "Bearer nb_other"};

    @Test
    void aTextIsReturnedWhenItIsComplete() throws Exception {
        HttpResponse<String> response = generate("gpt-4o", "a garden [takes 0.3s]");
        JsonNode generation = json(response);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(generation.get("id").isIntegralNumber()).isTrue();
        assertThat(generation.get("status").asText()).isEqualTo("completed");
        assertThat(generation.get("model_slug").asText()).isEqualTo("gpt-4o");
        assertThat(generation.get("result_text").asText()).contains("a garden");
        assertThat(generation.get("result_url").isNull()).isTrue();
        assertThat(generation.get("tokens_spent").asInt()).isPositive();
        assertThat(generation.get("processing_ms").asLong()).isBetween(200L, 300L);
        assertThat(get(generation)).isEqualTo(generation);
    }

    @ParameterizedTest
    @CsvSource({"flux-pro, image/png, .png?", "kling-v2, video/mp4, .mp4?", "tts-1, audio/wav, .wav?"})
    void filesArePendingFirst(String model, String type, String ending) throws Exception {
        JsonNode created = json(generate(model, "a garden"));
        assertThat(created.get("status").asText()).isEqualTo("pending");
        assertThat(created.get("tokens_spent").asInt()).isZero();
        assertThat(created).hasSize(10);
        JsonNode completed = get(created);
        assertThat(completed.get("status").asText()).isEqualTo("completed");
        assertThat(completed.get("result_text").isNull()).isTrue();
        String url = completed.get("result_url").asText();
        assertThat(url).contains(ending);
        HttpResponse<byte[]> file = TestClient.bytes(client.request(url));
        assertThat(file.headers().firstValue("Content-Type")).contains(type);
        assertThat(file.headers().firstValue("X-RateLimit-Limit-Hour")).isEmpty();
    }

    @Test
    void textIsStreamedInFramesOfData() throws Exception {
        List<String> frames =
                TestClient.data(stream("gpt-4o", "a garden [tokens 20]").body());
        assertThat(frames).hasSize(23).endsWith("[DONE]");
        JsonNode start = json(frames.get(0));
        assertThat(start.get("type").asText()).isEqualTo("generation_start");
        assertThat(start.get("model").asText()).isEqualTo("gpt-4o");
        JsonNode end = json(frames.get(21));
        assertThat(end.get("type").asText()).isEqualTo("generation_end");
        assertThat(end.get("id")).isEqualTo(start.get("id"));
        assertThat(end.get("tokens_spent").asInt()).isEqualTo(20);
        StringBuilder text = new StringBuilder();
        frames.subList(1, 21)
                .forEach(frame -> text.append(json(frame).get("delta").asText()));
        assertThat(get(start).get("result_text").asText()).isEqualTo(text.toString());
    }

    @Test
    void nothingFollowsAnErrorInAStream() throws Exception {
        List<String> frames =
                TestClient.data(stream("gpt-4o", "a garden [fail]").body());
        JsonNode error = json(frames.get(frames.size() - 1));
        assertThat(error.get("type").asText()).isEqualTo("error");
        assertThat(error.get("message").asText()).isNotEmpty();
        JsonNode failed = get(json(frames.get(0)));
        assertThat(failed.get("status").asText()).isEqualTo("failed");
        assertThat(failed.get("error").asText()).isNotEmpty();
        assertThat(failed.get("tokens_spent").asInt()).isZero();
    }

    @Test
    void onlyTextCanBeStreamed() throws Exception {
        HttpResponse<String> response = stream("flux-pro", "x");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("error").asText()).isEqualTo("bad_request");
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void theHistoryHasPagesAndFilters() throws Exception {
        for (int i = 0; i < 3; i++) {
            generate("gpt-4o", "text " + i);
        }
        JsonNode picture = json(generate("flux-pro", "picture [takes 60s]"));
        client.post(CREATE, body("gpt-4o", "foreign"), OTHER_KEY);
        JsonNode all = history("");
        assertThat(all.get("total").asInt()).isEqualTo(4);
        assertThat(all.get("page").asInt()).isEqualTo(1);
        assertThat(all.get("limit").asInt()).isEqualTo(20);
        assertThat(all.at("/items/0/id")).isEqualTo(picture.get("id"));
        assertThat(all.at("/items/0")).hasSize(12);
        assertThat(all.at("/items/0/prompt").asText()).startsWith("picture");
        assertThat(history("?page=2&limit=3").get("items")).hasSize(1);
        assertThat(history("?category=image").get("total").asInt()).isEqualTo(1);
        assertThat(history("?status=pending").get("total").asInt()).isEqualTo(1);
        assertThat(history("?model_slug=gpt-4o&status=completed").get("total").asInt())
                .isEqualTo(3);
        assertThat(client.get(BASE + "/user/history?limit=101", KEY).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aDeletedGenerationIsGoneButPaid() throws Exception {
        JsonNode generation = json(generate("gpt-4o", "x"));
        long balance = balance();
        String path = BASE + "/user/history/" + generation.get("id");
        assertThat(client.delete(path, OTHER_KEY).statusCode()).isEqualTo(404);
        assertThat(client.delete(path, KEY).statusCode()).isEqualTo(204);
        assertThat(client.delete(path, KEY).statusCode()).isEqualTo(404);
        assertThat(client.get(CREATE + "/" + generation.get("id"), KEY).statusCode())
                .isEqualTo(404);
        assertThat(balance()).isEqualTo(balance);
        assertThat(simulator.generationsCreated("elumenta")).isEqualTo(1);
    }

    @Test
    void accountAndModelsAreReturned() throws Exception {
        long before = balance();
        int spent = json(generate("gpt-4o", "x")).get("tokens_spent").asInt();
        assertThat(balance()).isEqualTo(before - spent);
        JsonNode me = json(client.get(BASE + "/user/me", KEY));
        assertThat(me).hasSize(12);
        assertThat(me.get("plan").asText()).isEqualTo("elite");
        assertThat(me.get("rate_limit_hourly").asInt()).isZero();
        JsonNode model = json(client.get(BASE + "/models/gpt-4o", KEY));
        assertThat(model.get("category").asText()).isEqualTo("text");
        assertThat(model.get("supports_streaming").asBoolean()).isTrue();
        assertThat(client.get(BASE + "/models/nothing", KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void theHourlyLimitIsInHeadersAndBody() throws Exception {
        try (GenAiSimulator strict = limited(2, Duration.ofHours(1))) {
            TestClient limited = new TestClient(strict);
            assertThat(limited.post(CREATE, body("gpt-4o", "1"), KEY)
                            .headers()
                            .firstValue("X-RateLimit-Remaining-Hour"))
                    .contains("1");
            limited.post(CREATE, body("gpt-4o", "2"), KEY);
            HttpResponse<String> rejected = limited.post(CREATE, body("gpt-4o", "3"), KEY);
            assertThat(rejected.statusCode()).isEqualTo(429);
            assertThat(rejected.headers().firstValue("Retry-After")).isEmpty();
            assertThat(rejected.headers().firstValue("X-RateLimit-Remaining-Hour"))
                    .contains("0");
            assertThat(rejected.headers().firstValue("X-RateLimit-Remaining-Day"))
                    .contains("18");
            JsonNode body = json(rejected);
            assertThat(body.get("error").asText()).isEqualTo("rate_limit_exceeded");
            assertThat(body.get("retry_after").asLong()).isBetween(3590L, 3601L);
            assertThat(body.get("limit_hour").asInt()).isEqualTo(2);
            assertThat(limited.post(CREATE, body("gpt-4o", "x"), OTHER_KEY).statusCode())
                    .isEqualTo(200);
            assertThat(strict.generationsCreated()).isEqualTo(3);
        }
    }

    @Test
    void theRateLimitWindowEnds() throws Exception {
        try (GenAiSimulator strict = limited(1, Duration.ofSeconds(2))) {
            TestClient slowClient = new TestClient(strict);
            String body = body("gpt-4o", "x");
            assertThat(slowClient.post(CREATE, body, KEY).statusCode()).isEqualTo(200);
            assertThat(slowClient.post(CREATE, body, KEY).statusCode()).isEqualTo(429);
            await().until(() -> slowClient.post(CREATE, body, KEY).statusCode() == 200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"model\":\"gpt-4o\"} | prompt",
                "{\"model\":\"gpt-4o\",\"prompt\":\"x\",\"stream\":true} | stream",
                "{\"model\":\"gpt-4o\",\"prompt\":\"x\",\"params\":{\"temperature\":3}} | params.temperature",
                "{\"model\":\"gpt-4o\",\"prompt\":\"x\",\"params\":{\"size\":\"1x1\"}} | params.size",
                "{\"model\":\"flux\",\"prompt\":\"x\",\"params\":{\"format\":\"gif\"}} | params.format",
                "{\"model\":\"veo-3\",\"prompt\":\"x\",\"params\":{\"duration\":7}} | params.duration"
            })
    void undocumentedInputIsRejected(String body, String field) throws Exception {
        HttpResponse<String> response = client.post(CREATE, body, KEY);
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(json(response).get("error").asText()).isEqualTo("validation_error");
        assertThat(json(response).get("details").has(field)).isTrue();
        assertThat(simulator.generationsCreated()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "bad_request, 400", "not_authenticated, 401", "token_expired, 401", "insufficient_tokens, 402",
        "insufficient_plan, 403", "not_found, 404", "validation_error, 422", "rate_limit_exceeded, 429",
        "provider_error, 500", "model_unavailable, 503"
    })
    void aPromptCanAskForEveryErrorCode(String code, int status) throws Exception {
        HttpResponse<String> byPrompt = stream("gpt-4o", "x [error " + code + "]");
        assertThat(byPrompt.statusCode()).isEqualTo(status);
        assertThat(json(byPrompt).get("error").asText()).isEqualTo(code);
        assertThat(byPrompt.headers().firstValue("X-RateLimit-Reset-Hour")).isPresent();
        simulator.fault(Fault.status(status).on("elumenta", "create").build());
        HttpResponse<String> byFault = generate("gpt-4o", "x");
        assertThat(byFault.statusCode()).isEqualTo(status);
        assertThat(json(byFault).get("error").asText())
                .isEqualTo(code.equals("token_expired") ? "not_authenticated" : code);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void keysHaveAPrefixAndSeeOnlyTheirOwnGenerations() throws Exception {
        String id = json(generate("gpt-4o", "x")).get("id").asText();
        assertThat(client.get(CREATE + "/" + id, OTHER_KEY).statusCode()).isEqualTo(404);
        assertThat(client.get(CREATE + "/abc", KEY).statusCode()).isEqualTo(404);
        HttpResponse<String> strange = client.get(BASE + "/balance", "Authorization", "Bearer sk-1");
        assertThat(strange.statusCode()).isEqualTo(401);
        assertThat(json(strange).get("error").asText()).isEqualTo("not_authenticated");
    }

    private static GenAiSimulator limited(int creates, Duration window) {
        return GenAiSimulator.start(
                SimulatorOptions.builder().pace(0).rateLimit(creates, window).build());
    }

    private HttpResponse<String> generate(String model, String prompt) throws Exception {
        return client.post(CREATE, body(model, prompt), KEY);
    }

    private HttpResponse<String> stream(String model, String prompt) throws Exception {
        return client.post(CREATE + "/stream", body(model, prompt), KEY);
    }

    private JsonNode get(JsonNode generation) throws Exception {
        return json(client.get(CREATE + "/" + generation.get("id").asText(), KEY));
    }

    private JsonNode history(String query) throws Exception {
        return json(client.get(BASE + "/user/history" + query, KEY));
    }

    private long balance() throws Exception {
        return json(client.get(BASE + "/balance", KEY)).get("token_balance").asLong();
    }

    private static String body(String model, String prompt) {
        return "{\"model\":\"" + model + "\",\"prompt\":\"" + prompt + "\"}";
    }
}
