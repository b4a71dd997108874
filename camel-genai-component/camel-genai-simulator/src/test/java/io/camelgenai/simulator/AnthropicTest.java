package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.frames;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicTest extends SimulatorTestSupport {
    private static final String MESSAGES = "/anthropic/v1/messages";
    private static final String[] HEADERS = {"x-api-key", "sk-ant-1", "anthropic-version", "2023-06-01"};
    private static final String STREAM = ",\"stream\":true";
    private static final String TOOLS = ",\"tools\":[{\"name\":\"weather\",\"input_schema\":{\"type\":\"object\"}}]";

    @Test
    void aMessageIsReturnedComplete() throws Exception {
        HttpResponse<String> response = create("the tides", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("request-id")).isPresent();
        JsonNode message = json(response);
        assertThat(message.get("id").asText()).startsWith("msg_");
        assertThat(message.get("type").asText()).isEqualTo("message");
        assertThat(message.at("/content/0/text").asText()).contains("the tides");
        assertThat(message.get("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(message.at("/usage/input_tokens").asInt()).isPositive();
        assertThat(message.at("/usage/output_tokens").asInt()).isPositive();
    }

    @Test
    void aStreamHasTheDocumentedEvents() throws Exception {
        List<TestClient.Frame> frames = frames(create("x [tokens 30]", STREAM).body());
        assertThat(frames)
                .filteredOn(frame -> !frame.event().equals("content_block_delta"))
                .extracting(TestClient.Frame::event)
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "ping",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(frames)
                .allSatisfy(
                        frame -> assertThat(frame.data().get("type").asText()).isEqualTo(frame.event()));
        assertThat(frames.get(0).data().at("/message/stop_reason").isNull()).isTrue();
        assertThat(frames.get(0).data().at("/message/content")).isEmpty();
        JsonNode delta = frames.get(frames.size() - 2).data();
        assertThat(delta.at("/delta/stop_reason").asText()).isEqualTo("end_turn");
        assertThat(delta.at("/usage/output_tokens").asInt()).isEqualTo(30);
        assertThat(TestClient.text(frames)).isNotBlank();
    }

    @Test
    void aSilenceHasPings() throws Exception {
        try (GenAiSimulator slow = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .pingInterval(Duration.ofMillis(20))
                .build())) {
            String body = new TestClient(slow)
                    .post(MESSAGES, body("x [takes 0.4s] [tokens 1]", STREAM), HEADERS)
                    .body();
            assertThat(frames(body))
                    .filteredOn(frame -> frame.event().equals("ping"))
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void aFailureFollowsTheStatus200() throws Exception {
        HttpResponse<String> failed = create("x [fail]", STREAM);
        assertThat(failed.statusCode()).isEqualTo(200);
        List<TestClient.Frame> frames = frames(failed.body());
        TestClient.Frame last = frames.get(frames.size() - 1);
        assertThat(last.event()).isEqualTo("error");
        assertThat(last.data().at("/error/type").asText()).isEqualTo("overloaded_error");
        assertThat(create("x [fail]", "").statusCode()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "x [incomplete], max_tokens",
        "x [tokens 40], max_tokens",
        "x [fail refusal], refusal",
        "x [tool] [tokens 5], tool_use",
        "x [tokens 5], end_turn"
    })
    void theReasonOfTheStopIsTheSameInBothForms(String prompt, String reason) throws Exception {
        String more = TOOLS + ",\"max_tokens\":20";
        JsonNode whole = json(create(prompt, more));
        List<TestClient.Frame> frames = frames(create(prompt, more + STREAM).body());
        assertThat(whole.get("stop_reason").asText()).isEqualTo(reason);
        assertThat(frames.get(frames.size() - 2).data().at("/delta/stop_reason").asText())
                .isEqualTo(reason);
    }

    @Test
    void aToolIsUsedWhereTheRequestHasOne() throws Exception {
        JsonNode block = json(create("x [tool]", TOOLS)).at("/content/1");
        assertThat(block.get("type").asText()).isEqualTo("tool_use");
        assertThat(block.get("name").asText()).isEqualTo("weather");
        assertThat(block.at("/input/place").asText()).isEqualTo("the sea");

        StringBuilder input = new StringBuilder();
        frames(create("x [tool]", TOOLS + STREAM).body())
                .forEach(frame ->
                        input.append(frame.data().at("/delta/partial_json").asText()));
        assertThat(json(input.toString())).isEqualTo(block.get("input"));
        assertThat(json(create("x [tool]", "")).get("content")).as("no tools").hasSize(1);
    }

    @Test
    void aThoughtPrecedesTheTextWhereItIsEnabled() throws Exception {
        String thinking = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},\"max_tokens\":4000";
        assertThat(json(create("x", thinking)).get("content"))
                .extracting(block -> block.get("type").asText())
                .containsExactly("thinking", "text");
        assertThat(frames(create("x", thinking + STREAM).body()))
                .extracting(frame -> frame.data().at("/delta/type").asText())
                .contains("thinking_delta", "signature_delta", "text_delta");
    }

    @Test
    void keyAndVersionAreRequired() throws Exception {
        HttpResponse<String> keyless = client.post(MESSAGES, body("x", ""), "anthropic-version", "2023-06-01");
        assertThat(keyless.statusCode()).isEqualTo(401);
        assertThat(json(keyless).at("/error/type").asText()).isEqualTo("authentication_error");
        HttpResponse<String> bearer = client.post(
                MESSAGES, body("x", ""), "Authorization", "Bearer sk-ant-1", "anthropic-version", "2023-06-01");
        assertThat(bearer.statusCode()).isEqualTo(401);
        HttpResponse<String> versionless = client.post(MESSAGES, body("x", ""), "x-api-key", "sk-ant-1");
        assertThat(versionless.statusCode()).isEqualTo(400);
        assertThat(json(versionless).at("/error/message").asText()).contains("anthropic-version: header is required");
        assertThat(client.post(MESSAGES, body("x", ""), "x-api-key", "sk-ant-1", "anthropic-version", "2021-01-01")
                        .statusCode())
                .isEqualTo(400);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void theLatestVersionTakesTheKeyAsABearerAndNoSampling() throws Exception {
        String[] headers = {"Authorization", "Bearer sk-ant-1", "anthropic-version", "2026-10-21"};
        assertThat(client.post(MESSAGES, body("x", ""), headers).statusCode()).isEqualTo(200);
        for (String name : List.of("temperature", "top_p", "top_k")) {
            String sampling = ",\"" + name + "\":1";
            HttpResponse<String> refused = client.post(MESSAGES, body("x", sampling), headers);
            assertThat(refused.statusCode()).as(name).isEqualTo(400);
            assertThat(json(refused).at("/error/message").asText()).startsWith(name);
            assertThat(create("x", sampling).statusCode()).as(name).isEqualTo(200);
        }
    }

    @Test
    void rolesPicturesAndTheSystemAreInput() throws Exception {
        String input = "{\"model\":\"m\",\"max_tokens\":100,\"system\":\"Be brief\",\"messages\":["
                + "{\"role\":\"user\",\"content\":\"hello\"},{\"role\":\"assistant\",\"content\":\"hi\"},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"the lighthouse\"},{\"type\":\"image\","
                + "\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBORw0KGgo=\"}}]}]}";
        assertThat(json(client.post(MESSAGES, input, HEADERS))
                        .at("/content/0/text")
                        .asText())
                .contains("the lighthouse");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | max_tokens: Field required",
                "{\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} | model: Field required",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[]} | messages: must have",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"system\",\"content\":\"x\"}]} | messages.0.role",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"\"}]} | messages.0.content",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"seed\":1}"
                        + " | seed: Extra inputs are not permitted",
                "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"temperature\":1.5}"
                        + " | temperature: must be between"
            })
    void undocumentedInputIsRejected(String body, String message) throws Exception {
        HttpResponse<String> response = client.post(MESSAGES, body, HEADERS);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("type").asText()).isEqualTo("error");
        assertThat(json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(json(response).at("/error/message").asText()).contains(message);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_request_error, 400",
        "authentication_error, 401",
        "permission_error, 403",
        "not_found_error, 404",
        "request_too_large, 413",
        "rate_limit_error, 429",
        "api_error, 500",
        "overloaded_error, 529"
    })
    void aPromptCanAskForEveryErrorCode(String code, int status) throws Exception {
        HttpResponse<String> byPrompt = create("x [error " + code + "]", "");
        assertThat(byPrompt.statusCode()).isEqualTo(status);
        assertThat(json(byPrompt).at("/error/type").asText()).isEqualTo(code);
        simulator.fault(Fault.status(status).on("anthropic", "create").build());
        assertThat(create("x", "").statusCode()).isEqualTo(status);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void createIsTheOnlyOperation() throws Exception {
        String id = json(create("x", "")).get("id").asText();
        assertThat(client.get(MESSAGES + "/" + id, HEADERS).statusCode()).isEqualTo(404);
        assertThat(client.get(MESSAGES, HEADERS).statusCode()).isEqualTo(405);
    }

    private HttpResponse<String> create(String prompt, String more) throws Exception {
        return client.post(MESSAGES, body(prompt, more), HEADERS);
    }

    private static String body(String prompt, String more) {
        String limit = more.contains("max_tokens") ? "" : ",\"max_tokens\":1000";
        return "{\"model\":\"claude-sonnet-4-5\"" + limit + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt
                + "\"}]" + more + "}";
    }
}
