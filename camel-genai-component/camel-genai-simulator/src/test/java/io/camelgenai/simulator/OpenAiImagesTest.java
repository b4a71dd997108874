package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.frames;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiImagesTest extends SimulatorTestSupport {
    private static final String IMAGES = "/openai-images/images/generations";
    private static final String[] KEY = {"Authorization", "Bearer sk-1"};

    private HttpResponse<String> create(String prompt, String more) throws Exception {
        return client.post(IMAGES, "{\"model\":\"gpt-image-2\",\"prompt\":\"" + prompt + "\"" + more + "}", KEY);
    }

    @Test
    void picturesAreReturnedInBase64() throws Exception {
        JsonNode answer = json(create("a pond", ",\"n\":2,\"size\":\"1536x1024\",\"quality\":\"low\""));

        assertThat(answer.get("data")).hasSize(2);
        assertThat(answer.at("/data/0/b64_json")).isNotEqualTo(answer.at("/data/1/b64_json"));
        assertThat(answer.get("size").asText()).isEqualTo("1536x1024");
        assertThat(answer.get("quality").asText()).isEqualTo("low");
        assertThat(answer.at("/usage/output_tokens").asInt()).isEqualTo(2 * 1056);
        var picture = ImageIO.read(new ByteArrayInputStream(
                Base64.getDecoder().decode(answer.at("/data/0/b64_json").asText())));
        assertThat(picture.getWidth()).as("an eighth of its size").isEqualTo(192);
        assertThat(picture.getHeight()).isEqualTo(128);
        assertThat(simulator.generationsCreated()).isOne();
    }

    @Test
    void aStreamHasPreviewsThenThePicture() throws Exception {
        List<TestClient.Frame> frames =
                frames(create("a pond", ",\"stream\":true,\"partial_images\":3").body());

        assertThat(frames)
                .extracting(TestClient.Frame::event)
                .containsExactly(
                        "image_generation.partial_image",
                        "image_generation.partial_image",
                        "image_generation.partial_image",
                        "image_generation.completed");
        assertThat(frames)
                .allSatisfy(
                        frame -> assertThat(frame.data().get("type").asText()).isEqualTo(frame.event()));
        assertThat(frames.get(2).data().get("partial_image_index").asInt()).isEqualTo(2);
        assertThat(frames.get(2).data().has("usage")).isFalse();
        assertThat(frames.get(3).data().at("/usage/output_tokens").asInt()).isPositive();
        assertThat(frames(create("a pond", ",\"stream\":true").body()))
                .as("no previews unless asked for")
                .hasSize(1);
    }

    @Test
    void everyAnswerHasTheIdOfItsRequest() throws Exception {
        for (String prompt : List.of("a pond", "x [reject]")) {
            assertThat(create(prompt, "").headers().firstValue("x-request-id"))
                    .hasValueSatisfying(id -> assertThat(id).startsWith("req_"));
        }
    }

    @Test
    void aStreamOfSeveralPicturesIsRefused() throws Exception {
        HttpResponse<String> refused = create("a pond", ",\"stream\":true,\"n\":2");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/message").asText()).isEqualTo("Streaming is only supported with n=1.");
        assertThat(simulator.generationsCreated()).isZero();
    }

    @Test
    void aFailureIsAnErrorInBothForms() throws Exception {
        HttpResponse<String> failed = create("x [fail]", "");
        HttpResponse<String> blocked = create("x [fail moderation_blocked]", "");
        List<TestClient.Frame> frames = frames(
                create("x [fail]", ",\"stream\":true,\"partial_images\":1").body());

        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(json(failed).at("/error/code").asText()).isEqualTo("server_error");
        assertThat(blocked.statusCode()).isEqualTo(400);
        assertThat(json(blocked).at("/error/type").asText()).isEqualTo("image_generation_user_error");
        assertThat(frames)
                .extracting(TestClient.Frame::event)
                .containsExactly("image_generation.partial_image", "error");
        assertThat(frames.get(1).data().at("/error/code").asText()).isEqualTo("server_error");
    }

    @Test
    void aRefusedPromptCreatesNothing() throws Exception {
        HttpResponse<String> refused = create("x [reject]", "");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/error/code").asText()).isEqualTo("moderation_blocked");
        assertThat(simulator.generationsCreated()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "{\"prompt\":\"x\"} | missing_required_parameter",
                "{\"model\":\"m\"} | missing_required_parameter",
                "{\"model\":\"m\",\"prompt\":\"x\",\"n\":11} | invalid_value",
                "{\"model\":\"m\",\"prompt\":\"x\",\"size\":\"large\"} | invalid_value",
                "{\"model\":\"m\",\"prompt\":\"x\",\"response_format\":\"url\"} | unknown_parameter",
                "{\"model\":\"m\",\"prompt\":\"x\",\"partial_images\":4} | invalid_value"
            })
    void undocumentedInputIsRejected(String body, String code) throws Exception {
        HttpResponse<String> response = client.post(IMAGES, body, KEY);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/error/code").asText()).isEqualTo(code);
        assertThat(client.post(IMAGES, body).statusCode()).as("without a key").isEqualTo(401);
        assertThat(simulator.generationsCreated()).isZero();
    }
}
