package io.camelgenai.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.camelgenai.client.ConnectionSettings.Tls;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.sse.ServerSentEvent;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that violate HTTP or the event stream format, on bare sockets. */
class WireFaultsTest extends TransportTestSupport {

    private static final String STREAM = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private static Act bytes(String text) {
        return (socket, out) -> {
            out.write(text.getBytes(UTF_8));
            out.flush();
        };
    }

    private static Act bytesAndHangUp(String text) {
        return (socket, out) -> {
            bytes(text).play(socket, out);
            socket.close();
        };
    }

    private static void pause(Socket socket) throws IOException {
        Peer.pause(socket, Duration.ofMillis(20));
    }

    private static NoResponseException failureOf(EventStream stream) {
        NoResponseException failure = catchThrowableOfType(NoResponseException.class, () -> {
            while (stream.next() != null) {
                stream.markMeaningful();
            }
        });
        assertThat(failure).isNotNull();
        return failure;
    }

    static Stream<String> excessiveHeaders() {
        String many = IntStream.range(0, 10_000)
                .mapToObj(i -> "X-" + i + ": 0123456789012345678901234567890\r\n")
                .reduce("", String::concat);
        return Stream.of("X-Long: " + "x".repeat(300 * 1024) + "\r\n", many);
    }

    @ParameterizedTest
    @MethodSource("excessiveHeaders")
    void F18_excessiveHeadersAreNotRead(String headers) throws IOException {
        ProviderClient client = client("llmstats", bytesAndHangUp("HTTP/1.1 200 OK\r\n" + headers + "\r\n{}"));

        assertThat(createFailure(client))
                .isInstanceOf(GenerationOutcomeUnknownException.class)
                .hasCauseInstanceOf(NoResponseException.class);
        assertThat(peer.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2\r\n",
                "<html>hello</html>",
                "HTTP/9 huh\r\n\r\n",
                "\0\0\0\0\r\n\r\n",
                "\r\n\r\n"
            })
    void F19_aResponseThatIsNotHttpIsAnUnknownOutcomeAndNotRetried(String junk) throws IOException {
        ProviderClient client = client("llmstats", bytesAndHangUp(junk), bytesAndHangUp(junk));

        assertThat(createFailure(client))
                .isInstanceOf(GenerationOutcomeUnknownException.class)
                .hasCauseInstanceOf(NoResponseException.class);
        assertThat(peer.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"})
    void F20_endlessInterimResponsesFailAtTheDeadline(String early) throws IOException {
        Act flood = (socket, out) -> {
            while (!socket.isClosed()) {
                out.write(early.repeat(10).getBytes(UTF_8));
                pause(socket);
            }
        };
        headers = Duration.ofMillis(700);
        ProviderClient client = client("privategpt", flood);
        long startedAt = System.nanoTime();

        assertThat(attachFailure(client)).isInstanceOf(NoResponseException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void F20_aResponseAfterInterimResponsesIsRead() throws IOException {
        ProviderClient client = client(
                "privategpt",
                bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + STREAM + events(1)));

        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(stream.next()).isNotNull();
        }
    }

    @Test
    void F23_aRedirectFromHttpsToHttpIsNotFollowed() throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        HandshakeCertificates certificates = new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
        peer = new Peer(Peer.json("200 OK", CREATED));
        try (MockWebServer secure = new MockWebServer()) {
            secure.useHttps(certificates.sslSocketFactory());
            secure.start();
            secure.enqueue(new MockResponse.Builder()
                    .code(307)
                    .setHeader("Location", "http://127.0.0.1:" + peer.port() + "/v1/generations")
                    .build());
            ProviderClient client = client(
                    "llmstats",
                    URI.create("https://localhost:" + secure.getPort()),
                    new Tls(certificates.sslSocketFactory(), certificates.trustManager()));

            assertThat(createFailure(client))
                    .hasMessageContaining(
                            "a redirect to http://127.0.0.1:" + peer.port() + ". Redirects are not followed");
            assertThat(peer.requests()).as("neither key nor prompt").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/event-stream; charset=utf-8\r\n",
                "Content-Type: text/event-stream;charset=ISO-8859-1\r\n",
                "content-type: Text/Event-Stream\r\n",
                "X-Nothing: to say\r\n"
            })
    void F24_anEventStreamIsRecognizedInEverySpellingOfItsMediaType(String header) throws IOException {
        ProviderClient client = client("privategpt", bytes("HTTP/1.1 200 OK\r\n" + header + "\r\ndata: \u00E9\n\n"));

        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(stream.next()).as("a stream is UTF-8").isEqualTo(new ServerSentEvent("", "message", "\u00E9"));
        }
    }

    @Test
    void F25_silenceAfterSomeEventsExpiresTheIdleTimeout() throws IOException {
        idle = Duration.ofMillis(700);
        ProviderClient client = client("privategpt", bytes(STREAM + events(3) + "data: the beginning of"));

        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(failureOf(stream)).hasMessageContaining("no byte for 700 ms (option idleTimeout)");
            assertThat(stream.unfinished()).isNull();
        }
    }

    @Test
    void F25_silenceBeforeTheFirstEventNamesTheUsualCause() throws IOException {
        firstEvent = Duration.ofSeconds(1);
        Act comments = (socket, out) -> {
            bytes(STREAM).play(socket, out);
            while (!socket.isClosed()) {
                bytes(": still here\n\n").play(socket, out);
                pause(socket);
            }
        };
        ProviderClient client = client("privategpt", comments);

        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(failureOf(stream))
                    .hasMessageContaining(
                            "no event within 1000 ms (option firstEventTimeout). The usual cause is a proxy");
        }
    }

    private static Act dripping(String drop) {
        return (socket, out) -> {
            bytes(STREAM + events(1)).play(socket, out);
            bytes("data: ").play(socket, out);
            while (!socket.isClosed()) {
                bytes(drop).play(socket, out);
                pause(socket);
            }
        };
    }

    @Test
    void F27_aLineThatDripsFailsAtTheEventIdleTimeout() throws IOException {
        eventIdle = Duration.ofMillis(900);
        ProviderClient client = client("privategpt", dripping("x"));

        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(failureOf(stream)).hasMessageContaining("option eventIdleTimeout");
        }
    }

    @Test
    void F27_aLineThatDripsFailsAtTheSizeLimit() throws IOException {
        ProviderClient client = client("privategpt", dripping("x".repeat(2048)));

        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(stream.next()).isNotNull();
            stream.markMeaningful();
            assertThat(catchThrowableOfType(StreamLimitException.class, stream::next))
                    .hasMessageContaining("larger than 65536 bytes. Raise the option maxEventSize");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: 1\r", "data: 1\r\r", "\r", "data: 1\r\n\r"})
    void F37_aLoneCarriageReturnAtTheEndOfAStreamCausesNoLoop(String end) throws IOException {
        ProviderClient client = client("privategpt", bytesAndHangUp(STREAM + events(1) + end));

        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            int events = 0;
            while (stream.next() != null) {
                events++;
            }
            assertThat(events).isBetween(1, 2);
        } catch (GenAiException e) {
            throw new AssertionError("The stream ended as it should", e);
        }
    }
}
