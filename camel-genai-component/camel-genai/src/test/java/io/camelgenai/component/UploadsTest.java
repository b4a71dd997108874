package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are uploaded before the create: once, before the intent, and without the key where they go. */
class UploadsTest extends GenAiTestSupport {

    private static final byte[] VIDEO = video(5000);

    @TempDir
    Path directory;

    private static byte[] video(int length) {
        byte[] bytes = InputsTest.picture(length);
        System.arraycopy("....ftypisom".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, 12);
        return bytes;
    }

    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder().pace(0).build();
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:any")
                .errorHandler(routes.noErrorHandler())
                .toD("genai:${header.model}?operation=create&channel=nobody");
        routes.from("direct:keyed")
                .errorHandler(routes.noErrorHandler())
                .to("genai:fal/fal-ai/kling/video?operation=create&channel=keyed&idempotencyKey=${header.order}");
        routes.from("direct:redelivered")
                .errorHandler(
                        routes.defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0))
                .to("genai:fal/fal-ai/kling/video?operation=create&channel=nobody");
    }

    private Exchange send(String uri, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private Exchange send(String model, String role, Object file) {
        return send("direct:any", Map.of("model", model, GenAiConstants.INPUTS, Map.of(role, file)));
    }

    private void received(String way, byte[]... files) throws Exception {
        List<Tuple> expected = Arrays.stream(files)
                .map(file -> {
                    try {
                        return tuple(way, (long) file.length, InputsTest.sha256(file));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
        assertThat(simulator.receivedFiles().stream().filter(file -> !file.way().equals("url")))
                .extracting(ReceivedFile::way, ReceivedFile::size, ReceivedFile::sha256)
                .containsExactlyElementsOf(expected);
    }

    @Test
    void aFileGoesToASignedUrlAndTheCreateRefersToIt() throws Exception {
        Path file = Files.write(directory.resolve("my film.mp4"), VIDEO);
        generation(send("fal/fal-ai/kling/video", "video", file));

        assertThat(operations()).containsExactly("upload", "put", "create");
        received("signed-put", VIDEO);
        assertThat(lastRequest("fal").path("video_url").textValue()).matches(".*/fal/storage/files/.*my_film.mp4");
        assertThat(simulator.receivedFiles().get(0).name()).isEqualTo("my film.mp4");
    }

    @Test
    void theKeyDoesNotGoToASignedUrl() {
        generation(send("fal/fal-ai/kling/video", "video", VIDEO));

        JournalEntry put = requests("fal", "put").get(0);
        assertThat(put.headers().keySet())
                .containsExactlyInAnyOrder(
                        "host", "user-agent", "accept-encoding", "connection", "content-type", "content-length");
        assertThat(put.toString() + put.headers()).doesNotContain(JournalEntry.fingerprint(KEY));
        assertThat(requests("fal", "upload").get(0).header("authorization")).contains(JournalEntry.fingerprint(KEY));
    }

    @Test
    void aFileGoesToASignedFormWhereItIsTooLargeForTheRequest() throws Exception {
        byte[] picture = InputsTest.picture((5 << 20) + 1);
        generation(template.request("direct:any", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("model", "runway/gen4_turbo");
            exchange.getMessage().setHeader(GenAiConstants.PARAMS, Map.of("ratio", "1280:720"));
            exchange.getMessage().setHeader(GenAiConstants.INPUTS, Map.of("first-frame", picture));
        }));

        assertThat(operations()).containsExactly("upload", "put", "create");
        received("signed-post", picture);
        assertThat(lastRequest("runway").at("/promptImage/0/uri").textValue()).startsWith("runway://");
    }

    @Test
    void aFileIsAPartOfARequest() throws Exception {
        generation(send("replicate/google/veo-3", "video", VIDEO));

        assertThat(operations()).containsExactly("upload", "create");
        received("multipart", VIDEO);
    }

    @Test
    void aFileIsAPartOfARequestWithAPurpose() throws Exception {
        byte[] pdf = InputsTest.picture((20 << 20) + 1);
        System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.ISO_8859_1), 0, pdf, 0, 8);
        generation(send("openai-responses/gpt-5", "file", pdf));

        received("multipart", pdf);
        JsonNode part = lastRequest("openai-responses").at("/input/0/content/1");
        assertThat(part.path("type").textValue()).isEqualTo("input_file");
        assertThat(part.path("file_id").textValue()).startsWith("file-");
    }

    @Test
    void anUploadThatFailsIsRetried() throws Exception {
        simulator.fault(Fault.status(503).on("fal", "put").build());
        simulator.fault(Fault.cut().on("fal", "upload").build());
        generation(send("fal/fal-ai/kling/video", "video", new ByteArrayInputStream(VIDEO)));

        assertThat(operations()).containsExactly("upload", "upload", "put", "upload", "put", "create");
        received("signed-put", VIDEO);
    }

    @Test
    void anUploadThatIsRefusedCreatesNothing() {
        simulator.fault(Fault.status(403).on("fal", "put").build());
        Exchange failed = send("fal/fal-ai/kling/video", "video", VIDEO);

        assertThat(failed.getException())
                .isInstanceOfSatisfying(GenAiHttpException.class, refused -> assertThat(refused.isNothingCreated())
                        .isTrue())
                .hasMessage("A file for fal was not uploaded: 127.0.0.1 answered 403");
        assertThat(operations()).doesNotContain("create");
    }

    @Test
    void aFileThatVanishesCreatesNothing() throws Exception {
        Path file = Files.write(directory.resolve("film.mp4"), VIDEO);
        simulator.fault(Fault.delay(Duration.ofSeconds(2)).on("fal", "upload").build());
        CompletableFuture<Exchange> sent =
                CompletableFuture.supplyAsync(() -> send("fal/fal-ai/kling/video", "video", file));
        await().until(() -> operations().contains("upload"));
        Files.delete(file);

        assertThat(sent.join().getException())
                .isInstanceOfSatisfying(GenAiException.class, failure -> assertThat(failure.isNothingCreated())
                        .isTrue())
                .hasMessageStartingWith("The file film.mp4 for fal cannot be read: ");
        assertThat(operations()).containsExactly("upload");
    }

    @Test
    void nothingIsUploadedTwiceForOneKey() throws Exception {
        Map<String, Object> order = Map.of("order", "1", GenAiConstants.INPUTS, Map.of("video", VIDEO));
        String first = generation(send("direct:keyed", order)).id();
        String second = generation(send("direct:keyed", order)).id();

        assertThat(second).isEqualTo(first);
        assertThat(operations()).containsExactly("upload", "put", "create");
    }

    @Test
    void theSameKeyWithAnotherFileIsAnotherRequest() {
        generation(send("direct:keyed", Map.of("order", "1", GenAiConstants.INPUTS, Map.of("video", VIDEO))));
        Exchange other =
                send("direct:keyed", Map.of("order", "1", GenAiConstants.INPUTS, Map.of("video", video(5001))));

        assertThat(other.getException())
                .isInstanceOf(GenAiException.class)
                .hasMessageContaining("was used for another request to fal");
        assertThat(operations()).containsExactly("upload", "put", "create");
    }

    @Test
    void ofSeveralMessagesWithOneKeyOneUploads() {
        List<CompletableFuture<Exchange>> all = IntStream.range(0, 8)
                .mapToObj(each -> CompletableFuture.supplyAsync(() -> send(
                        "direct:keyed",
                        Map.of("order", "1", GenAiConstants.INPUTS, Map.of("video", new ByteArrayInputStream(VIDEO))))))
                .toList();

        assertThat(all.stream().map(each -> generation(each.join()).id()).distinct())
                .hasSize(1);
        assertThat(operations()).containsExactly("upload", "put", "create");
    }

    @Test
    void aRedeliveredExchangeUploadsNothingAgain() {
        simulator.fault(Fault.status(422).times(2).on("fal", "create").build());
        generation(send(
                "direct:redelivered", Map.of(GenAiConstants.INPUTS, Map.of("video", new ByteArrayInputStream(VIDEO)))));

        assertThat(operations()).containsExactly("upload", "put", "create", "create", "create");
    }
}
