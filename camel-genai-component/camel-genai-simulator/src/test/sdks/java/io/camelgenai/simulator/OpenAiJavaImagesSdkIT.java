package io.camelgenai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images of OpenAI's SDK for Java, which validates every response, with nothing changed but the base URL and the key. */
class OpenAiJavaImagesSdkIT {
    @RegisterExtension
    static final SdkRun.Recorder RECORDER =
            new SdkRun.Recorder("openai-java (Maven)", ImageGenerateParams.class, "openai-images");

    private static final String KEY = "sk-test";

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).apiKeys(KEY).build());
    private final OpenAIClient client = client(KEY);

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(simulator.baseUrl("openai-images"))
                .apiKey(key)
                .responseValidation(true)
                .maxRetries(0)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    private static ImageGenerateParams.Builder prompt(String text) {
        return ImageGenerateParams.builder()
                .model("gpt-image-2")
                .prompt(text)
                .size(ImageGenerateParams.Size._1024X1024);
    }

    private static void isPng(String base64) {
        assertThat(Base64.getDecoder().decode(base64)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    @Tag("create")
    void picturesAreCreated() {
        ImagesResponse response =
                client.images().generate(prompt("a bridge").n(2).build()).validate();
        assertThat(response.data().orElseThrow())
                .hasSize(2)
                .allSatisfy(picture -> isPng(picture.b64Json().orElseThrow()));
        assertThat(response.usage().orElseThrow().outputTokens()).isPositive();
    }

    @Test
    @Tag("stream")
    void previewsPrecedeThePicture() {
        List<ImageGenStreamEvent> events;
        try (StreamResponse<ImageGenStreamEvent> stream = client.images()
                .generateStreaming(prompt("a bridge").partialImages(2).build())) {
            events = stream.stream().map(ImageGenStreamEvent::validate).toList();
        }
        assertThat(events).hasSize(3);
        assertThat(events.get(1).isGenerationPartialImage()).isTrue();
        isPng(events.get(2).asGenerationCompleted().b64Json());
    }

    @Test
    @Tag("errors")
    void aWrongKeyIsUnauthorized() {
        OpenAIClient stranger = client("sk-wrong");
        assertThatThrownBy(() -> stranger.images().generate(prompt("x").build()))
                .isInstanceOf(UnauthorizedException.class);
        stranger.close();
    }

    @Test
    @Tag("errors")
    void aPromptIsRefused() {
        assertThatThrownBy(() -> client.images().generate(prompt("x [reject]").build()))
                .isInstanceOfSatisfying(BadRequestException.class, error -> assertThat(error.code())
                        .contains("moderation_blocked"));
    }

    @ParameterizedTest
    @Tag("errors")
    @ValueSource(ints = {429, 500})
    void anErrorHasItsStatus(int status) {
        assertThatThrownBy(() -> client.images()
                        .generate(prompt("x [error " + status + "]").build()))
                .isInstanceOfSatisfying(OpenAIServiceException.class, error -> assertThat(error.statusCode())
                        .isEqualTo(status));
    }
}
