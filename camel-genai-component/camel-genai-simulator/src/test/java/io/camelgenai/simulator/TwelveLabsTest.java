package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.frames;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwelveLabsTest extends SimulatorTestSupport {
    private static final String RESPONSES = "/twelvelabs/responses";
    private static final String[] KEY = {"x-api-key", "tlk_1"};
    private static final String LAST = "data: [DONE]\n\n";

    @Test
    void aResponseIsReturnedComplete() throws Exception {
        HttpResponse<String> response = create("the goals of the match", "");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Api-Version")).isPresent();
        assertThat(response.headers().firstValue("X-Ratelimit-Used")).contains("1");
        JsonNode document = json(response);
        assertThat(document.get("id").asText()).startsWith("resp_");
        assertThat(document.get("type").asText()).isEqualTo("response");
        assertThat(document.get("status").asText()).isEqualTo("completed");
        assertThat(document.get("session_id").asText()).startsWith("sess_");
        assertThat(document.get("knowledge_store_id").asText()).isEqualTo("ks_1");
        assertThat(Instant.parse(document.get("created_at").asText())).isBefore(Instant.now());
        assertThat(document.get("output")).hasSize(1);
        assertThat(document.at("/output/0/role").asText()).isEqualTo("assistant");
        assertThat(document.at("/output/0/content/0/text").asText()).contains("the goals of the match");
        assertThat(document.at("/usage/output_tokens").asInt()).isPositive();
        assertThat(document).hasSize(8);
    }

    @Test
    void aStreamHasNumberedEvents() throws Exception {
        String body = create("the goals [tokens 30]", ",\"stream\":true").body();
        List<TestClient.Frame> frames = events(body);
        assertThat(frames)
                .filteredOn(frame -> !frame.event().endsWith(".delta"))
                .extracting(TestClient.Frame::event)
                .containsExactly(
                        "response.created",
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
        assertThat(frames.get(0).data().at("/response/status").asText()).isEqualTo("in_progress");
        assertThat(frames.get(0).data().at("/response/output")).isEmpty();
        JsonNode last = frames.get(frames.size() - 1).data().get("response");
        assertThat(last.get("status").asText()).isEqualTo("completed");
        assertThat(last.at("/output/0/content/0/text").asText()).isEqualTo(text.toString());
        assertThat(last.at("/usage/output_tokens").asInt()).isEqualTo(30);
    }

    @Test
    void aFailureIsTheLastEventOfAStream() throws Exception {
        String body = create("x [fail]", ",\"stream\":true").body();
        assertThat(body).doesNotContain("[DONE]");
        List<TestClient.Frame> frames = frames(body);
        TestClient.Frame last = frames.get(frames.size() - 1);
        assertThat(last.event()).isEqualTo("response.failed");
        assertThat(last.data().at("/response/status").asText()).isEqualTo("failed");
        assertThat(json(create("x [fail]", "")).get("status").asText()).isEqualTo("failed");
    }

    @Test
    void aPromptCanAskForAnIncompleteResponse() throws Exception {
        assertThat(json(create("x [incomplete]", "")).get("status").asText()).isEqualTo("incomplete");
        List<TestClient.Frame> frames =
                events(create("x [incomplete]", ",\"stream\":true").body());
        assertThat(frames.get(frames.size() - 1).data().at("/response/status").asText())
                .isEqualTo("incomplete");
    }

    @Test
    void aSearchInTheStoreIsShownOnRequest() throws Exception {
        JsonNode output =
                json(create("x", ",\"include\":[\"intermediate_outputs\"]")).get("output");
        assertThat(output)
                .extracting(item -> item.get("type").asText())
                .containsExactly("function_call", "function_call_output", "message");
        assertThat(output.at("/0/call_id")).isEqualTo(output.at("/1/call_id"));
        List<TestClient.Frame> frames =
                events(create("x [tool]", ",\"stream\":true").body());
        assertThat(frames).extracting(TestClient.Frame::event).contains("response.function_call_arguments.done");
        assertThat(frames.get(5).data().get("output_index").asInt()).isEqualTo(2);
    }

    @Test
    void aTextFitsTheRequestedSchema() throws Exception {
        String format =
                ",\"text\":{\"format\":{\"type\":\"json_schema\",\"name\":\"goals\",\"schema\":{\"type\":\"object\","
                        + "\"properties\":{\"title\":{\"type\":\"string\"},\"count\":{\"type\":\"integer\"},"
                        + "\"tags\":{\"type\":\"array\",\"items\":{\"enum\":[\"a\",\"b\"]}}}}}}";
        JsonNode text = json(
                json(create("goals", format)).at("/output/0/content/0/text").asText());
        assertThat(text.get("title").asText()).isEqualTo("goals");
        assertThat(text.get("count").isInt()).isTrue();
        assertThat(text.at("/tags/0").asText()).isIn("a", "b");
    }

    @Test
    void aSessionBelongsToItsKnowledgeStoreAndKey() throws Exception {
        String session = json(create("x", "")).get("session_id").asText();
        String more = ",\"session_id\":\"" + session + "\"";
        assertThat(json(create("and then?", more)).get("session_id").asText()).isEqualTo(session);
        assertThat(client.post(RESPONSES, body("x", more).replace("ks_1", "ks_2"), KEY)
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.post(RESPONSES, body("x", more), "x-api-key", "other").statusCode())
                .isEqualTo(400);
        assertThat(create("x", ",\"session_id\":\"sess_none\"").statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"x\"}]} | parameter_not_provided",
                "{\"knowledge_store_id\":\"ks_1\",\"input\":\"x\"} | parameter_invalid",
                "{\"knowledge_store_id\":\"ks_1\",\"input\":[]} | parameter_invalid",
                "{\"knowledge_store_id\":\"ks_1\",\"input\":[{\"type\":\"message\",\"role\":\"system\",\"content\":\"x\"}]}"
                        + " | parameter_invalid",
                "{\"knowledge_store_id\":\"ks_1\",\"prompt\":\"x\","
                        + "\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\"x\"}]} | parameter_unknown",
                "nonsense | parameter_invalid"
            })
    void undocumentedInputIsRejected(String body, String code) throws Exception {
        HttpResponse<String> response = client.post(RESPONSES, body, KEY);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).get("code").asText()).isEqualTo(code);
        assertThat(json(response)).hasSize(3);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void aPromptHasALengthLimit() throws Exception {
        assertThat(create("x".repeat(10_000), "").statusCode()).isEqualTo(200);
        assertThat(create("x".repeat(10_001), "").statusCode()).isEqualTo(400);
        assertThat(create("x", ",\"instructions\":\"" + "x".repeat(2001) + "\"").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "parameter_invalid, 400",
        "token_limit_exceeded, 400",
        "api_key_invalid, 401",
        "api_not_allowed, 403",
        "resource_not_exist, 404",
        "too_many_requests, 429",
        "internal_server_error, 500"
    })
    void aPromptCanAskForEveryErrorCode(String code, int status) throws Exception {
        HttpResponse<String> byPrompt = create("x [error " + code + "]", "");
        assertThat(byPrompt.statusCode()).isEqualTo(status);
        assertThat(json(byPrompt).get("code").asText()).isEqualTo(code);
        simulator.fault(Fault.status(status).on("twelvelabs", "create").build());
        HttpResponse<String> byFault = create("x", "");
        assertThat(byFault.statusCode()).isEqualTo(status);
        assertThat(byFault.headers().firstValue("retry-after").isPresent()).isEqualTo(status == 429);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void anExceededLimitNamesTheWait() throws Exception {
        try (GenAiSimulator strict = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .rateLimit(1, Duration.ofSeconds(30))
                .build())) {
            TestClient limited = new TestClient(strict);
            limited.post(RESPONSES, body("x", ""), KEY);
            HttpResponse<String> rejected = limited.post(RESPONSES, body("x", ""), KEY);
            assertThat(rejected.statusCode()).isEqualTo(429);
            assertThat(Long.parseLong(
                            rejected.headers().firstValue("retry-after").orElse("")))
                    .isBetween(15L, 31L);
            assertThat(rejected.headers().firstValue("X-Ratelimit-Remaining")).contains("0");
            assertThat(json(rejected).get("code").asText()).isEqualTo("too_many_requests");
        }
    }

    @Test
    void createIsTheOnlyOperation() throws Exception {
        String id = json(create("x", "")).get("id").asText();
        assertThat(client.get(RESPONSES, KEY).statusCode()).isEqualTo(405);
        assertThat(client.get(RESPONSES + "/" + id, KEY).statusCode()).isEqualTo(404);
        assertThat(client.delete(RESPONSES + "/" + id, KEY).statusCode()).isEqualTo(404);
        assertThat(client.post(RESPONSES + "/" + id + "/cancel", "{}", KEY).statusCode())
                .isEqualTo(404);
        assertThat(client.post(RESPONSES, body("x", "")).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> create(String prompt, String more) throws Exception {
        return client.post(RESPONSES, body(prompt, more), KEY);
    }

    /** Parses the events; the terminal marker is the only one without a name. */
    private static List<TestClient.Frame> events(String body) {
        assertThat(body).endsWith("\n\n" + LAST);
        return frames(body.substring(0, body.length() - LAST.length()));
    }

    private static String body(String prompt, String more) {
        return "{\"knowledge_store_id\":\"ks_1\",\"input\":[{\"type\":\"message\",\"role\":\"user\",\"content\":\""
                + prompt + "\"}]" + more + "}";
    }
}
