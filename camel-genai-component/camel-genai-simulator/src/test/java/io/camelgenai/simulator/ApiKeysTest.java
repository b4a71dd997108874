package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A simulator that accepts some API keys only. */
class ApiKeysTest extends SimulatorTestSupport {
    private static final String CHAT =
            "{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

    ApiKeysTest() {
        super(SimulatorOptions.builder().apiKeys("ze_right", "nb_right"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/llmstats/v1/generations|Authorization|Bearer |401",
                "/skills-video/generation/google/veo-3.1|Authorization|Bearer |401",
                "/privategpt/v1/messages/async|Authorization||401",
                "/twelvelabs/responses|x-api-key||401",
                "/elumenta/generate|Authorization|Bearer |401",
                "/openai-chat/chat/completions|Authorization|Bearer |401",
                "/openai-responses/responses|Authorization|Bearer |401",
                "/openai-images/images/generations|Authorization|Bearer |401",
                "/anthropic/v1/messages|x-api-key||401",
                "/anthropic-batch/v1/messages/batches|x-api-key||401",
                "/openai-batch/batches|Authorization|Bearer |401",
                "/mistral-batch/v1/batch/jobs|Authorization|Bearer |401",
                "/gemini/v1beta/models/gemini-3:generateContent|x-goog-api-key||400",
                "/gemini-interactions/v1beta/interactions|x-goog-api-key||400",
                "/fal/fal-ai/flux/dev|Authorization|Key |401",
                "/runway/v1/text_to_video|Authorization|Bearer |401",
                "/openrouter-video/videos|Authorization|Bearer |401",
                "/byteplus/contents/generations/tasks|Authorization|Bearer |401",
                "/replicate/predictions|Authorization|Bearer |401",
                "/bfl/v1/flux-2-pro|x-key||403"
            })
    void aWrongKeyIsRefusedBeforeAnythingElse(String path, String header, String prefix, int status) throws Exception {
        String before = prefix == null ? "" : prefix + " ";
        HttpResponse<String> refused = post(path, header, before + "ze_wrong");
        HttpResponse<String> answered =
                post(path, header, before + (path.startsWith("/elumenta") ? "nb_right" : "ze_right"));

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(answered.body()).isNotEqualTo(refused.body());
        assertThat(answered.statusCode()).isNotIn(401, 403);
    }

    private HttpResponse<String> post(String path, String header, String value) throws Exception {
        return client.post(
                path, CHAT, header, value, "anthropic-version", "2023-06-01", "X-Runway-Version", "2024-11-06");
    }

    @Test
    void geminiSaysWhatIsWrong() throws Exception {
        HttpResponse<String> refused =
                post("/gemini/v1beta/models/gemini-3:generateContent", "x-goog-api-key", "ze_wrong");
        assertThat(json(refused).at("/error/message").asText()).startsWith("API key not valid");
    }

    @Test
    void everyProviderHasASampleKeyThatItAccepts() {
        assertThat(simulator.providers())
                .allSatisfy(provider -> assertThat(simulator.apiKey(provider)).isIn("ze_right", "nb_right"));
    }
}
