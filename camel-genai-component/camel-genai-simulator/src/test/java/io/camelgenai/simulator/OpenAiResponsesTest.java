package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.frames;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiResponsesTest extends SimulatorTestSupport {
    private static final String RESPONSES = "/openai-responses/responses";
    private static final String[] KEY = {"Authorization", "Bearer sk-1"};
    private static final String BACKGROUND = ",\"background\":true";
    private static final String STREAM = ",\"stream\":true";

    @Test
    void aSynchronousResponseIsReturnedComplete() throws Exception {
        JsonNode document = json(create("the tides", ""));
        assertThat(document.get("id").asText()).startsWith("resp_");
        assertThat(document.get("object").asText()).isEqualTo("response");
        assertThat(document.get("status").asText()).isEqualTo("completed");
        assertThat(document.get("background").asBoolean()).isFalse();
        assertThat(document.at("/output/0/content/0/type").asText()).isEqualTo("output_text");
        assertThat(document.at("/output/0/content/0/text").asText()).contains("the tides");
        assertThat(document.at("/usage/total_tokens").asInt())
                .isEqualTo(document.at("/usage/input_tokens").asInt()
                        + document.at("/usage/output_tokens").asInt());
        assertThat(document.at("/usage/input_tokens_details/cache_write_tokens").isIntegralNumber())
                .isTrue();
        assertThat(document.get("error").isNull()).isTrue();
    }

    @Test
    void everyAnswerHasTheIdOfItsRequest() throws Exception {
        for (String prompt : List.of("x", "x [reject]")) {
            assertThat(create(prompt, "").headers().firstValue("x-request-id"))
                    .hasValueSatisfying(id -> assertThat(id).startsWith("req_"));
        }
    }

    @Test
    void aBackgroundResponseIsReturnedAtOnceAndPolled() throws Exception {
        JsonNode created = json(create("x [takes 30s]", BACKGROUND));
        assertThat(created.get("status").asText()).isIn("queued", "in_progress");
        assertThat(created.get("output")).isEmpty();
        assertThat(created.get("usage").isNull()).isTrue();
        assertThat(json(get(created, "")).get("status").asText()).isIn("queued", "in_progress");

        JsonNode ended = json(get(json(create("x", BACKGROUND)), ""));
        assertThat(ended.get("status").asText()).isEqualTo("completed");
        assertThat(ended.get("completed_at").isIntegralNumber()).isTrue();
        assertThat(ended.get("output")).hasSize(1);
    }

    @Test
    void aStreamHasNumberedEventsAndEndsWithTheWholeResponse() throws Exception {
        List<TestClient.Frame> frames =
                frames(create("x [tokens 30]", BACKGROUND + STREAM).body());
        assertThat(frames)
                .filteredOn(frame -> !frame.event().endsWith(".delta"))
                .extracting(TestClient.Frame::event)
                .containsExactly(
                        "response.created",
                        "response.queued",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < frames.size(); i++) {
            JsonNode data = frames.get(i).data();
            assertThat(data.get("sequence_number").asInt()).isEqualTo(i);
            assertThat(data.get("type").asText()).isEqualTo(frames.get(i).event());
            text.append(data.path("delta").asText());
        }
        assertThat(last(frames).at("/response/output/0/content/0/text").asText())
                .isEqualTo(text.toString());
        assertThat(last(frames).at("/response/usage/output_tokens").asInt()).isEqualTo(30);
    }

    @Test
    void aStreamIsResumedAfterANumberAndReplayedWithoutOne() throws Exception {
        List<TestClient.Frame> all =
                frames(create("x [tokens 30]", BACKGROUND + STREAM).body());
        JsonNode response = last(all).get("response");

        assertThat(frames(get(response, "?stream=true").body())).isEqualTo(all);
        assertThat(frames(get(response, "?stream=true&starting_after=7").body()))
                .isEqualTo(all.subList(8, all.size()));
        assertThat(frames(get(response, "?starting_after=7&stream=true").body()))
                .hasSize(all.size() - 8);
        assertThat(get(response, "?stream=true&starting_after=999").body()).isEmpty();
        assertThat(get(response, "?stream=true&starting_after=x").statusCode()).isEqualTo(400);
        assertThat(json(get(response, "?starting_after=7")).get("object").asText())
                .isEqualTo("response");
        assertThat(simulator.requests("openai-responses", "stream")).hasSize(5);
        assertThat(simulator.requests("openai-responses", "get")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {",\"background\":true | stream", ",\"stream\":true | background", "'' | background"})
    void onlyAResponseCreatedInTheBackgroundByStreamIsStreamedById(String how, String missing) throws Exception {
        HttpResponse<String> created = create("x", how);
        JsonNode response =
                how.contains("stream") ? last(frames(created.body())).get("response") : json(created);

        HttpResponse<String> refused = get(response, "?stream=true");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/param").asText()).isEqualTo("stream");
        assertThat(json(refused).at("/error/message").asText()).contains(missing + "=true");
    }

    @Test
    void textsAreObfuscatedUnlessTheClientDeclines() throws Exception {
        assertThat(create("x", STREAM).body()).contains("\"obfuscation\":\"");
        assertThat(create("x", STREAM + ",\"stream_options\":{\"include_obfuscation\":false}")
                        .body())
                .doesNotContain("obfuscation");
    }

    @Test
    void aSilenceHasFramesOutsideTheSchema() throws Exception {
        try (GenAiSimulator slow = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .pingInterval(Duration.ofMillis(20))
                .build())) {
            String body = new TestClient(slow)
                    .post(RESPONSES, body("x [takes 0.4s] [tokens 1]", STREAM), KEY)
                    .body();
            assertThat(frames(body))
                    .filteredOn(frame -> frame.event().equals("keepalive"))
                    .isNotEmpty()
                    .allSatisfy(frame -> assertThat(frame.data()).hasSize(1));
        }
    }

    @Test
    void aCanceledStreamEndsWithoutATerminalEvent() throws Exception {
        HttpResponse<InputStream> open = TestClient.open(
                TestClient.with(client.posted(RESPONSES, body("x [takes 30s]", BACKGROUND + STREAM)), KEY));
        BufferedReader reader = TestClient.reader(open.body());
        reader.readLine();
        String id = json(reader.readLine().substring("data: ".length()))
                .at("/response/id")
                .asText();

        JsonNode canceled = json(client.post(RESPONSES + "/" + id + "/cancel", "{}", KEY));
        assertThat(canceled.get("status").asText()).isEqualTo("cancelled");
        assertThat(reader.lines().filter(line -> line.startsWith("event: ")))
                .doesNotContain("event: response.completed", "event: response.cancelled");
        assertThat(json(client.post(RESPONSES + "/" + id + "/cancel", "", KEY))
                        .get("status")
                        .asText())
                .as("twice")
                .isEqualTo("cancelled");
    }

    @Test
    void onlyABackgroundResponseIsCanceled() throws Exception {
        JsonNode synchronous = json(create("x", ""));
        assertThat(client.post(path(synchronous) + "/cancel", "{}", KEY).statusCode())
                .isEqualTo(400);
        JsonNode ended = json(create("x", BACKGROUND));
        assertThat(json(client.post(path(ended) + "/cancel", "{}", KEY))
                        .get("status")
                        .asText())
                .isEqualTo("completed");
        assertThat(client.post(RESPONSES + "/resp_none/cancel", "{}", KEY).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aDeletedResponseIsGone() throws Exception {
        JsonNode response = json(create("x", BACKGROUND));
        assertThat(json(client.delete(path(response), KEY)).get("deleted").asBoolean())
                .isTrue();
        assertThat(get(response, "").statusCode()).isEqualTo(404);
        assertThat(client.delete(path(response), KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void aResponseIsForgottenAfterItsRetention() throws Exception {
        try (GenAiSimulator forgetful = GenAiSimulator.start(
                SimulatorOptions.builder().pace(0).retention(Duration.ZERO).build())) {
            TestClient other = new TestClient(forgetful);
            JsonNode response = json(other.post(RESPONSES, body("x", BACKGROUND), KEY));
            HttpResponse<String> gone = other.get(path(response), KEY);
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(json(gone).at("/error/message").asText())
                    .isEqualTo("Response with id '" + response.get("id").asText() + "' not found.");
        }
    }

    @Test
    void aResponseBelongsToItsKey() throws Exception {
        JsonNode response = json(create("x", BACKGROUND));
        assertThat(client.get(path(response), "Authorization", "Bearer sk-2").statusCode())
                .isEqualTo(404);
        assertThat(client.get(path(response)).statusCode()).isEqualTo(401);
        assertThat(client.post(RESPONSES, body("x", "")).statusCode()).isEqualTo(401);
    }

    @Test
    void aFailureIsTheLastEventAndTheStatus() throws Exception {
        List<TestClient.Frame> frames = frames(create("x [fail]", STREAM).body());
        assertThat(frames.get(frames.size() - 1).event()).isEqualTo("response.failed");
        assertThat(last(frames).at("/response/error/code").asText()).isEqualTo("server_error");
        JsonNode failed = json(create("x [fail rate_limit_exceeded]", ""));
        assertThat(failed.get("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
    }

    @Test
    void aLimitOfTokensMakesItIncomplete() throws Exception {
        JsonNode cut = json(create("x [tokens 40]", ",\"max_output_tokens\":16"));
        assertThat(cut.get("status").asText()).isEqualTo("incomplete");
        assertThat(cut.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(cut.at("/usage/output_tokens").asInt()).isEqualTo(16);
        List<TestClient.Frame> frames = frames(create("x [incomplete]", STREAM).body());
        assertThat(frames.get(frames.size() - 1).event()).isEqualTo("response.incomplete");
    }

    @Test
    void aResponseContinuesAnEarlierOneOfTheSameKey() throws Exception {
        String id = json(create("x", "")).get("id").asText();
        String more = ",\"previous_response_id\":\"" + id + "\"";
        assertThat(json(create("and then?", more)).get("previous_response_id").asText())
                .isEqualTo(id);
        assertThat(client.post(RESPONSES, body("x", more), "Authorization", "Bearer sk-2")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void rolesAndPicturesAreInput() throws Exception {
        String input = "[{\"role\":\"developer\",\"content\":\"Be brief\"},{\"role\":\"user\",\"content\":["
                + "{\"type\":\"input_text\",\"text\":\"the lighthouse\"},"
                + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,iVBORw0KGgo=\"}]}]";
        JsonNode response = json(client.post(RESPONSES, "{\"model\":\"m\",\"input\":" + input + "}", KEY));
        assertThat(response.at("/output/0/content/0/text").asText()).contains("the lighthouse");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"input\":\"x\"} | missing_required_parameter | model",
                "{\"model\":\"m\",\"input\":[]} | invalid_value | input",
                "{\"model\":\"m\",\"input\":7} | invalid_type | input",
                "{\"model\":\"m\",\"input\":\"x\",\"messages\":[]} | unknown_parameter | messages",
                "{\"model\":\"m\",\"input\":\"x\",\"max_output_tokens\":15} | invalid_value | max_output_tokens",
                "{\"model\":\"m\",\"input\":[{\"role\":\"tool\",\"content\":\"x\"}]} | invalid_value | input.0.role",
                "{\"model\":\"m\",\"input\":\"x\",\"stream_options\":{}} | invalid_request_error | stream_options",
                "{\"model\":\"m\",\"input\":\"x\",\"background\":true,\"store\":false} | invalid_request_error | background",
                "{\"model\":\"m\",\"input\":\"x\",\"previous_response_id\":\"resp_x\"}"
                        + " | previous_response_not_found | previous_response_id"
            })
    void undocumentedInputIsRejected(String body, String code, String param) throws Exception {
        HttpResponse<String> response = client.post(RESPONSES, body, KEY);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asText()).isEqualTo(code);
        assertThat(json(response).at("/error/param").asText()).isEqualTo(param);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"invalid_prompt, 400", "invalid_api_key, 401", "rate_limit_exceeded, 429", "server_error, 500"})
    void aPromptCanAskForAnErrorCode(String code, int status) throws Exception {
        HttpResponse<String> refused = create("x [error " + code + "]", "");
        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(json(refused).at("/error/code").asText()).isEqualTo(code);
        assertThat(simulator.generationsCreated()).isZero();
    }

    private static JsonNode last(List<TestClient.Frame> frames) {
        return frames.get(frames.size() - 1).data();
    }

    private HttpResponse<String> create(String prompt, String more) throws Exception {
        return client.post(RESPONSES, body(prompt, more), KEY);
    }

    private HttpResponse<String> get(JsonNode response, String query) throws Exception {
        return client.get(path(response) + query, KEY);
    }

    private static String path(JsonNode response) {
        return RESPONSES + "/" + response.get("id").asText();
    }

    private static String body(String prompt, String more) {
        return "{\"model\":\"gpt-5.2\",\"input\":\"" + prompt + "\"" + more + "}";
    }
}
