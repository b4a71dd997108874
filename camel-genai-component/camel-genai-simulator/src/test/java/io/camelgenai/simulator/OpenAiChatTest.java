package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiChatTest extends SimulatorTestSupport {
    private static final String CHAT = "/openai-chat/chat/completions";
    private static final String STREAM = ",\"stream\":true";
    private static final String WITH_USAGE = STREAM + ",\"stream_options\":{\"include_usage\":true}";

    @Test
    void aCompletionIsReturnedComplete() throws Exception {
        HttpResponse<String> response = create("a bridge [takes 0.2s]", "");
        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode completion = json(response);
        assertThat(completion.get("id").asText()).startsWith("chatcmpl-");
        assertThat(completion.get("object").asText()).isEqualTo("chat.completion");
        assertThat(completion.at("/choices/0/message/content").asText()).contains("a bridge");
        assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(completion.at("/usage/total_tokens").asInt())
                .isEqualTo(completion.at("/usage/prompt_tokens").asInt()
                        + completion.at("/usage/completion_tokens").asInt());
    }

    @Test
    void aCompletionIsStreamedInChunks() throws Exception {
        String body = create("a bridge [tokens 50]", STREAM).body();
        List<String> frames = TestClient.data(body);
        assertThat(frames).hasSize(1 + 50 + 1 + 1).endsWith("[DONE]");
        assertThat(body).doesNotContain("usage");
        assertThat(json(frames.get(0)).at("/choices/0/delta/role").asText()).isEqualTo("assistant");
        assertThat(frames.subList(1, 51)).allSatisfy(frame -> {
            assertThat(frame.length()).isBetween(180, 240);
            assertThat(json(frame).at("/choices/0/delta/content").asText()).isNotEmpty();
            assertThat(json(frame).at("/choices/0/finish_reason").isNull()).isTrue();
        });
        assertThat(json(frames.get(51)).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(frames.subList(0, 52))
                .extracting(frame -> json(frame).get("id").asText())
                .containsOnly(json(frames.get(0)).get("id").asText());
    }

    @Test
    void usageIsTheLastChunkOnRequest() throws Exception {
        List<String> frames = TestClient.data(create("x [tokens 5]", WITH_USAGE).body());
        JsonNode last = json(frames.get(frames.size() - 2));
        assertThat(last.get("choices")).isEmpty();
        assertThat(last.at("/usage/completion_tokens").asInt()).isEqualTo(5);
        assertThat(json(frames.get(2)).get("usage").isNull()).isTrue();
    }

    @Test
    void aTruncatedTextHasTheFinishReasonLength() throws Exception {
        assertThat(json(create("x", ",\"max_tokens\":3"))
                        .at("/choices/0/finish_reason")
                        .asText())
                .isEqualTo("length");
        List<String> frames = TestClient.data(
                create("x", STREAM + ",\"max_completion_tokens\":3").body());
        assertThat(frames).hasSize(1 + 3 + 2);
        assertThat(json(frames.get(4)).at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void anInstantTextHasTheSameFramesAsASlowOne() throws Exception {
        String fast = create("x [tokens 1500]", WITH_USAGE).body();
        String slow = create("x [tokens 1500] [takes 0.1s]", WITH_USAGE).body();
        List<String> fastFrames = TestClient.data(fast);
        assertThat(fastFrames).hasSize(1500 + 4);
        assertThat(content(fastFrames)).isEqualTo(content(TestClient.data(slow)));
    }

    @Test
    void aLongStreamWaitsForTheClient() throws Exception {
        long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        String body = body("x [tokens 300000]", STREAM);
        try (Socket socket =
                client.raw("POST " + CHAT + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\nConnection: close\r\n\r\n" + body)) {
            await().until(() -> simulator.requests("openai-chat", "create").size() == 1);
            // The stream has sixty megabytes; frames that are not read are not built.
            await().during(Duration.ofMillis(300)).until(() -> {
                long now = Runtime.getRuntime().totalMemory()
                        - Runtime.getRuntime().freeMemory();
                return now - before < 30_000_000;
            });
            BufferedReader reader = TestClient.reader(socket.getInputStream());
            long frames =
                    reader.lines().filter(line -> line.startsWith("data: ")).count();
            assertThat(frames).isEqualTo(300_000 + 3);
        }
    }

    @Test
    void aFailureIsAnErrorInTheMiddleOfAStream() throws Exception {
        List<String> frames = TestClient.data(create("x [fail]", STREAM).body());
        assertThat(frames).doesNotContain("[DONE]");
        assertThat(json(frames.get(frames.size() - 1)).at("/error/type").asText())
                .isEqualTo("server_error");
        assertThat(frames.size()).isGreaterThan(3);
        assertThat(create("x [fail]", "").statusCode()).isEqualTo(500);
    }

    @Test
    void commentsAndTrailingFramesCanBeRequested() throws Exception {
        String commented = create("x [tokens 3] [comments]", STREAM).body();
        assertThat(commented).contains(": keep-alive\n\n");
        assertThat(TestClient.data(commented)).hasSize(6).endsWith("[DONE]");
        List<String> frames =
                TestClient.data(create("x [tokens 3] [trailing]", STREAM).body());
        assertThat(frames).hasSize(7);
        assertThat(frames.get(5)).isEqualTo("[DONE]");
    }

    @Test
    void modelsAreListed() throws Exception {
        JsonNode models = json(client.get("/openai-chat/models"));
        assertThat(models.get("object").asText()).isEqualTo("list");
        assertThat(models.at("/data/0/object").asText()).isEqualTo("model");
    }

    @Test
    void aModelIsFoundByItsName() throws Exception {
        JsonNode model = json(client.get("/openai-chat/models/llama3:8b"));
        assertThat(model.get("object").asText()).isEqualTo("model");
        assertThat(model.get("id").asText()).isEqualTo("llama3:8b");
        HttpResponse<String> unknown = client.get("/openai-chat/models/acme/none");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(json(unknown).at("/error/code").asText()).isEqualTo("model_not_found");
        assertThat(json(unknown).at("/error/message").asText()).contains("`acme/none`");
    }

    @Test
    void modelsCanBeLimited() throws Exception {
        try (GenAiSimulator limited = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .openAiChatModels("gpt-4o-mini", "acme/one")
                .build())) {
            TestClient limitedClient = new TestClient(limited);
            assertThat(limitedClient.post(CHAT, body("x", "")).statusCode()).isEqualTo(200);
            HttpResponse<String> unknown =
                    limitedClient.post(CHAT, body("x", "").replace("gpt-4o-mini", "gpt-5"));
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(json(unknown).at("/error/code").asText()).isEqualTo("model_not_found");
            assertThat(json(limitedClient.get("/openai-chat/models")).findValuesAsText("id"))
                    .containsExactly("gpt-4o-mini", "acme/one");
        }
    }

    @Test
    void everyAnswerHasARequestId() throws Exception {
        simulator.fault(Fault.status(503).on("openai-chat", "create").build());
        List<HttpResponse<String>> answers = List.of(
                create("x", ""),
                create("x", ""),
                create("x", STREAM),
                create("x", ",\"foo\":1"),
                client.get("/openai-chat/models"),
                client.get("/openai-chat/none"));
        assertThat(answers)
                .extracting(
                        answer -> answer.headers().firstValue("x-request-id").orElse(""))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("req_"));
    }

    /** One of each parameter of OpenAI's API, with a value that is not the default. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "audio | {\"format\":\"wav\",\"voice\":\"alloy\"} |",
                "frequency_penalty | 1.5 |",
                "function_call | \"none\" | ,\"functions\":[{\"name\":\"f\"}]",
                "functions | [{\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}] |",
                "logit_bias | {\"50256\":-100} |",
                "logprobs | true |",
                "max_completion_tokens | 7 |",
                "max_tokens | 7 |",
                "metadata | {\"a\":\"b\"} |",
                "modalities | [\"text\"] |",
                "moderation | {\"model\":\"m\",\"policy\":{\"input\":{\"mode\":\"score\"}}} |",
                "n | 2 |",
                "parallel_tool_calls | false | ,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
                "prediction | {\"type\":\"content\",\"content\":\"x\"} |",
                "presence_penalty | -2 |",
                "prompt_cache_key | \"k\" |",
                "prompt_cache_options | {\"mode\":\"explicit\",\"ttl\":\"30m\"} |",
                "prompt_cache_retention | \"24h\" |",
                "reasoning_effort | \"xhigh\" |",
                "response_format | {\"type\":\"text\"} |",
                "safety_identifier | \"s\" |",
                "seed | 42 |",
                "service_tier | \"flex\" |",
                "stop | [\"a\",\"b\"] |",
                "store | true |",
                "stream | true |",
                "stream_options | {\"include_usage\":true,\"include_obfuscation\":false} | ,\"stream\":true",
                "temperature | 0.3 |",
                "tool_choice | \"required\" | ,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
                "tools | [{\"type\":\"custom\",\"custom\":{\"name\":\"c\",\"format\":{\"type\":\"text\"}}}] |",
                "top_logprobs | 3 | ,\"logprobs\":true",
                "top_p | 0.5 |",
                "user | \"u\" |",
                "verbosity | \"low\" |",
                "web_search_options | {\"search_context_size\":\"low\",\"user_location\":{\"type\":\"approximate\","
                        + "\"approximate\":{\"city\":\"Bern\"}}} |"
            })
    void everyDocumentedParameterIsAccepted(String name, String value, String more) throws Exception {
        HttpResponse<String> response = create("x", ",\"" + name + "\":" + value + (more == null ? "" : more));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        HttpResponse<String> wrong = create("x", ",\"" + name + "\":{\"no\":[]}" + (more == null ? "" : more));
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(json(wrong).at("/error/param").asText()).startsWith(name);
    }

    @Test
    void aKeyIsRequiredIfOneIsSet() throws Exception {
        try (GenAiSimulator guarded = GenAiSimulator.start(
                SimulatorOptions.builder().pace(0).openAiChatKey("sk-1").build())) {
            TestClient stranger = new TestClient(guarded);
            HttpResponse<String> rejected = stranger.post(CHAT, body("x", ""));
            assertThat(rejected.statusCode()).isEqualTo(401);
            assertThat(json(rejected).at("/error/code").asText()).isEqualTo("invalid_api_key");
            assertThat(stranger.post(CHAT, body("x", ""), "Authorization", "Bearer sk-1")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                ",\"foo\":1 | unknown_parameter | foo",
                ",\"temperature\":3 | invalid_value | temperature",
                ",\"stream\":\"yes\" | invalid_type | stream",
                ",\"stream_options\":{} | invalid_request | stream_options",
                ",\"messages\":[{\"role\":\"user\",\"content\":7}] | invalid_type | messages[0].content",
                ",\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"tool_calls\":[]}] | unknown_parameter | "
                        + "messages[0].tool_calls"
            })
    void undocumentedInputIsRejected(String more, String code, String param) throws Exception {
        HttpResponse<String> response = create("x", more);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asText()).isEqualTo(code);
        assertThat(json(response).at("/error/param").asText()).isEqualTo(param);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "context_length_exceeded, 400",
        "invalid_api_key, 401",
        "model_not_found, 404",
        "rate_limit_exceeded, 429",
        "insufficient_quota, 429",
        "server_error, 500",
        "overloaded, 503",
        "conflict, 409",
        "unprocessable_entity, 422"
    })
    void aPromptCanAskForEveryErrorCode(String code, int status) throws Exception {
        HttpResponse<String> response = create("x [error " + code + "]", STREAM);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).at("/error/code").asText()).isEqualTo(code);
        assertThat(create("x [error 418]", "").statusCode()).isEqualTo(418);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request, invalid_request_error",
        "409, conflict, invalid_request_error",
        "418, invalid_request, invalid_request_error",
        "422, unprocessable_entity, invalid_request_error",
        "500, server_error, server_error",
        "507, server_error, server_error"
    })
    void everyStatusHasAFittingCode(int status, String code, String type) throws Exception {
        simulator.fault(Fault.status(status).on("openai-chat", "create").build());
        HttpResponse<String> response = create("x", "");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).at("/error/code").asText()).isEqualTo(code);
        assertThat(json(response).at("/error/type").asText()).isEqualTo(type);
    }

    private static String content(List<String> frames) {
        StringBuilder text = new StringBuilder();
        for (String frame : frames) {
            text.append(
                    frame.equals("[DONE]")
                            ? ""
                            : json(frame).at("/choices/0/delta/content").asText());
        }
        assertThat(text.toString().getBytes(StandardCharsets.UTF_8)).isNotEmpty();
        return text.toString();
    }

    private HttpResponse<String> create(String prompt, String more) throws Exception {
        return client.post(CHAT, body(prompt, more));
    }

    private static String body(String prompt, String more) {
        return "{\"model\":\"gpt-4o-mini\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                + "{\"role\":\"user\",\"content\":\"" + prompt + "\"}]" + more + "}";
    }
}
