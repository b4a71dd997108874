package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.Artifact;
import io.camelgenai.simulator.ReceivedFile;
import io.camelgenai.simulator.SimulatorOptions;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that go into a request: whatever the message has, the provider receives its bytes, in the form that it takes. */
class InputsTest extends GenAiTestSupport {

    static final byte[] PNG = picture(300);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    /** A file that begins like a PNG. */
    static byte[] picture(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 >> 2);
        }
        System.arraycopy("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, 8);
        return bytes;
    }

    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder().pace(0).build();
    }

    static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.getContext().setStreamCaching(true);
        routes.errorHandler(routes.noErrorHandler());
        routes.from("direct:any").toD("genai:${header.model}?operation=create&param.ratio=1280:720&channel=nobody");
        routes.from("direct:plain").toD("genai:${header.model}?operation=create&channel=nobody");
        routes.from("direct:redelivered")
                .errorHandler(
                        routes.defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                .to("genai:runway/gen4_turbo?operation=create&param.ratio=1280:720&channel=nobody");
        routes.from("direct:file")
                .setHeader("CamelGenAiInputs", routes.simple("${map(first-frame,${body})}", Map.class))
                .setBody(routes.constant(PROMPT))
                .to("genai:runway/gen4_turbo?operation=create&param.ratio=1280:720&channel=nobody");
    }

    private Exchange send(String model, Map<String, ?> inputs) {
        return template.request(model.startsWith("runway") ? "direct:any" : "direct:plain", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("model", model);
            exchange.getMessage().setHeader(GenAiConstants.INPUTS, inputs);
        });
    }

    private static void completes(Exchange exchange) {
        assertThat(generation(exchange).provider()).isNotNull();
        assertThat(exchange.getMessage().getHeader(GenAiConstants.INPUTS)).isNull();
    }

    private JsonNode created(String provider) throws IOException {
        return JSON.readTree(simulator.requests(provider, "create").get(0).body());
    }

    @ParameterizedTest
    @CsvSource({
        "runway/gen4_turbo,             first-frame, data-uri,  image/png",
        "runway/veo3.1,                 last-frame,  data-uri,  image/png",
        "runway/gen4_image,             image,       data-uri,  image/png",
        "fal/fal-ai/flux/dev,           image,       data-uri,  image/png",
        "fal/fal-ai/flux/dev,           mask,        data-uri,  image/png",
        "replicate/meta/flux-dev,       image,       data-uri,  image/png",
        "byteplus/seedance-1,           first-frame, data-uri,  image/png",
        "byteplus/seedance-1,           last-frame,  data-uri,  image/png",
        "byteplus/seedance-1,           image,       data-uri,  image/png",
        "openrouter-video/google/veo-3, first-frame, data-uri,  image/png",
        "openrouter-video/google/veo-3, last-frame,  data-uri,  image/png",
        "openrouter-video/google/veo-3, image,       data-uri,  image/png",
        "openai-chat/gpt-4o,            image,       data-uri,  image/png",
        "openai-chat/gpt-4o,            audio,       base64,    audio/wav",
        "openai-chat/gpt-4o,            file,        data-uri,  application/pdf",
        "openai-responses/gpt-5,        image,       data-uri,  image/png",
        "openai-responses/gpt-5,        file,        data-uri,  application/pdf",
        "anthropic/claude-sonnet,       image,       base64,    image/png",
        "anthropic/claude-sonnet,       file,        base64,    application/pdf",
        "gemini/gemini-2.5-flash,       image,       base64,    image/png",
        "gemini/gemini-2.5-flash,       audio,       base64,    audio/wav",
        "gemini/gemini-2.5-flash,       video,       base64,    video/mp4",
        "gemini/gemini-2.5-flash,       file,        base64,    application/pdf",
        "gemini-interactions/gemini-3,  image,       base64,    image/png",
        "gemini-interactions/gemini-3,  audio,       base64,    audio/wav",
        "gemini-interactions/gemini-3,  video,       base64,    video/mp4",
        "gemini-interactions/gemini-3,  file,        base64,    application/pdf",
        "bfl/flux-2-pro,                image,       base64,    image/png",
        "bfl/flux-2-pro,                mask,        base64,    image/png"
    })
    void aFileTravelsWithinTheRequest(String model, String role, String way, String mediaType) throws Exception {
        byte[] file = fileOf(mediaType);
        completes(send(model, Map.of(role, file)));

        assertThat(simulator.receivedFiles())
                .extracting(ReceivedFile::way, ReceivedFile::mediaType, ReceivedFile::size, ReceivedFile::sha256)
                .containsExactly(tuple(way, mediaType, (long) file.length, sha256(file)));
        assertThat(simulator.generationsCreated()).isOne();
    }

    private static byte[] fileOf(String mediaType) {
        byte[] bytes = picture(400);
        String magic =
                switch (mediaType) {
                    case "audio/wav" -> "RIFF....WAVE";
                    case "video/mp4" -> "....ftypisom";
                    case "application/pdf" -> "%PDF-1.7";
                    default -> "";
                };
        System.arraycopy(magic.getBytes(StandardCharsets.ISO_8859_1), 0, bytes, 0, magic.length());
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({
        "llmstats/flux-1.1-pro,         image,       /input/images/0",
        "skills-video/google/veo-3.1,   image,       /reference_image_urls/0",
        "skills-video/google/veo-3.1,   first-frame, /first_frame_url",
        "skills-video/google/veo-3.1,   last-frame,  /last_frame_url",
        "elumenta/kling-2,              image,       /params/image_url",
        "runway/gen4_turbo,             first-frame, /promptImage/0/uri",
        "fal/fal-ai/flux/dev,           image,       /image_url",
        "replicate/meta/flux-dev,       image,       /input/image",
        "byteplus/seedance-1,           first-frame, /content/1/image_url/url",
        "openrouter-video/google/veo-3, first-frame, /frame_images/0/image_url/url",
        "openai-chat/gpt-4o,            image,       /messages/0/content/1/image_url/url",
        "openai-responses/gpt-5,        image,       /input/0/content/1/image_url",
        "anthropic/claude-sonnet,       image,       /messages/0/content/1/source/url",
        "gemini-interactions/gemini-3,  image,       /input/1/uri",
        "bfl/flux-2-pro,                image,       /input_image"
    })
    void aUrlIsGivenAsItIs(String model, String role, String path) throws Exception {
        String url = "https://files.example/a%20photo.png?sig=a+b&x=1";
        completes(send(model, Map.of(role, url)));

        assertThat(created(model.substring(0, model.indexOf('/'))).at(path).textValue())
                .isEqualTo(url);
    }

    @Test
    void aPromptStaysTheTextBesideItsFiles() throws Exception {
        completes(send("openai-chat/gpt-4o", Map.of("image", List.of("https://a.example/1", "https://a.example/2"))));

        assertThat(created("openai-chat").at("/messages")).isEqualTo(JSON.readTree("""
                        [{"role": "user", "content": [
                           {"type": "text", "text": "a canary in a coal mine"},
                           {"type": "image_url", "image_url": {"url": "https://a.example/1"}},
                           {"type": "image_url", "image_url": {"url": "https://a.example/2"}}]}]
                        """));
    }

    @Test
    void aRoleImpliesTheKindOfTask() {
        completes(send("runway/gen4_turbo", Map.of("first-frame", PNG)));

        assertThat(simulator.requests("runway", "create").get(0).path()).endsWith("/v1/image_to_video");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "File", "Path", "InputStream", "StreamCache", "Artifact", "data URL", "wrapped"})
    void aFileMayBeWhateverHasItsContent(String kind) throws Exception {
        Path file = Files.write(directory.resolve("frame.png"), PNG);
        String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);
        Object value =
                switch (kind) {
                    case "bytes" -> PNG;
                    case "File" -> file.toFile();
                    case "Path" -> file;
                    case "InputStream" -> new ByteArrayInputStream(PNG);
                    case "StreamCache" -> new InputStreamCache(PNG);
                    case "Artifact" -> new Artifact(data, "png");
                    default -> data;
                };
        if (kind.equals("wrapped")) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + directory + "?noop=true&initialDelay=0").to("direct:file");
                }
            });
            await().until(() -> simulator.generationsCreated() == 1);
        } else {
            completes(send("runway/gen4_turbo", Map.of("first-frame", value)));
        }

        assertThat(simulator.receivedFiles())
                .extracting(ReceivedFile::way, ReceivedFile::sha256)
                .containsExactly(tuple("data-uri", sha256(PNG)));
    }

    @Test
    void anAttachmentIsAnInputUnderItsName() throws Exception {
        Exchange done = template.request("direct:any", exchange -> {
            exchange.getMessage().setBody(PROMPT);
            exchange.getMessage().setHeader("model", "runway/veo3.1");
            AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
            message.addAttachment("first-frame.png", attachment(PNG, "image/png"));
            message.addAttachment("last-frame", attachment(picture(200), "image/png"));
        });

        completes(done);
        assertThat(created("runway").at("/promptImage").findValuesAsText("position"))
                .containsExactlyInAnyOrder("first", "last");
        assertThat(simulator.receivedFiles())
                .extracting(ReceivedFile::sha256)
                .containsExactlyInAnyOrder(sha256(PNG), sha256(picture(200)));
    }

    private static DataHandler attachment(byte[] content, String type) {
        return new DataHandler(new DataSource() {
            @Override
            public InputStream getInputStream() {
                return new ByteArrayInputStream(content);
            }

            @Override
            public OutputStream getOutputStream() {
                throw new UnsupportedOperationException();
            }

            @Override
            public String getContentType() {
                return type;
            }

            @Override
            public String getName() {
                return "photo.bin";
            }
        });
    }

    @Test
    void aTemporaryCopyIsDeletedWithTheExchange() {
        context.getStreamCachingStrategy().setSpoolDirectory(directory.toFile());
        completes(send("runway/gen4_turbo", Map.of("first-frame", new ByteArrayInputStream(PNG))));

        assertThat(directory).isEmptyDirectory();
    }

    /** It would continue in the middle of the file. */
    @Test
    void aStreamThatFailedIsNotReadAgain() {
        context.getStreamCachingStrategy().setSpoolDirectory(directory.toFile());
        InputStream failing = new SequenceInputStream(
                new ByteArrayInputStream(PNG),
                new SequenceInputStream(new BrokenOnce(), new ByteArrayInputStream(PNG)));

        assertThat(send("direct:redelivered", PROMPT, GenAiConstants.INPUTS, Map.of("first-frame", failing))
                        .getException())
                .hasMessage(
                        "The input first-frame cannot be read: reading it failed before, and a stream can be read once");
        assertThat(simulator.requests()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    /** A stream that cannot be read the first time, and is empty then. */
    private static final class BrokenOnce extends InputStream {

        private boolean isBroken = true;

        @Override
        public int read() throws IOException {
            if (isBroken) {
                isBroken = false;
                throw new IOException("the disk is gone");
            }
            return -1;
        }
    }

    @Test
    void anotherMediaTypeSaysWhatTheProviderTakes() {
        refused(
                "runway/gen4_turbo",
                Map.of("first-frame", fileOf("application/pdf")),
                "The input first-frame is of the type application/pdf, and runway takes image/jpeg, image/png, image/webp");
    }

    @Test
    void anUnknownRoleNamesTheKnownOnes() {
        refused(
                "runway/gen4_turbo",
                Map.of("frist-frame", PNG),
                "The input 'frist-frame' is none that runway takes: use one of the roles first-frame, last-frame, image;"
                        + " did you mean first-frame?");
        refused(
                "privategpt/default",
                Map.of("image", PNG),
                "The input 'image' is none that privategpt takes: it takes no files. Remove the header CamelGenAiInputs and"
                        + " the attachments");
    }

    @Test
    void tooManyFilesAreRefused() {
        refused(
                "llmstats/flux-1.1-pro",
                Map.of(
                        "image",
                        List.of(
                                "https://a",
                                "https://b",
                                "https://c",
                                "https://d",
                                "https://e",
                                "https://f",
                                "https://g",
                                "https://h",
                                "https://i")),
                "Too many inputs with the role image: llmstats takes 8. Leave the others out");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        refused(
                "anthropic/claude-sonnet",
                Map.of("image", picture((5 << 20) + 1)),
                "The input image is larger than 5242880 bytes, the limit of anthropic: make it smaller");
        refused(
                "anthropic/claude-sonnet",
                Map.of("image", new ByteArrayInputStream(picture((5 << 20) + 1))),
                "The input image is larger than 5242880 bytes, the limit of anthropic: make it smaller");
    }

    @Test
    void aFileIsRefusedWhereOnlyUrlsAreTaken() {
        refused(
                "llmstats/flux-1.1-pro",
                Map.of("image", PNG),
                "The input image is a file, and llmstats takes a URL from which it fetches the file: put it where the"
                        + " provider can reach it");
    }

    @Test
    void aUrlIsRefusedWhereOnlyFilesAreTaken() {
        refused(
                "gemini/gemini-2.5-flash",
                Map.of("image", "https://a.example/b.png"),
                "The input image is a URL, and gemini takes the file itself: give it as a file, a stream or bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frame.png", "file:/etc/hosts", "C:\\frame.png", "x"})
    void aTextThatIsNoUrlIsRefused(String text) {
        refused(
                "runway/gen4_turbo",
                Map.of("first-frame", text),
                "The input first-frame is a text, but no URL of a provider or a web server: give a file as File, Path,"
                        + " stream or bytes");
    }

    @Test
    void aFileThatIsMissingOrEmptyIsRefused() {
        refused(
                "runway/gen4_turbo",
                Map.of("first-frame", new File(directory.toFile(), "none.png")),
                "The input first-frame cannot be read: there is no such file");
        refused(
                "runway/gen4_turbo",
                Map.of("first-frame", new byte[0]),
                "The input first-frame is empty: check where it comes from; a stream can be read once");
    }

    @Test
    void aRequestThatHasAFileAlreadyIsNotChanged() {
        Exchange failed = template.request("direct:plain", exchange -> {
            exchange.getMessage().setBody(new LinkedHashMap<>(Map.of("prompt", PROMPT, "image_url", "https://mine")));
            exchange.getMessage().setHeader("model", "fal/fal-ai/flux/dev");
            exchange.getMessage().setHeader(GenAiConstants.INPUTS, Map.of("image", "https://other"));
        });

        assertThat(failed.getException())
                .hasMessage("The request has something else at /image_url, where a file would go: remove one of them");
        assertThat(simulator.requests()).isEmpty();
    }

    private void refused(String model, Map<String, ?> inputs, String message) {
        assertThat(send(model, inputs).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThat(simulator.requests()).isEmpty();
    }
}
