package io.camelgenai.simulator;

import static io.camelgenai.simulator.TestClient.chat;
import static io.camelgenai.simulator.TestClient.frames;
import static io.camelgenai.simulator.TestClient.image;
import static io.camelgenai.simulator.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaultsTest extends SimulatorTestSupport {
    @Test
    void aStatusHasTheErrorDocumentOfTheProviderAndNothingIsCreated() throws Exception {
        simulator.fault(Fault.status(429)
                .retryAfter("7")
                .on("llmstats", "create")
                .times(2)
                .build());
        for (int i = 0; i < 2; i++) {
            HttpResponse<String> response = client.generate(image("x"));
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("Retry-After")).contains("7");
            assertThat(json(response).at("/error/code").asText()).isEqualTo("rate_limited");
        }
        assertThat(simulator.generationsCreated()).isZero();
        assertThat(client.generate(image("x")).statusCode()).isEqualTo(200);
    }

    @Test
    void aStatusCanHaveAnotherBody() throws Exception {
        simulator.fault(Fault.status(502).body("<html>Bad Gateway</html>").build());
        HttpResponse<String> response = client.post("/privategpt/v1/messages/async", chat("x"));
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(response.body()).isEqualTo("<html>Bad Gateway</html>");
    }

    @Test
    void aFaultIsMetOnlyByMatchingRequests() throws Exception {
        simulator.fault(Fault.status(500).on("llmstats", "get").build());
        assertThat(client.generate(image("x")).statusCode()).isEqualTo(200);
        client.message("x");
        simulator.clearFaults();
        String id = json(client.generate(image("x"))).get("id").asText();
        assertThat(client.generation(id, "").statusCode()).isEqualTo(200);
    }

    @Test
    void aDelay() throws Exception {
        simulator.fault(Fault.delay(Duration.ofMillis(300)).build());
        long before = System.nanoTime();
        assertThat(client.generate(image("x")).statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(290));
    }

    @Test
    void aDroppedCreateCreatesButDoesNotRespond() throws Exception {
        simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
        assertThat(rawCreate()).isEmpty();
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(1);
        assertThat(simulator.requests("llmstats", "create"))
                .singleElement()
                .extracting(JournalEntry::status)
                .isEqualTo(0);
    }

    @Test
    void aResetBeforeTheResponse() throws Exception {
        simulator.fault(Fault.reset().on("llmstats", "create").build());
        assertThatThrownBy(this::rawCreate).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(1);
    }

    @Test
    void aResetInAStream() throws Exception {
        String id = client.message("x");
        simulator.fault(Fault.reset().beforeFrame(3).on("privategpt", "stream").build());
        try (Socket socket = client.raw("GET " + client.stream(id) + " HTTP/1.1\r\nHost: x\r\n\r\n")) {
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aCutBeforeAFrame() throws Exception {
        String body = cutStream(Fault.cut().beforeFrame(4));
        assertThat(frames(body)).hasSize(4);
    }

    @Test
    void aCutInsideAFrame() throws Exception {
        String body = cutStream(Fault.cut().insideFrame(4));
        assertThat(body.split("\n\n")).hasSize(5);
        assertThat(body).doesNotEndWith("\n\n");
    }

    @Test
    void aCutAfterBytes() throws Exception {
        assertThat(cutStream(Fault.cut().afterBytes(100))).hasSize(100);
    }

    @Test
    void aCutInAResponseOfStatedLength() throws Exception {
        simulator.fault(Fault.cut().afterBytes(10).on("llmstats", "create").build());
        String response = rawCreate();
        assertThat(response).contains("content-length: ").contains("\r\n\r\n{");
        assertThat(response.substring(response.indexOf("\r\n\r\n") + 4)).hasSize(10);
    }

    @Test
    void aCleanEndWithoutTheTerminalMarker() throws Exception {
        String id = client.message("x");
        simulator.fault(
                Fault.cleanEnd().beforeFrame(5).on("privategpt", "stream").build());
        assertThat(frames(client.get(client.stream(id)).body())).hasSize(5);
        assertThat(frames(client.get(client.stream(id)).body()))
                .last()
                .extracting(TestClient.Frame::event)
                .isEqualTo("message_stop");
    }

    @Test
    void aCleanEndOfADocument() throws Exception {
        simulator.fault(Fault.cleanEnd().insideFrame(0).on("llmstats", "create").build());
        HttpResponse<String> response = client.generate(image("x"));
        assertThat(response.body()).startsWith("{").doesNotEndWith("}");
    }

    @Test
    void aStallBeforeTheResponseAndInAStream() throws Exception {
        String id = client.message("x");
        simulator.fault(Fault.stall().on("privategpt", "status").build());
        simulator.fault(Fault.stall().beforeFrame(2).on("privategpt", "stream").build());
        String path = "/privategpt/v1/messages/async/" + id;
        try (Socket silent = client.raw("GET " + path + "/status HTTP/1.1\r\nHost: x\r\n\r\n");
                Socket stream = client.raw("GET " + path + "/stream HTTP/1.1\r\nHost: x\r\n\r\n")) {
            silent.setSoTimeout(300);
            assertThatThrownBy(() -> silent.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            stream.setSoTimeout(2_000);
            StringBuilder read = new StringBuilder();
            assertThatThrownBy(() -> readInto(read, stream.getInputStream()))
                    .isInstanceOf(SocketTimeoutException.class);
            assertThat(read).contains("content_block_start").doesNotContain("content_block_delta");
            assertThat(simulator.openConnections()).isGreaterThanOrEqualTo(2);
        }
        await().until(() -> simulator.requests("privategpt", "status").get(0).status() == 0);
    }

    @Test
    void garbageInPlaceOfAFrameOrADocument() throws Exception {
        String id = client.message("x");
        simulator.fault(
                Fault.garbage().beforeFrame(3).on("privategpt", "stream").build());
        String body = client.get(client.stream(id)).body();
        assertThat(body).contains("data: {\"garbage\": tru\n\n").contains("message_stop");
        simulator.fault(Fault.garbage().on("privategpt", "status").build());
        assertThat(client.get("/privategpt/v1/messages/async/" + id + "/status").body())
                .startsWith("<garbage");
    }

    @Test
    void aGenerationIsForgotten() throws Exception {
        String id = json(client.generate(image("x"))).get("id").asText();
        simulator.fault(Fault.forget().on("llmstats", "get").build());
        assertThat(client.generation(id, "").statusCode()).isEqualTo(404);
        assertThat(client.generation(id, "").statusCode()).isEqualTo(404);
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(1);
    }

    @Test
    void aFaultWithInvalidValuesIsRefused() {
        assertThatThrownBy(() -> Fault.status(99).build()).hasMessageContaining("99");
        assertThatThrownBy(() -> Fault.cut().times(0).build()).hasMessageContaining("times");
    }

    /** Reads from the socket, because a client may discard the bytes before the cut. */
    private String cutStream(FaultBuilder fault) throws Exception {
        String id = client.message("x");
        simulator.fault(fault.on("privategpt", "stream").build());
        try (Socket socket = client.raw("GET " + client.stream(id) + " HTTP/1.1\r\nHost: x\r\n\r\n")) {
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).contains("transfer-encoding: chunked").doesNotEndWith("\r\n0\r\n\r\n");
            return TestClient.unchunked(response);
        }
    }

    private static void readInto(StringBuilder text, InputStream in) throws IOException {
        byte[] buffer = new byte[1024];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            text.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
    }

    private String rawCreate() throws IOException {
        String body = image("x");
        try (Socket socket =
                client.raw("POST /llmstats/v1/generations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ze_a\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aFaultThatNoRequestCanMeetIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        simulator.fault(Fault.reset().on("llmstats", "stream").build()))
                .withMessage("The fault could never be played: llmstats does not have the operation stream; "
                        + "operation must be one of create, get, artifact");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> simulator.fault(Fault.reset().on(null, "watch").build()))
                .withMessageContaining("no provider has the operation watch");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> simulator.fault(Fault.reset().on("nobody", null).build()))
                .withMessageContaining("provider must be one of llmstats, privategpt");
        assertThat(simulator.unplayedFaults()).isEmpty();
    }

    @Test
    void aFaultThatNoRequestMetIsUnplayedAlsoAfterItWasCleared() throws Exception {
        Fault played = Fault.status(500).on("llmstats", "create").times(5).build();
        Fault unplayed = Fault.status(500).on("llmstats", "get").build();
        simulator.fault(played);
        simulator.fault(unplayed);
        assertThat(simulator.unplayedFaults()).containsExactly(played, unplayed);
        client.generate(image("x"));
        assertThat(simulator.unplayedFaults()).containsExactly(unplayed);
        simulator.clearFaults();
        assertThat(simulator.unplayedFaults()).containsExactly(unplayed);
        String id = json(client.generate(image("x"))).get("id").asText();
        assertThat(client.generation(id, "").statusCode()).isEqualTo(200);
        simulator.reset();
        assertThat(simulator.unplayedFaults()).isEmpty();
    }
}
