package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that clients send are what they are said to be, or refused. */
class ReceivedFilesTest extends SimulatorTestSupport {

    private static final byte[] PNG = "\u0089PNG\r\n\u001a\nrest".getBytes(StandardCharsets.ISO_8859_1);
    private static final String[] RUNWAY = {"Authorization", "Bearer k", "X-Runway-Version", "2024-11-06"};

    private static String base64(byte[] content) {
        return Base64.getEncoder().encodeToString(content);
    }

    private HttpResponse<String> animate(String uri) throws Exception {
        return client.post(
                "/runway/v1/image_to_video",
                "{\"model\":\"m\",\"ratio\":\"1280:720\",\"promptImage\":\"" + uri + "\"}",
                RUNWAY);
    }

    @Test
    void aDataUriIsNoted() throws Exception {
        assertThat(animate("data:image/png;base64," + base64(PNG)).statusCode()).isEqualTo(200);
        JsonNode files = TestClient.json(client.get("/_simulator/files"));

        assertThat(files.at("/0/way").textValue()).isEqualTo("data-uri");
        assertThat(files.at("/0/name").textValue()).isEqualTo("/promptImage");
        assertThat(simulator.receivedFiles()).hasSize(1);
        simulator.reset();
        assertThat(simulator.receivedFiles()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            data:image/png;base64,@@@@              | /promptImage: is no base64: Illegal base64 character 40
            data:image/png;base64,R0lGODlhAQ==      | /promptImage: the file is GIF, and said to be image/png
            data:image/png;base64,aGVsbG8=          | /promptImage: the file does not begin like image/png
            data:image/png;base64,                  | /promptImage: the file is empty
            data:image/png,hello                    | /promptImage: is no data URI with a media type and base64
            runway://no-such-upload                 | /promptImage: there is no such upload
            """)
    void whatIsNoSuchFileIsRefused(String uri, String message) throws Exception {
        HttpResponse<String> refused = animate(uri);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(refused).path("error").textValue()).isEqualTo(message);
        assertThat(simulator.generationsCreated()).isZero();
    }

    private String uploadUrl() throws Exception {
        HttpResponse<String> answer = client.post(
                "/fal/storage/upload/initiate?storage_type=fal-cdn-v3",
                "{\"content_type\":\"image/png\",\"file_name\":\"a.png\"}",
                "Authorization",
                "Key k");
        return TestClient.json(answer).path("upload_url").textValue();
    }

    private static int put(String url, byte[] content, String type, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .PUT(BodyPublishers.ofByteArray(content))
                .header("Content-Type", type);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return TestClient.send(request).statusCode();
    }

    @Test
    void aSignedUrlTakesTheFileThatItWasSignedForAndNoKey() throws Exception {
        String url = uploadUrl();

        assertThat(put(url.replaceFirst(".$", "x"), PNG, "image/png")).isEqualTo(403);
        assertThat(put(url, PNG, "image/jpeg")).isEqualTo(403);
        assertThat(put(url, PNG, "image/png", "Authorization", "Key k")).isEqualTo(400);
        assertThat(put(url, "hello".getBytes(StandardCharsets.UTF_8), "image/png"))
                .isEqualTo(400);
        assertThat(simulator.receivedFiles()).isEmpty();
        assertThat(put(url, PNG, "image/png")).isEqualTo(200);
        assertThat(simulator.receivedFiles()).hasSize(1);
    }

    @Test
    void aFileThatHasNotArrivedCannotBeUsed() throws Exception {
        HttpResponse<String> answer = client.post(
                "/fal/storage/upload/initiate?storage_type=fal-cdn-v3",
                "{\"content_type\":\"image/png\",\"file_name\":\"a.png\"}",
                "Authorization",
                "Key k");
        String file = TestClient.json(answer).path("file_url").textValue();

        assertThat(client.post(
                                "/fal/fal-ai/flux/dev",
                                "{\"prompt\":\"a\",\"image_url\":\"" + file + "\"}",
                                "Authorization",
                                "Key k")
                        .statusCode())
                .isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            multipart/form-data; boundary=x | --x~Content-Disposition: form-data; name="purpose"~~batch~--x--~ | 'file' is a required property
            multipart/form-data; boundary=x | --y--~                                                          | the body does not begin with the boundary
            multipart/form-data; boundary=x | --x~Content-Disposition: form-data; name="purpose"~~batch        | the last boundary is missing
            multipart/form-data             | --x--~                                                          | the body must be multipart/form-data with a boundary
            """)
    void aFormThatIsNotCompleteIsRefused(String type, String body, String message) throws Exception {
        HttpResponse<String> refused =
                TestClient.send(HttpRequest.newBuilder(URI.create(simulator.baseUrl("openai-responses") + "/files"))
                        .POST(BodyPublishers.ofString(body.replace("~", "\r\n")))
                        .header("Authorization", "Bearer k")
                        .header("Content-Type", type));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(TestClient.json(refused).at("/error/message").textValue()).isEqualTo(message);
    }
}
