package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.image;
import static io.camelgenai.simulator.TestClient.imageLater;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmStatsTest extends SimulatorTestSupport {
    LlmStatsTest() {
        super(SimulatorOptions.builder().artifactLifetime(Duration.ofSeconds(60)));
    }

    @Test
    void anImageIsGenerated() throws Exception {
        HttpResponse<String> response = client.generate(image("a lighthouse"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control")).contains("private, max-age=60");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        JsonNode generation = json(response);
        assertThat(generation.get("object").asText()).isEqualTo("generation");
        assertThat(generation.get("status").asText()).isEqualTo("completed");
        assertThat(generation.get("model").asText()).isEqualTo("flux-1.1-pro");
        assertThat(Instant.parse(generation.get("completed_at").asText()))
                .isAfterOrEqualTo(Instant.parse(generation.get("created_at").asText()));
        assertThat(generation.at("/usage/cost_usd").decimalValue()).isEqualByComparingTo("0.04");
        assertThat(generation.at("/output/media")).hasSize(1);
        HttpResponse<byte[]> file = TestClient.bytes(
                client.request(generation.at("/output/media/0/url").asText()));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
        var image = ImageIO.read(new ByteArrayInputStream(file.body()));
        assertThat(image.getWidth()).isEqualTo(512);
        assertThat(image.getHeight()).isEqualTo(512);
    }

    @Test
    void waitZeroRespondsQueuedAndALongPollRespondsWhenTerminal() throws Exception {
        HttpResponse<String> created = client.generate(imageLater("slow [takes 2s]"));
        assertThat(json(created).get("status").asText()).isEqualTo("queued");
        assertThat(json(created).has("output")).isFalse();
        assertThat(json(created).has("usage")).isFalse();
        assertThat(created.headers().firstValue("Retry-After")).contains("2");
        assertThat(created.headers().firstValue("Cache-Control")).contains("no-store");

        String id = json(created).get("id").asText();
        assertThat(json(client.generation(id, "")).get("status").asText()).isIn("queued", "running");
        assertThat(json(client.generation(id, "?wait=30")).get("status").asText())
                .isEqualTo("completed");
    }

    @Test
    void aLongPollEndsAfterItsWait() throws Exception {
        String id = json(client.generate(imageLater("very slow [takes 60s]")))
                .get("id")
                .asText();
        long before = System.nanoTime();
        HttpResponse<String> response = client.generation(id, "?wait=1");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(950), Duration.ofSeconds(30));
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\"},\"foo\":1} | foo",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\",\"width\":1}} | input.width",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"\"}} | input.prompt",
                "{\"model\":\"flux-1.1-pro\",\"input\":{}} | input.prompt",
                "{\"input\":{\"prompt\":\"x\"}} | model",
                "{\"model\":\"flux-1.1-pro\",\"input\":\"x\"} | input",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\"},\"n\":11} | n",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\"},\"n\":\"2\"} | n",
                "{\"model\":\"veo-3\",\"input\":{\"prompt\":\"x\"},\"n\":2} | n",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\",\"duration\":5}} | input.duration",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\"},\"wait\":61} | wait",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\"},\"wait\":\"0\"} | wait",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\",\"aspect_ratio\":\"wide\"}} | input.aspect_ratio",
                "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"x\",\"images\":[\"nope\"]}} | input.images.0",
                "not json | body"
            })
    void undocumentedInputIsRejected(String body, String param) throws Exception {
        HttpResponse<String> response = client.generate(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asText()).isEqualTo("invalid_input");
        assertThat(json(response).at("/error/param").asText()).isEqualTo(param);
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void theWaitOfAGetIsANumberUpToSixty() throws Exception {
        String id = json(client.generate(image("x"))).get("id").asText();
        assertThat(client.generation(id, "?wait=61").statusCode()).isEqualTo(400);
        assertThat(client.generation(id, "?wait=auto").statusCode()).isEqualTo(400);
        assertThat(client.generation(id, "?hold=1").statusCode()).isEqualTo(400);
        assertThat(client.generation(id, "?wait=60").statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyIsRequiredAndMustHaveThePrefix() throws Exception {
        assertThat(client.post("/llmstats/v1/generations", image("x")).statusCode())
                .isEqualTo(401);
        HttpResponse<String> wrong = TestClient.send(
                client.posted("/llmstats/v1/generations", image("x")).header("Authorization", "Bearer sk-123"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(json(wrong).at("/error/code").asText()).isEqualTo("unauthenticated");
    }

    @Test
    void aGenerationIsVisibleOnlyToTheKeyThatCreatedIt() throws Exception {
        String id = json(client.generate(image("x"))).get("id").asText();
        HttpResponse<String> foreign = TestClient.send(
                client.request("/llmstats/v1/generations/" + id).header("Authorization", "Bearer ze_other"));
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(json(foreign).at("/error/code").asText()).isEqualTo("not_found");
        assertThat(client.generation(id, "").statusCode()).isEqualTo(200);
    }

    @Test
    void markersInThePromptDecideTheOutcome() throws Exception {
        JsonNode failed = json(client.generate(image("a thing [fail]")));
        assertThat(failed.get("status").asText()).isEqualTo("failed");
        assertThat(failed.at("/error/code").asText()).isEqualTo("content_policy");
        assertThat(failed.at("/usage/cost_usd").decimalValue()).isZero();
        assertThat(failed.has("output")).isFalse();

        HttpResponse<String> rejected = client.generate(image("a thing [reject]"));
        assertThat(rejected.statusCode()).isEqualTo(422);
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(1);
    }

    @Test
    void anUnknownModelIsNotAvailable() throws Exception {
        HttpResponse<String> response = client.generate("{\"model\":\"mystery-9\",\"input\":{\"prompt\":\"x\"}}");
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).at("/error/code").asText()).isEqualTo("model_unavailable");
    }

    @Test
    void severalImagesHaveTheRequestedSize() throws Exception {
        JsonNode generation = json(client.generate(
                "{\"model\":\"flux-1.1-pro\",\"n\":2,\"input\":{\"prompt\":\"x\",\"size\":\"320x200\"}}"));
        assertThat(generation.at("/output/media")).hasSize(2);
        byte[] first = file(generation, 0);
        assertThat(first).isNotEqualTo(file(generation, 1));
        assertThat(ImageIO.read(new ByteArrayInputStream(first)).getWidth()).isEqualTo(320);
        assertThat(ImageIO.read(new ByteArrayInputStream(first)).getHeight()).isEqualTo(200);
    }

    @Test
    void aSignedUrlIsValidOnlyByteForByte() throws Exception {
        String url = json(client.generate(image("x"))).at("/output/media/0/url").asText();
        assertThat(url).contains("%2F0.png?X-Sig=").contains("+").contains("&part=1&part=2&Expires=");

        assertThat(status(url)).isEqualTo(200);
        assertThat(status(url.replace("%2F", "/"))).isIn(403, 404);
        assertThat(status(url.replace("%2F", "%2f"))).isEqualTo(403);
        assertThat(status(url.replace("+", "%2B"))).isEqualTo(403);
        assertThat(status(url.replace("+", "%20"))).isEqualTo(403);
        assertThat(status(url.replace("part=1&part=2", "part=2&part=1"))).isEqualTo(403);
        assertThat(status(url.replace("&part=2", ""))).isEqualTo(403);
        assertThat(status(url.replaceAll("Expires=.*", "Expires=99999999999"))).isEqualTo(403);
    }

    @Test
    void credentialsAndCamelHeadersAreRejectedByTheFileStore() throws Exception {
        String url = json(client.generate(image("x"))).at("/output/media/0/url").asText();
        for (String header : new String[] {"Authorization", "x-api-key", "CamelGenAiStatus"}) {
            HttpResponse<String> response = TestClient.send(client.request(url).header(header, "secret"));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).containsIgnoringCase(header).doesNotContain("secret");
        }
        assertThat(simulator.requests("llmstats", "artifact"))
                .extracting(JournalEntry::status)
                .containsExactly(400, 400, 400);
    }

    @Test
    void aSignedUrlExpires() throws Exception {
        try (GenAiSimulator limited = GenAiSimulator.start(SimulatorOptions.builder()
                .pace(0)
                .artifactLifetime(Duration.ZERO)
                .build())) {
            TestClient hurried = new TestClient(limited);
            String url =
                    json(hurried.generate(image("x"))).at("/output/media/0/url").asText();
            await().until(() -> status(url) == 403);
        }
    }

    private int status(String url) throws Exception {
        return TestClient.bytes(client.request(url)).statusCode();
    }

    private byte[] file(JsonNode generation, int number) throws Exception {
        return TestClient.bytes(client.request(
                        generation.at("/output/media/" + number + "/url").asText()))
                .body();
    }
}
