package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.data;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiTest extends SimulatorTestSupport {
    private static final String MODEL = "/gemini/v1beta/models/gemini-3-flash";
    private static final String WHOLE = MODEL + ":generateContent";
    private static final String STREAM = MODEL + ":streamGenerateContent?alt=sse";
    private static final String[] KEY = {"x-goog-api-key", "AIza1"};

    private HttpResponse<String> create(String target, String prompt, String more) throws Exception {
        return client.post(target, body(prompt, more), KEY);
    }

    private static String body(String prompt, String more) {
        return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + prompt + "\"}]}]" + more + "}";
    }

    private static List<JsonNode> frames(String body) {
        return data(body).stream().map(TestClient::json).toList();
    }

    private static String config(String config) {
        return ",\"generationConfig\":{" + config + "}";
    }

    @Test
    void anAnswerIsReturnedComplete() throws Exception {
        JsonNode answer = json(create(WHOLE, "the tides [tokens 20]", ""));

        assertThat(answer.at("/candidates/0/content/parts")).hasSize(1);
        assertThat(answer.at("/candidates/0/content/parts/0/text").asText()).contains("the tides");
        assertThat(answer.at("/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(answer.at("/usageMetadata/candidatesTokenCount").asInt()).isEqualTo(20);
        assertThat(answer.get("modelVersion").asText()).isEqualTo("gemini-3-flash");
        assertThat(answer.get("responseId").asText()).isNotBlank();
    }

    @Test
    void aStreamIsOfDocumentsAndNothingMarksItsEnd() throws Exception {
        List<JsonNode> frames = frames(create(STREAM, "x [tokens 5]", "").body());

        assertThat(frames).hasSize(6);
        assertThat(frames)
                .extracting(frame -> frame.at("/candidates/0/finishReason").asText())
                .containsExactly("", "", "", "", "", "STOP");
        assertThat(frames)
                .extracting(
                        frame -> frame.at("/usageMetadata/candidatesTokenCount").asInt())
                .containsExactly(1, 2, 3, 4, 5, 5);
        assertThat(frames)
                .extracting(frame -> frame.get("responseId").asText())
                .containsOnly(frames.get(0).get("responseId").asText());
    }

    @Test
    void withoutEventsAStreamIsAList() throws Exception {
        JsonNode list = json(create(MODEL + ":streamGenerateContent", "x", ""));
        JsonNode refused = json(client.post(MODEL + ":streamGenerateContent", "{}", KEY));

        assertThat(list.isArray()).isTrue();
        assertThat(list.at("/0/candidates/0/finishReason").asText()).isEqualTo("STOP");
        assertThat(refused.at("/0/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
    }

    @ParameterizedTest
    @CsvSource({
        "x [incomplete], MAX_TOKENS",
        "x [tokens 40], MAX_TOKENS",
        "x [fail SAFETY], SAFETY",
        "x [fail NO_IMAGE], NO_IMAGE",
        "x [tokens 5], STOP"
    })
    void theFinishReasonIsTheSameInBothForms(String prompt, String reason) throws Exception {
        String limit = config("\"maxOutputTokens\":20");
        List<JsonNode> frames = frames(create(STREAM, prompt, limit).body());

        assertThat(json(create(WHOLE, prompt, limit))
                        .at("/candidates/0/finishReason")
                        .asText())
                .isEqualTo(reason);
        assertThat(frames.get(frames.size() - 1)
                        .at("/candidates/0/finishReason")
                        .asText())
                .isEqualTo(reason);
    }

    @Test
    void aBlockedPromptHasNoAnswerAndIsNoError() throws Exception {
        HttpResponse<String> whole = create(WHOLE, "x [reject]", "");
        HttpResponse<String> stream = create(STREAM, "x [reject]", "");

        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(json(whole).at("/promptFeedback/blockReason").asText()).isEqualTo("PROHIBITED_CONTENT");
        assertThat(json(whole).has("candidates")).isFalse();
        assertThat(frames(stream.body())).singleElement().satisfies(frame -> assertThat(
                        frame.at("/promptFeedback/blockReason").asText())
                .isEqualTo("PROHIBITED_CONTENT"));
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void aFailureFollowsTheStatus200() throws Exception {
        HttpResponse<String> failed = create(STREAM, "x [fail]", "");
        List<JsonNode> frames = frames(failed.body());

        assertThat(failed.statusCode()).isEqualTo(200);
        assertThat(frames.get(frames.size() - 1).at("/error/status").asText()).isEqualTo("UNAVAILABLE");
        assertThat(create(WHOLE, "x [fail]", "").statusCode()).isEqualTo(500);
    }

    @Test
    void thoughtsCallsAndPicturesAreParts() throws Exception {
        String more =
                config("\"responseModalities\":[\"TEXT\",\"IMAGE\"],\"thinkingConfig\":{\"includeThoughts\":true}")
                        + ",\"tools\":[{\"functionDeclarations\":[{\"name\":\"weather\"}]}]";
        JsonNode parts = json(create(WHOLE, "x [tool] [tokens 3]", more)).at("/candidates/0/content/parts");
        List<JsonNode> frames =
                frames(create(STREAM, "x [tool] [tokens 3]", more).body());

        assertThat(parts).hasSize(4);
        assertThat(parts.at("/0/thought").asBoolean()).isTrue();
        assertThat(parts.at("/1/text").asText()).isNotBlank();
        assertThat(parts.at("/2/functionCall/name").asText()).isEqualTo("weather");
        assertThat(parts.at("/3/inlineData/mimeType").asText()).isEqualTo("image/png");
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(parts.at("/3/inlineData/data").asText()),
                        StandardCharsets.ISO_8859_1))
                .startsWith("\u0089PNG");
        assertThat(frames)
                .as("two of the thought, three of the text, the call, the picture and the last one")
                .hasSize(8)
                .allSatisfy(frame ->
                        assertThat(frame.at("/candidates/0/content/parts")).hasSize(1));
    }

    @Test
    void aKeyIsRequiredAndGoesIntoItsOwnHeader() throws Exception {
        assertThat(client.post(WHOLE, body("x", "")).statusCode()).isEqualTo(403);
        assertThat(client.post(WHOLE, body("x", ""), "Authorization", "Bearer AIza1")
                        .statusCode())
                .isEqualTo(403);
        assertThat(client.post(MODEL + ":countTokens", body("x", ""), KEY).statusCode())
                .isEqualTo(404);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void bothVersionsOfTheApiAnswer() throws Exception {
        assertThat(client.post(WHOLE.replace("v1beta", "v1"), body("x", ""), KEY)
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post(WHOLE.replace("v1beta", "v2"), body("x", ""), KEY)
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aLimitSaysInTheBodyHowLongToWait() throws Exception {
        try (GenAiSimulator limited = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .rateLimit(1, Duration.ofMinutes(1))
                .build())) {
            TestClient other = new TestClient(limited);
            other.post(WHOLE, body("x", ""), KEY);
            HttpResponse<String> refused = other.post(WHOLE, body("x", ""), KEY);

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(json(refused).at("/error/status").asText()).isEqualTo("RESOURCE_EXHAUSTED");
            assertThat(json(refused).at("/error/details/1/retryDelay").asText()).matches("\\d+s");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{} | contents: is not specified",
                "{\"contents\":[]} | contents",
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"model\":\"m\"} | Unknown name \"model\"",
                "{\"contents\":[{\"role\":\"system\",\"parts\":[{\"text\":\"x\"}]}]} | contents.0.role",
                "{\"contents\":[{\"parts\":[{\"text\":\"x\"}]}],\"generationConfig\":{\"max_tokens\":1}} | max_tokens"
            })
    void undocumentedInputIsRejected(String body, String message) throws Exception {
        HttpResponse<String> response = client.post(WHOLE, body, KEY);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asInt()).isEqualTo(400);
        assertThat(json(response).at("/error/status").asText()).isEqualTo("INVALID_ARGUMENT");
        assertThat(json(response).at("/error/message").asText()).contains(message);
        assertThat(simulator.generationsCreated()).isZero();
    }
}
