package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to OpenAI's pictures: they have no id, are within the answer, and come with previews by stream. */
class OpenAiImagesTest extends GenAiTestSupport {

    private static final String PROVIDER = "openai-images";
    private static final String URI = "genai:openai-images/gpt-image-2";

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:generate").to(URI + "?timeout=20s");
        routes.from("direct:create").to(URI + "?operation=create&channel=nobody");
        routes.from("direct:stream")
                .to(URI + "?operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
        routes.from("direct:own").toD(URI + "?connection=${header.c}&timeout=20s");
        routes.from("direct:own-stream")
                .toD(URI + "?connection=${header.c}&operation=stream")
                .split(routes.body())
                .streaming()
                .to("mock:events");
    }

    private String connected(Peer peer) {
        String name = "c" + peer.port();
        ConnectionConfiguration connection = connection(PROVIDER, KEY);
        connection.setBaseUrl("http://localhost:" + peer.port());
        context.getComponent("genai", GenAiComponent.class).getConnections().put(name, connection);
        return name;
    }

    private static String frames(String... frames) {
        return Stream.of(frames).map(each -> "data: " + each + "\n\n").collect(Collectors.joining());
    }

    private static String frame(String type, String picture) {
        return "{\"type\":\"image_generation." + type + "\",\"b64_json\":\"" + picture
                + "\",\"output_format\":\"webp\",\"usage\":{\"input_tokens\":5,\"output_tokens\":7}}";
    }

    @Test
    void severalPicturesOfOneRequestAreArtifacts() throws Exception {
        Generation done = generation(send(
                "direct:generate",
                PROMPT,
                GenAiConstants.PARAMS,
                Map.of("n", "3", "size", "1536x1024", "quality", "low")));

        assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
        assertThat(done.id()).startsWith("local-");
        assertThat(done.text()).isNull();
        assertThat(done.artifacts()).hasSize(3).doesNotHaveDuplicates().allSatisfy(artifact -> {
            assertThat(artifact.url()).startsWith("data:image/png;base64,iVBOR");
            assertThat(artifact.format()).isEqualTo("png");
        });
        assertThat(done.createdAt()).isNotNull();
        assertThat(done.usage().outputTokens()).isEqualTo(3 * 1056);
        assertThat(lastRequest(PROVIDER).get("n").asInt()).isEqualTo(3);
        assertThat(lastRequest(PROVIDER).get("size").asText()).isEqualTo("1536x1024");
        assertThat(lastRequest(PROVIDER).has("stream")).isFalse();
    }

    @Test
    void aStreamHasPreviewsAndEndsWithThePicture() throws Exception {
        assertThat(send("direct:stream", PROMPT, GenAiConstants.PARAMS, Map.of("partial_images", 2))
                        .getException())
                .isNull();

        assertThat(events())
                .extracting(event -> event.type() + " " + event.name())
                .containsExactly(
                        "OTHER image_generation.partial_image",
                        "OTHER image_generation.partial_image",
                        "COMPLETED image_generation.completed");
        JsonNode preview = new ObjectMapper().readTree(events().get(0).data());
        assertThat(streamed().artifacts()).singleElement().satisfies(artifact -> assertThat(artifact.url())
                .startsWith("data:image/png;base64,")
                .doesNotContain(preview.get("b64_json").asText()));
        assertThat(streamed().usage().outputTokens()).isPositive();
        assertThat(streamed().raw().at("/data/0/size").asText()).isEqualTo("1024x1024");
        assertThat(lastRequest(PROVIDER).get("stream").asBoolean()).isTrue();
    }

    /** Without an id in any event there is nothing to wait for. */
    @Test
    void aPreviewArrivesBeforeThePicture() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        String preview = frames(frame("partial_image", "AAAA"));
        String picture = frames(frame("completed", "UklGRgAAAABXRUJQ"));
        Act slow = (socket, out) -> {
            Peer.answer(
                            "HTTP/1.1 200 OK",
                            "Content-Type: text/event-stream",
                            "Content-Length: " + (preview.length() + picture.length()),
                            "",
                            preview)
                    .play(socket, out);
            out.flush();
            seen.await();
            out.write(picture.getBytes(StandardCharsets.UTF_8));
        };
        try (Peer peer = new Peer(slow)) {
            var done = template.asyncRequestBodyAndHeader("direct:own-stream", PROMPT, "c", connected(peer));
            try {
                await().until(() -> mock("events").getReceivedCounter() == 1);
            } finally {
                seen.countDown();
            }
            done.get();
        }
        assertThat(events()).extracting(GenerationEvent::generationId).doesNotContainNull();
        assertThat(events().get(0).generationId())
                .startsWith("local-")
                .isEqualTo(streamed().id());
        assertThat(streamed().artifacts())
                .containsExactly(new Artifact("data:image/webp;base64,UklGRgAAAABXRUJQ", "webp"));
        assertThat(streamed().usage().outputTokens()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: [DONE]\n\n"})
    void F32_aStreamWithoutThePictureIsNotComplete(String end) throws IOException {
        try (Peer peer = new Peer(Peer.stream(frames(frame("partial_image", "AAAA")) + end))) {
            send("direct:own-stream", PROMPT, "c", connected(peer));
        }

        assertThat(streamed().status()).isEqualTo(GenerationStatus.INCOMPLETE);
        assertThat(Objects.requireNonNull(streamed().error()).code()).isEqualTo("genai.stream-cut");
        assertThat(streamed().artifacts()).as("a preview is none").isEmpty();
    }

    @Test
    void anAnswerMayHaveUrls() throws IOException {
        String answer = "{\"created\":1764475200,\"data\":[{\"url\":\"https://files.example/a.png?sig=1\"}]}";
        try (Peer peer = new Peer(Peer.json("200 OK", answer))) {
            Generation done = generation(send("direct:own", PROMPT, "c", connected(peer)));

            assertThat(done.status()).isEqualTo(GenerationStatus.COMPLETED);
            assertThat(done.artifacts()).containsExactly(new Artifact("https://files.example/a.png?sig=1", "png"));
        }
    }

    @Test
    void aPictureThatIsWithheldIsAnErrorInTheWordsOfTheProvider() {
        String prompt = PROMPT + " [fail moderation_blocked]";
        assertThat(send("direct:create", prompt).getException()).isInstanceOfSatisfying(GenAiHttpException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(400);
            assertThat(e.getCode()).isEqualTo("moderation_blocked");
        });
        assertThat(send("direct:stream", prompt, GenAiConstants.PARAMS, Map.of("partial_images", 1))
                        .getException())
                .isNull();

        assertThat(events())
                .extracting(GenerationEvent::type)
                .containsExactly(GenerationEventType.OTHER, GenerationEventType.FAILED);
        assertThat(Objects.requireNonNull(streamed().error()).code()).isEqualTo("moderation_blocked");
        assertThat(streamed().error().message()).isNotBlank();
    }

    @Test
    void aStreamHasOnePicture() {
        assertThat(send("direct:stream", PROMPT, GenAiConstants.PARAMS, Map.of("n", 2))
                        .getException())
                .isInstanceOfSatisfying(GenAiHttpException.class, e -> assertThat(e.getProviderMessage())
                        .isEqualTo("Streaming is only supported with n=1."));
    }
}
