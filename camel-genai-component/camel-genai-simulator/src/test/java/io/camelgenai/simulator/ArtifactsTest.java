package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files behind signed URLs. */
class ArtifactsTest extends SimulatorTestSupport {
    @Test
    void aVideoModelGeneratesMp4() throws Exception {
        JsonNode generation =
                json(client.generate("{\"model\":\"veo-3\",\"input\":{\"prompt\":\"x\",\"aspect_ratio\":\"9:16\"}}"));
        assertThat(generation.at("/output/media/0/format").asText()).isEqualTo("mp4");
        HttpResponse<byte[]> video = TestClient.bytes(
                client.request(generation.at("/output/media/0/url").asText()));
        assertThat(video.headers().firstValue("Content-Type")).contains("video/mp4");
        assertThat(video.headers().firstValueAsLong("Content-Length")).hasValue(video.body().length);
        assertThat(new String(video.body(), 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
    }

    @Test
    void aSpeechModelGeneratesWav() throws Exception {
        String[] key = {"Authorization", "Bearer key"};
        String id = json(client.post(
                        "/skills-video/generation/minimax/speech-2.6-hd", "{\"prompt\":\"good day\"}", key))
                .get("id")
                .asText();
        JsonNode data = json(client.get("/skills-video/generation/" + id, key)).get("data");
        assertThat(data.get("type").asText()).isEqualTo("audio");
        HttpResponse<byte[]> audio =
                TestClient.bytes(client.request(data.at("/audio/url").asText()));
        assertThat(audio.headers().firstValue("Content-Type")).contains("audio/wav");
        assertThat(new String(audio.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
    }

    @Test
    void aHeadRequestReturnsTheHeadersOfTheFile() throws Exception {
        String url = url();
        byte[] file = TestClient.bytes(client.request(url)).body();
        HttpResponse<byte[]> head = TestClient.bytes(client.request(url).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(file.length);
        assertThat(head.headers().firstValue("Accept-Ranges")).contains("bytes");
        assertThat(TestClient.bytes(client.request(url)).body()).isEqualTo(file);
    }

    @ParameterizedTest
    @CsvSource({"bytes=0-9, 0, 10", "bytes=100-, 100, -1", "bytes=-20, -20, -1", "bytes=5-999999999, 5, -1"})
    void aRangeOfAFileIsReturned(String range, int from, int to) throws Exception {
        String url = url();
        byte[] file = TestClient.bytes(client.request(url)).body();
        HttpResponse<byte[]> part = TestClient.bytes(client.request(url).header("Range", range));
        int start = from < 0 ? file.length + from : from;
        int end = to < 0 ? file.length : to;
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range"))
                .contains("bytes " + start + "-" + (end - 1) + "/" + file.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(file, start, end));
    }

    @Test
    void unsupportedRangesAreRejectedOrIgnored() throws Exception {
        String url = url();
        HttpResponse<byte[]> whole = TestClient.bytes(client.request(url));
        HttpResponse<byte[]> behind = TestClient.bytes(client.request(url).header("Range", "bytes=99999999-"));
        assertThat(behind.statusCode()).isEqualTo(416);
        assertThat(behind.headers().firstValue("Content-Range")).contains("bytes */" + whole.body().length);
        assertThat(TestClient.bytes(client.request(url).header("Range", "bytes=0-1,4-5"))
                        .statusCode())
                .isEqualTo(200);
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(TestClient.bytes(client.request(url).headers("Range", "bytes=0-1", "If-Range", tag))
                        .statusCode())
                .isEqualTo(206);
        assertThat(TestClient.bytes(client.request(url).headers("Range", "bytes=0-1", "If-Range", "\"other\""))
                        .statusCode())
                .isEqualTo(200);
    }

    private String url() throws Exception {
        return json(client.generate(TestClient.image("x")))
                .at("/output/media/0/url")
                .asText();
    }
}
