package io.camelgenai.examples.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the server answers to requests that its own pages do not send, or send twice. */
@Timeout(120)
class ServerTest {

    private static final Duration MAX_WAIT = Duration.ofSeconds(30);
    private static final String FLUX = "llmstats/flux-1.1-pro";
    private static final String FLUX_2 = "bfl/flux-2-pro";
    private static final String SMALL = "--studio.max-artifact-size=100";

    @TempDir
    private static Path folder;

    private static GenAiSimulator simulator;
    private static RunningStudio studio;

    @BeforeAll
    static void start() {
        simulator = GenAiSimulator.start(SimulatorOptions.builder().pace(0.1).build());
        studio = new RunningStudio(simulator, folder);
    }

    @AfterAll
    static void stop() {
        studio.close();
        simulator.close();
    }

    @BeforeEach
    void reset() {
        simulator.reset();
    }

    @Test
    void anotherSiteReadsAndSubmitsNothing() throws Exception {
        String own = host();
        assertThat(get("/", "Host: " + own).status()).isEqualTo(200);
        assertThat(get("/", "Host: elsewhere.example").status()).isEqualTo(403);

        assertThat(post("Host: " + own, "Sec-Fetch-Site: same-origin").status()).isEqualTo(202);
        assertThat(post("Host: " + own, "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
        assertThat(post("Host: " + own, "Sec-Fetch-Site: same-site").status()).isEqualTo(403);
        assertThat(post("Host: " + own).status()).isEqualTo(202);
        assertThat(post("Host: " + own, "Origin: http://" + own).status()).isEqualTo(202);
        assertThat(post("Host: " + own, "Origin: http://elsewhere.example").status())
                .isEqualTo(403);
        assertThat(post("Host: " + own, "Origin: null").status()).isEqualTo(403);
    }

    @Test
    void aServedFileRunsNoScriptHoweverItsAddressIsWritten() throws Exception {
        Path file = folder.resolve("files").resolve("page.html");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<script>alert()</script>");

        for (String address : List.of("/files/page.html", "/%66iles/page.html", "/files;a=b/page.html")) {
            Answer answer = get(address, "Host: " + host());
            assertThat(answer.body()).as(address).contains("alert");
            assertThat(answer.header("Content-Security-Policy")).as(address).contains("sandbox");
        }
        assertThat(get("/", "Host: " + host()).header("Content-Security-Policy"))
                .contains("default-src 'self'");
    }

    @Test
    void aFormThatArrivesAgainIsOneSubmissionAndAnotherFormWithItsIdIsRefused() throws Exception {
        UUID id = UUID.randomUUID();
        assertThat(submit(id, FLUX_2, "A lighthouse", "one").status()).isEqualTo(202);
        await().atMost(MAX_WAIT).until(() -> references(id).size() == 1);

        assertThat(submit(id, FLUX_2, "A lighthouse", "one").status()).isEqualTo(202);
        for (Answer other : List.of(
                submit(id, FLUX_2, "A lighthouse", "two"),
                submit(id, FLUX_2, "A lighthouse", ""),
                submit(id, FLUX_2, "Another lighthouse", "one"),
                submit(id, FLUX, "A lighthouse of another model", ""))) {
            assertThat(other.status()).isEqualTo(409);
            assertThat(other.body()).contains("This form arrived before");
        }
        assertThat(references(id)).singleElement().satisfies(file -> assertThat(file)
                .hasContent("one"));
        assertThat(simulator.requests("llmstats", "create"))
                .noneMatch(each -> each.body().contains("another model"));
    }

    private static List<Path> references(UUID id) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("references"))) {
            return files.filter(each -> each.getFileName().toString().startsWith(id.toString()))
                    .toList();
        }
    }

    @Test
    void aFileThatIsTooLargeIsDeliveredAgainOnceTheLimitIsRaised() throws Exception {
        studio.restart(SMALL);
        submit(UUID.randomUUID(), FLUX, "A lighthouse of many bytes", "");
        JsonNode parked =
                await().atMost(MAX_WAIT).until(() -> parked("A lighthouse of many bytes"), JsonNode::isObject);
        assertThat(parked.path("submission").path("failure").path("title").asText())
                .isEqualTo("The file is too large");

        studio.restart();
        Answer answer = request(
                "POST /api/operator/redeliver",
                "{\"key\":\"" + parked.path("key").asText() + "\",\"submission\":\"\"}",
                "Host: " + host(),
                "Content-Type: application/json");
        assertThat(answer.body()).contains("delivered again");
        await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(older()).anySatisfy(each -> assertThat(each.toString())
                .contains("of many bytes", "\"status\":\"COMPLETED\"", ".png", "\"failure\":null")));
        assertThat(simulator.requests("llmstats", "create"))
                .filteredOn(each -> each.body().contains("many bytes"))
                .hasSize(1);
    }

    /** The parked delivery of a prompt; other submissions of this class may be parked too. */
    private static JsonNode parked(String prompt) throws IOException {
        JsonNode listed = new ObjectMapper()
                .readTree(get("/api/operator", "Host: " + host()).body());
        for (JsonNode each : listed.path("parked")) {
            if (each.path("submission").path("prompt").asText().equals(prompt)) {
                return each;
            }
        }
        return MissingNode.getInstance();
    }

    private static JsonNode older() throws IOException {
        String address = "/api/submissions?before=" + Long.MAX_VALUE / 2 + "&id=" + UUID.randomUUID();
        return new ObjectMapper().readTree(get(address, "Host: " + host()).body());
    }

    private static String host() {
        return URI.create(studio.address()).getAuthority();
    }

    private static Answer get(String address, String... headers) throws IOException {
        return request("GET " + address, "", headers);
    }

    private static Answer post(String... headers) throws IOException {
        return request(
                "POST /api/submissions?id=" + UUID.randomUUID() + "&model=" + FLUX + "&prompt=A%20lighthouse",
                "",
                headers);
    }

    private static Answer submit(UUID id, String model, String prompt, String reference) throws IOException {
        StringBuilder form = new StringBuilder();
        form.append(part("name=\"id\"", id.toString()))
                .append(part("name=\"model\"", model))
                .append(part("name=\"prompt\"", prompt));
        if (!reference.isEmpty()) {
            form.append(part("name=\"reference\"; filename=\"one.png\"", reference));
        }
        return request(
                "POST /api/submissions",
                form + "--form--\r\n",
                "Host: " + host(),
                "Content-Type: multipart/form-data; boundary=form");
    }

    private static String part(String disposition, String value) {
        return "--form\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
    }

    /** As it is: Java's own client writes Host and address in its own way. */
    private static Answer request(String line, String body, String... headers) throws IOException {
        int port = URI.create(studio.address()).getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                InputStream answer = socket.getInputStream()) {
            String head =
                    line + " HTTP/1.0\r\nContent-Length: " + body.length() + "\r\n" + String.join("\r\n", headers);
            socket.getOutputStream().write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            return new Answer(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private record Answer(String text) {

        int status() {
            return Integer.parseInt(text.substring(9, 12));
        }

        String header(String name) {
            Matcher found = Pattern.compile("(?im)^" + name + ": (.*)$").matcher(text);
            return found.find() ? found.group(1) : "";
        }

        String body() {
            return text.substring(text.indexOf("\r\n\r\n"));
        }
    }
}
