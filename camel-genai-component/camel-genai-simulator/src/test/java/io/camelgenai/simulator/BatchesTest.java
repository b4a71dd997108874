package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the batches of the providers refuse; the scripts of the SDKs show what they answer. */
class BatchesTest extends SimulatorTestSupport {

    private static final String[] KEY = {
        "Authorization", "Bearer sk-a", "x-api-key", "sk-a", "anthropic-version", "2023-06-01"
    };
    private static final String ANTHROPIC = "/anthropic-batch/v1/messages/batches";
    private static final String REQUEST =
            "{\"custom_id\":\"%s\",\"params\":{\"model\":\"m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}}";

    private HttpResponse<String> upload(String provider, String purpose, String name, String content) throws Exception {
        String path = provider.equals("openai-batch") ? "/openai-batch/files" : "/mistral-batch/v1/files";
        String body = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n" + purpose
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: application/jsonl\r\n\r\n" + content + "\r\n--b--\r\n";
        return TestClient.send(TestClient.with(client.request(path), KEY)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @CsvSource({"openai-batch, 400", "mistral-batch, 422"})
    void onlyAFileOfLinesForABatchIsTaken(String provider, int refused) throws Exception {
        assertThat(upload(provider, "batch", "in.jsonl", "{}").statusCode()).isEqualTo(200);
        assertThat(upload(provider, "batch", "in.txt", "{}").statusCode()).isEqualTo(refused);
        assertThat(upload(provider, "vision", "in.jsonl", "{}").statusCode()).isEqualTo(refused);
    }

    private JsonNode created(String... requests) throws Exception {
        return json(client.post(ANTHROPIC, "{\"requests\":[" + String.join(",", requests) + "]}", KEY));
    }

    @Test
    void theResultsOfABatchNeedItsKeyAndItsEnd() throws Exception {
        String over = ANTHROPIC + "/"
                + created(REQUEST.formatted("a", "a bridge")).get("id").textValue() + "/results";
        String slow = ANTHROPIC + "/"
                + created(REQUEST.formatted("a", "a bridge [takes 60s]"))
                        .get("id")
                        .textValue() + "/results";

        assertThat(client.get(over, KEY).statusCode()).isEqualTo(200);
        assertThat(client.get(over).statusCode()).isEqualTo(401);
        assertThat(client.get(over, "x-api-key", "sk-b", "anthropic-version", "2023-06-01")
                        .statusCode())
                .isEqualTo(404);
        assertThat(client.get(slow, KEY).statusCode()).isEqualTo(404);
    }

    @Test
    void undocumentedInputCreatesNothing() throws Exception {
        String request = REQUEST.formatted("a", "x");

        assertThat(created().at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(created(request, request).at("/error/message").asText()).contains("custom_id must be unique");
        assertThat(created(request.replace("\"a\"", "\"no good\""))
                        .at("/error/type")
                        .asText())
                .isEqualTo("invalid_request_error");
        assertThat(created(request.replace("{\"custom_id\"", "{\"foo\":1,\"custom_id\""))
                        .at("/error/type")
                        .asText())
                .isEqualTo("invalid_request_error");
        assertThat(simulator.generationsCreated()).isZero();
    }
}
