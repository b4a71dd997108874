package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Peer;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.ArtifactException;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import okhttp3.OkHttpClient;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest extends GenAiTestSupport {

    private static final byte[] PNG = "\u0089PNG\r\n\u001A\n and so on".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path spool;

    @TempDir
    Path pictures;

    @Override
    SimulatorOptions options() {
        return SimulatorOptions.builder().pace(0.01).build();
    }

    @BeforeEach
    void temporaryFiles() {
        context.getStreamCachingStrategy().setSpoolDirectory(spool.toFile());
    }

    @AfterEach
    void noTemporaryFileStays() throws IOException {
        await().untilAsserted(() -> {
            System.gc();
            assertThat(filesIn(spool)).isEmpty();
        });
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:save")
                .to("genai:llmstats/flux-1.1-pro?param.n=3&param.seed=7")
                .split(routes.simple("${body.artifacts}"))
                .to("genai:llmstats?operation=download")
                .to("mock:fetched")
                .toD("file:${header.directory}");
        routes.from("direct:collect")
                .to("genai:llmstats/flux-1.1-pro?param.n=3")
                .split(routes.simple("${body.artifacts}"), new GroupedBodyAggregationStrategy())
                .to("genai:llmstats?operation=download")
                .end()
                .split(routes.body())
                .to("mock:collected");
        routes.from("direct:parts")
                .split(routes.body())
                .to("genai:llmstats?operation=download")
                .to("mock:part");
        routes.from("direct:copy")
                .to("genai:llmstats?operation=download")
                .wireTap("direct:copied")
                .convertBodyTo(byte[].class)
                .to("mock:original");
        routes.from("direct:copied").convertBodyTo(byte[].class).to("mock:copy");
        routes.from("direct:late")
                .split(routes.body())
                .to("genai:llmstats?operation=download")
                .to("seda:late");
        routes.from("seda:late?pollTimeout=20")
                .delay(200)
                .convertBodyTo(byte[].class)
                .to("mock:late");
        routes.from("direct:result").to("genai:llmstats?operation=download").wireTap("direct:copied");
        routes.from("direct:path")
                .to("genai:llmstats?operation=download")
                .setBody(routes.constant(Path.of("saved.png")));
        routes.from("direct:twice")
                .to("genai:llmstats?operation=download")
                .to("mock:first")
                .convertBodyTo(byte[].class)
                .to("mock:second");
    }

    private Generation picture(String provider, String model) {
        return template.requestBody("genai:" + provider + "/" + model, PROMPT, Generation.class);
    }

    private Artifact at(Peer peer, String format) {
        return new Artifact("http://127.0.0.1:" + peer.port() + "/a/file?sig=" + KEY, format);
    }

    private Exchange download(Object body, String options) {
        return send("genai:llmstats?operation=download" + options, body);
    }

    private static ArtifactException failure(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(ArtifactException.class);
        assertThat(exchange.getException().getMessage()).doesNotContain("sig=").doesNotContain(KEY);
        ArtifactException failure = (ArtifactException) exchange.getException();
        assertThat(exchange.getMessage().getHeader(GenAiConstants.ERROR_CODE)).isEqualTo(failure.getCode());
        return failure;
    }

    @Test
    void theFilesOfAGenerationAreSaved() throws Exception {
        MockEndpoint fetched = mock("fetched");
        fetched.expectedMessageCount(3);

        send("direct:save", PROMPT, "directory", pictures.toString());

        fetched.assertIsSatisfied();
        Exchange first = fetched.getExchanges().get(0);
        String id = first.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
        assertThat(filesIn(pictures).stream().map(path -> path.getFileName().toString()))
                .containsExactlyInAnyOrder(id + "-0.png", id + "-1.png", id + "-2.png");
        byte[] saved = Files.readAllBytes(pictures.resolve(id + "-0.png"));
        assertThat(first.getMessage().getHeaders())
                .containsEntry(Exchange.CONTENT_TYPE, "image/png")
                .containsEntry(Exchange.FILE_LENGTH, (long) saved.length)
                .containsEntry(
                        GenAiConstants.ARTIFACT_SHA256,
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(saved)));
        assertThat(ImageIO.read(pictures.resolve(id + "-2.png").toFile())).isNotNull();
    }

    @Test
    void theFilesOfASplitCanBeAggregated() throws Exception {
        MockEndpoint collected = mock("collected");
        collected.expectedMessageCount(3);
        collected.allMessages().body().isInstanceOf(StreamCache.class);
        collected.whenAnyExchangeReceived(
                each -> assertThat(each.getMessage().getBody(byte[].class)).hasSizeGreaterThan(100));

        assertThat(send("direct:collect", PROMPT).getException()).isNull();

        collected.assertIsSatisfied();
        collected.reset(); // It refers to the files.
    }

    @Test
    void aCopyOutlivesTheOriginal() throws Exception {
        Artifact artifact = picture("llmstats", "flux-1.1-pro").artifacts().get(0);
        mock("original").expectedMessageCount(1);
        mock("copy").expectedMessageCount(1);

        send("direct:copy", artifact);

        mock("original").assertIsSatisfied();
        mock("copy").assertIsSatisfied();
        assertThat(mock("copy").getExchanges().get(0).getMessage().getBody(byte[].class))
                .isEqualTo(mock("original").getExchanges().get(0).getMessage().getBody(byte[].class))
                .startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aPartOfASplitIsReadAfterTheSplit() throws Exception {
        Artifact artifact = picture("llmstats", "flux-1.1-pro").artifacts().get(0);
        mock("late").expectedMessageCount(2);

        template.sendBody("direct:late", List.of(artifact, artifact));

        mock("late").assertIsSatisfied();
        assertThat(mock("late").getExchanges())
                .allSatisfy(each ->
                        assertThat(each.getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G'));
    }

    @Test
    void aResultOutlivesItsCopies() throws Exception {
        mock("copy").expectedMessageCount(1);

        Exchange result = send("direct:result", picture("llmstats", "flux-1.1-pro"));

        mock("copy").assertIsSatisfied();
        await().during(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(filesIn(spool)).hasSize(1));
        assertThat(result.getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
        mock("copy").reset(); // It refers to the file.
    }

    @Test
    void theFileIsDeletedWhereTheResultIsAnother() throws Exception {
        send("direct:path", picture("llmstats", "flux-1.1-pro"));

        assertThat(filesIn(spool)).isEmpty();
    }

    @Test
    void theFileCanBeReadTwice() throws Exception {
        mock("first").whenAnyExchangeReceived(each -> {
            StreamCache file = each.getMessage().getBody(StreamCache.class);
            assertThat(((InputStream) file).readNBytes(4)).startsWith(0x89, 'P', 'N', 'G');
            assertThat(file.position()).isEqualTo(4);
            assertThat(file.inMemory()).isFalse();
            file.reset();
        });

        Exchange exchange = send(
                "direct:twice", picture("llmstats", "flux-1.1-pro").artifacts().get(0));

        assertThat(exchange.getMessage().getBody(byte[].class)).startsWith(0x89, 'P', 'N', 'G');
        assertThat(exchange.getMessage().getBody(byte[].class))
                .hasSize(exchange.getMessage().getHeader(Exchange.FILE_LENGTH, Integer.class));
    }

    @Test
    void oneOfTheFilesOfAGenerationIsChosenByItsNumber() {
        Generation two = template.requestBody("genai:llmstats/flux-1.1-pro?param.n=2", PROMPT, Generation.class);

        Exchange second = download(two, "&artifact=1");
        Exchange third = download(two, "&artifact=2");

        assertThat(second.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo(two.id() + "-1.png");
        assertThat(third.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Generation " + two.id()
                                + " is COMPLETED and has 2 artifacts: there is none for the option artifact=2 (the first is 0)");
    }

    @Test
    void theGenerationMayBeNamedByItsIdAlone() {
        Generation made = picture("llmstats", "flux-1.1-pro");

        Exchange byHeader = send("genai:llmstats?operation=download", null, GenAiConstants.GENERATION_ID, made.id());
        Exchange byOption = download("anything", "&generationId=" + made.id());
        Exchange without = download("anything", "");

        assertThat(byHeader.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo(made.id() + "-0.png");
        assertThat(byOption.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo(made.id() + "-0.png");
        assertThat(without.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No generation: set the header CamelGenAiGenerationId");
    }

    @Test
    void artifactsAndGenerationsInTheirJsonFormAreRead() {
        Generation made = picture("llmstats", "flux-1.1-pro");
        String url = made.artifacts().get(0).url();
        String json = context.getTypeConverter().convertTo(String.class, made);

        assertThat(download(json, "").getMessage().getHeader(Exchange.FILE_NAME))
                .isEqualTo(made.id() + "-0.png");
        assertThat(download(Map.of("url", url, "format", "png"), "")
                        .getMessage()
                        .getHeader(Exchange.CONTENT_TYPE))
                .isEqualTo("image/png");
        assertThat(download(("{\"url\":\"" + url + "\"}").getBytes(), "")
                        .getMessage()
                        .getHeader(Exchange.FILE_NAME, String.class))
                .matches("artifact-[0-9a-f]{12}\\.png");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llmstats/flux-1.1-pro",
                "skills-video/google/veo-3.1",
                "fal/fal-ai/flux/dev",
                "replicate/black-forest-labs/flux-schnell",
                "runway/gen4_turbo?param.ratio=1280:720",
                "byteplus/seedance-1-0-pro",
                "bfl/flux-2-pro",
                "openrouter-video/google/veo-3.1",
                "elumenta/flux-pro",
                "openai-images/gpt-image-1"
            })
    void theFilesOfEachProviderAreFetched(String endpoint) {
        Generation made = template.requestBody("genai:" + endpoint, PROMPT, Generation.class);

        Exchange file = send("genai:" + endpoint.substring(0, endpoint.indexOf('/')) + "?operation=download", made);

        assertThat(file.getException()).isNull();
        assertThat(file.getMessage().getHeader(Exchange.FILE_LENGTH, Long.class))
                .isGreaterThan(100);
        assertThat(file.getMessage().getHeader(Exchange.CONTENT_TYPE, String.class))
                .matches("(image|video|audio)/.+");
    }

    @Test
    void aFileWithinTheDocumentIsDecoded() {
        String data = Base64.getEncoder().encodeToString(PNG);

        Exchange padded = download(new Artifact("data:image/png;base64," + data, "png"), "");
        Exchange escaped = download(new Artifact("data:text/plain,a%20b%C3%A4+c", null), "");
        Exchange broken = download(new Artifact("data:image/png;base64,%%%", "png"), "");
        Exchange large = download(new Artifact("data:image/png;base64," + data, "png"), "&maxArtifactSize=3");

        assertThat(padded.getMessage().getBody(byte[].class)).isEqualTo(PNG);
        assertThat(escaped.getMessage().getBody(String.class)).isEqualTo("a bä+c");
        assertThat(escaped.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("text/plain");
        assertThat(failure(broken).getCode()).isEqualTo("genai.artifact-damaged");
        assertThat(failure(large).getCode()).isEqualTo("genai.artifact-too-large");
    }

    @Test
    void anInterruptedTransferIsContinued() {
        Generation made = picture("llmstats", "flux-1.1-pro");
        byte[] whole = download(made, "").getMessage().getBody(byte[].class);
        simulator.fault(
                Fault.cut().on("llmstats", "artifact").afterBytes(200).times(2).build());

        Exchange file = download(made, "");

        assertThat(file.getException()).isNull();
        assertThat(file.getMessage().getBody(byte[].class)).isEqualTo(whole);
        assertThat(requests("llmstats", "artifact").stream().map(each -> String.valueOf(each.header("Range"))))
                .containsExactly("null", "null", "bytes=200-", "bytes=400-");
    }

    @Test
    void anExpiredUrlIsRenewedOnce() throws Exception {
        Generation made = picture("llmstats", "flux-1.1-pro");
        simulator.fault(Fault.status(403).on("llmstats", "artifact").build());

        Exchange renewed = download(made, "");
        simulator.fault(Fault.status(410).on("llmstats", "artifact").times(2).build());
        Exchange gone = download(made, "");

        assertThat(renewed.getException()).isNull();
        assertThat(requests("llmstats", "get")).isNotEmpty();
        assertThat(failure(gone).getCode()).isEqualTo("genai.artifact-expired");
        assertThat(failure(gone)).hasMessageContaining("answered 410").hasMessageContaining(made.id());
    }

    @Test
    void anArtifactWhoseGenerationIsNotKnownIsNotRenewed() throws Exception {
        try (Peer peer = new Peer(Peer.answer("HTTP/1.1 403 Forbidden", "Content-Length: 0", "", ""))) {
            assertThat(failure(download(at(peer, "png"), "")).getCode()).isEqualTo("genai.artifact-expired");
            assertThat(peer.requests()).hasSize(1);
        }
    }

    @Test
    void theKeyGoesToNoOtherOriginAndOnlyWhereFilesNeedIt() throws Exception {
        Generation video = picture("openrouter-video", "google/veo-3.1");
        send("genai:openrouter-video?operation=download", video);
        assertThat(requests("openrouter-video", "artifact"))
                .hasSize(1)
                .allSatisfy(each -> assertThat(each.header("Authorization")).startsWith("Bearer "));

        download(picture("llmstats", "flux-1.1-pro"), "");
        assertThat(requests("llmstats", "artifact"))
                .allSatisfy(each -> assertThat(each.header("Authorization")).isNull());

        try (Peer peer = new Peer(png(PNG))) {
            send("genai:openrouter-video?operation=download", at(peer, "png"));
            assertThat(peer.requests()).hasSize(1).noneMatch(each -> each.contains("Authorization"));
        }
    }

    private static Peer.Act png(byte[] content, String... headers) {
        return (socket, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n" + String.join("\r\n", headers)
                            + (headers.length == 0 ? "" : "\r\n") + "Content-Length: " + content.length + "\r\n\r\n")
                    .getBytes());
            out.write(content);
        };
    }

    @Test
    void aRedirectIsFollowedAndItsTargetIsChecked() throws Exception {
        try (Peer peer = new Peer()) {
            String own = "http://127.0.0.1:" + peer.port();
            peer.then(redirect("/b"));
            peer.then(redirect(own + "/c"));
            peer.then(redirect("//127.0.0.1:" + peer.port() + "/d"));
            peer.then(png(PNG));
            assertThat(download(at(peer, "png"), "").getException()).isNull();

            for (String target : List.of(
                    "http://169.254.169.254/latest/meta-data/",
                    "http://10.0.0.1/",
                    "http://user:secret@127.0.0.1/",
                    "file:///etc/passwd",
                    "gopher://127.0.0.1/",
                    "http://0x7f.1/")) {
                peer.then(redirect(target));
                ArtifactException refused = failure(download(at(peer, "png"), ""));
                assertThat(refused.getCode()).as(target).isEqualTo("genai.artifact-refused");
                assertThat(refused).hasMessageNotContaining("secret");
            }

            for (int i = 0; i < 4; i++) {
                peer.then(redirect("/" + i));
            }
            assertThat(failure(download(at(peer, "png"), ""))).hasMessageContaining("more than 3 redirects");
        }
    }

    @Test
    void theProxyOfTheClientIsUsedAndItsInterceptorsAreNot() throws Exception {
        try (Peer proxy = new Peer(png(PNG))) {
            context.getRegistry()
                    .bind(
                            "proxied",
                            new OkHttpClient.Builder()
                                    .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", proxy.port())))
                                    .dns(DownloadTest::resolve)
                                    .addInterceptor(chain -> chain.proceed(chain.request()
                                            .newBuilder()
                                            .header("Authorization", KEY)
                                            .build()))
                                    .build());
            String options = "&connection=proxied&apiKey=" + KEY + "&httpClient=#proxied";

            Exchange file = download(new Artifact("http://cdn.example.com/a.png", "png"), options);
            Exchange inside = download(new Artifact("http://inside.example.com/a.png", "png"), options);

            assertThat(file.getException()).isNull();
            assertThat(failure(inside))
                    .hasMessageContaining("its host inside.example.com has the address 10.0.0.1, a private address");
            assertThat(proxy.requests()).singleElement().satisfies(request -> assertThat(request)
                    .startsWith("GET http://cdn.example.com/a.png ")
                    .doesNotContain("Authorization"));
        }
    }

    /** Only the proxy knows the other host. */
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        if (!host.equals("inside.example.com")) {
            throw new UnknownHostException(host);
        }
        return List.of(InetAddress.getByName("10.0.0.1"));
    }

    private static Peer.Act redirect(String target) {
        return Peer.answer("HTTP/1.1 302 Found", "Location: " + target, "Content-Length: 0", "", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "jar:file:/a.jar!/b",
                "gopher://cdn.example.com/",
                "ftp://cdn.example.com/a",
                "nonsense",
                "",
                "http://user@cdn.example.com/",
                "https://cdn.example.com:secret@127.0.0.1/",
                "http://169.254.169.254/",
                "http://[::1]:8080/",
                "http://2852039166/"
            })
    void aUrlThatLeadsInsideIsRefusedBeforeAnythingIsSent(String url) {
        Exchange refused = download(new Artifact(url, "png"), "");

        assertThat(failure(refused).getCode()).isEqualTo("genai.artifact-refused");
        assertThat(refused.getException()).hasMessageNotContaining("secret");
    }

    @Test
    void aPageInPlaceOfAPictureIsDamaged() throws Exception {
        for (Peer.Act act : List.of(
                page("text/html", "<html><body>Sign in"),
                page("image/png", "\r\n<!DOCTYPE html><title>Blocked</title>"),
                page("application/json", "{\"error\":\"not ready\"}"),
                page("text/plain", "quota exceeded"),
                page("application/xml; charset=utf-8", "<?xml version='1.0'?><Error/>"),
                page("image/png", ""))) {
            try (Peer peer = new Peer(act)) {
                assertThat(failure(download(at(peer, "png"), "")).getCode()).isEqualTo("genai.artifact-damaged");
            }
        }
    }

    private static Peer.Act page(String type, String content) {
        return Peer.answer(
                "HTTP/1.1 200 OK", "Content-Type: " + type, "Content-Length: " + content.length(), "", content);
    }

    @Test
    void aFileOfAnotherFormatThanAnnouncedHasTheExtensionOfItsContent() throws Exception {
        try (Peer peer = new Peer(page("application/octet-stream", "GIF89a and so on"))) {
            Exchange file = download(at(peer, "png"), "");

            assertThat(file.getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("image/gif");
            assertThat(file.getMessage().getHeader(Exchange.FILE_NAME, String.class))
                    .endsWith(".gif");
        }
    }

    @Test
    void aFileThatIsTooLargeIsNotFetched() throws Exception {
        try (Peer peer = new Peer(png(PNG), chunked("\u0089PNG and more"))) {
            ArtifactException announced = failure(download(at(peer, "png"), "&maxArtifactSize=10"));
            ArtifactException endless = failure(download(at(peer, "png"), "&maxArtifactSize=10"));

            assertThat(announced).hasMessageContaining("larger than 10 bytes (" + PNG.length + ")");
            assertThat(endless.getCode()).isEqualTo("genai.artifact-too-large");
            assertThat(peer.requests()).hasSize(2);
        }
    }

    private static Peer.Act chunked(String content) {
        return Peer.answer(
                "HTTP/1.1 200 OK",
                "Transfer-Encoding: chunked",
                "",
                Integer.toHexString(content.length()),
                content,
                "0",
                "",
                "");
    }

    @Test
    void aDigestOfTheServerIsChecked() throws Exception {
        String right = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(PNG));
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(PNG));
        String wrong = Base64.getEncoder().encodeToString(new byte[32]);
        try (Peer peer = new Peer(
                png(PNG, "Repr-Digest: sha-256=:" + right + ":"),
                png(PNG, "Digest: sha-256=" + right, "Content-MD5: " + md5),
                png(PNG, "x-goog-hash: crc32c=AAAAAA==", "x-goog-hash: md5=" + md5),
                png(PNG, "Repr-Digest: sha-256=:" + wrong + ":"),
                png(PNG, "x-amz-checksum-sha256: " + wrong),
                png(PNG, "Content-MD5: " + wrong.substring(0, 22) + "=="))) {
            for (int i = 0; i < 3; i++) {
                assertThat(download(at(peer, "png"), "").getException()).isNull();
            }
            for (int i = 0; i < 3; i++) {
                assertThat(failure(download(at(peer, "png"), ""))).hasMessageContaining("than its server announced");
            }
        }
    }

    @Test
    void anEncodedFileIsDecodedWithinTheLimit() throws Exception {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(encoded)) {
            out.write(PNG);
            out.write(new byte[100_000]);
        }
        Peer.Act gzip = png(encoded.toByteArray(), "Content-Encoding: gzip");
        try (Peer peer = new Peer(gzip, gzip, png(PNG, "Content-Encoding: br"))) {
            assertThat(download(at(peer, "png"), "").getMessage().getHeader(Exchange.FILE_LENGTH))
                    .isEqualTo(PNG.length + 100_000L);
            assertThat(failure(download(at(peer, "png"), "&maxArtifactSize=50000"))
                            .getCode())
                    .isEqualTo("genai.artifact-too-large");
            assertThat(failure(download(at(peer, "png"), ""))).hasMessageContaining("has the encoding br");
            assertThat(peer.requests()).allSatisfy(each -> assertThat(each).contains("Accept-Encoding: identity"));
        }
    }

    @Test
    void aServerWithoutRangesIsAskedForTheWholeFileAgain() throws Exception {
        try (Peer peer = new Peer(cut(10), png(PNG))) {
            assertThat(download(at(peer, "png"), "").getMessage().getBody(byte[].class))
                    .isEqualTo(PNG);
            assertThat(peer.requests()).noneMatch(each -> each.contains("Range:"));
        }
    }

    @Test
    void aFileThatChangedMeanwhileIsNotMixed() throws Exception {
        try (Peer peer = new Peer(
                cut(10, "ETag: \"1\""),
                partial("bytes 5-18/19", "wrong beginning"),
                cut(10, "ETag: \"1\""),
                partial("bytes 10-98/99", "of a longer file"),
                cut(10, "ETag: \"1\""),
                partial("bytes 10-" + (PNG.length - 1) + "/*", "of any length"),
                cut(10, "ETag: \"1\""),
                Peer.answer(
                        "HTTP/1.1 206 Partial Content",
                        "ETag: \"2\"",
                        "Content-Range: bytes 10-" + (PNG.length - 1) + "/" + PNG.length,
                        "Content-Length: " + (PNG.length - 10),
                        "",
                        "x".repeat(PNG.length - 10)),
                png(PNG))) {
            assertThat(download(at(peer, "png"), "").getMessage().getBody(byte[].class))
                    .isEqualTo(PNG);
            assertThat(peer.requests().get(1)).contains("Range: bytes=10-").contains("If-Range: \"1\"");
        }
    }

    private static Peer.Act partial(String range, String content) {
        return Peer.answer(
                "HTTP/1.1 206 Partial Content",
                "Content-Range: " + range,
                "Content-Length: " + content.length(),
                "",
                content);
    }

    private static Peer.Act cut(int after, String... headers) {
        return (socket, out) -> {
            png(Arrays.copyOf(PNG, after), headers).play(socket, new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes) throws IOException {
                    String head = new String(bytes);
                    out.write(
                            head.startsWith("HTTP")
                                    ? head.replace("Content-Length: " + after, "Content-Length: " + PNG.length)
                                            .getBytes()
                                    : bytes);
                }
            });
            socket.close();
        };
    }

    @Test
    void aLostConnectionIsNoEndOfAFile() throws Exception {
        byte[] whole =
                download(picture("llmstats", "flux-1.1-pro"), "").getMessage().getBody(byte[].class);
        try (Peer peer = new Peer(
                untilClosed(new byte[0]), untilClosed(Arrays.copyOf(whole, whole.length / 2)), untilClosed(whole))) {
            assertThat(download(at(peer, "png"), "").getMessage().getBody(byte[].class))
                    .isEqualTo(whole);
            assertThat(peer.requests()).hasSize(3);
        }
    }

    private static Peer.Act untilClosed(byte[] content) {
        return (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n".getBytes());
            out.write(content);
            socket.close();
        };
    }

    @Test
    void aServerThatIsBusyIsAskedAgainAndOneThatIsSilentIsNotWaitedFor() throws Exception {
        try (Peer peer = new Peer(
                Peer.answer("HTTP/1.1 503 Busy", "Content-Length: 0", "", ""),
                Peer.hangUp(),
                png(PNG),
                Peer.silence())) {
            assertThat(download(at(peer, "png"), "").getException()).isNull();

            Exchange silent = download(at(peer, "png"), "&artifactTimeout=300ms");

            assertThat(silent.getException())
                    .isInstanceOf(GenAiException.class)
                    .hasMessageContaining("was not complete after 300 ms (option artifactTimeout)");
        }
    }

    @Test
    void thousandsOfPartsOfASplitHaveNoOpenFiles() throws Exception {
        String data = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);
        List<Artifact> many = Collections.nCopies(2_000, new Artifact(data, "png"));
        long before = openFiles();
        AtomicLong max = new AtomicLong();
        mock("part").whenAnyExchangeReceived(each -> {
            each.getMessage().getBody(byte[].class);
            max.accumulateAndGet(openFiles(), Math::max);
        });

        assertThat(send("direct:parts", many).getException()).isNull();

        assertThat(mock("part").getReceivedCounter()).isEqualTo(many.size());
        assertThat(max.get() - before).isLessThan(100);
    }

    private static long openFiles() throws IOException {
        return filesIn(Path.of("/proc/self/fd")).size();
    }

    @Test
    void aPathIsOneAtTheOriginOfTheConnection() {
        Generation made = picture("llmstats", "flux-1.1-pro");
        String url = made.artifacts().get(0).url();
        String path = url.substring(url.indexOf("/llmstats/"));

        assertThat(download(new Artifact(path, "png"), "").getException()).isNull();
    }

    @Test
    void aHostThatIsNotReachedIsAFailureThatMayPass() throws IOException {
        Artifact artifact;
        try (Peer closed = new Peer()) {
            artifact = at(closed, "png");
        }

        Exchange failed = download(artifact, "&maxRetries=0&connection=llmstats");

        assertThat(failed.getException())
                .isInstanceOf(GenAiConnectException.class)
                .hasMessageContaining("cannot be fetched from 127.0.0.1:");
        assertThat(failed.getMessage().getHeader(GenAiConstants.RETRYABLE)).isEqualTo(true);
    }

    @Test
    void aHostileIdMakesAHarmlessFileName() {
        String png = "data:image/png;base64," + Base64.getEncoder().encodeToString(PNG);
        Generation hostile = Generation.of("llmstats")
                .id("../../x\0y")
                .artifacts(List.of(new Artifact(png, "../../sh")))
                .build();

        assertThat(download(hostile, "").getMessage().getHeader(Exchange.FILE_NAME, String.class))
                .matches("x-y-[0-9a-f]{1,8}-0\\.png");
    }

    @Test
    void aProviderWithoutFilesHasNoDownload() {
        assertThatThrownBy(() -> send("genai:privategpt?operation=download", "x"))
                .hasStackTraceContaining("Provider privategpt has no operation download; it has generate, create");
    }
}
