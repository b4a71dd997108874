package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Peer.Act;
import io.camelgenai.generation.GenAiHttpException;
import io.camelgenai.generation.GenerationOutcomeUnknownException;
import io.camelgenai.generation.StreamLimitException;
import io.camelgenai.sse.ServerSentEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The behavior of OkHttp and of our transport, against a server of bare sockets. */
class TransportTest extends TransportTestSupport {

    @Test
    void F06_aCreateOnAPooledConnectionThatTheServerClosesIsSentOnce() throws IOException {
        ProviderClient client =
                client("llmstats", Peer.json("200 OK", CREATED), Peer.hangUp(), Peer.json("200 OK", CREATED));
        client.get(known(), new Cancellation());

        assertThat(createFailure(client))
                .isInstanceOf(GenerationOutcomeUnknownException.class)
                .hasCauseInstanceOf(NoResponseException.class);
        assertThat(peer.requests()).hasSize(2);
    }

    @Test
    void F09_aServerThatNeverAnswersFailsTheCallAtTheDeadline() throws IOException {
        headers = Duration.ofMillis(700);
        ProviderClient client = client("llmstats", Peer.silence());
        long startedAt = System.nanoTime();

        assertThat(createFailure(client))
                .isInstanceOf(GenerationOutcomeUnknownException.class)
                .hasMessageContaining("no answer within 700 ms (option headersTimeout)");
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(5));
        assertThat(peer.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"408 Request Timeout", "503 Service Unavailable"})
    void F10_F11_aCreateThatIsAskedToRetryWithoutDelayIsSentOnce(String status) throws IOException {
        Act answer = (socket, out) -> {
            Peer.json(status, "{}", "Retry-After: 0", "Connection: close").play(socket, out);
            socket.close();
        };
        ProviderClient client = client("llmstats", answer, answer, answer);

        assertThat(createFailure(client)).isInstanceOf(GenerationOutcomeUnknownException.class);
        assertThat(peer.requests()).hasSize(1);
    }

    @Test
    void F14_anEndlessErrorBodyIsReadUpToALimit() throws IOException {
        byte[] megabyte = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        ProviderClient client = client("llmstats", (socket, out) -> {
            Peer.answer("HTTP/1.1 422 No", "Content-Type: application/json", "Content-Length: 99999999999", "", "")
                    .play(socket, out);
            while (!socket.isClosed()) {
                out.write(megabyte);
            }
        });
        long startedAt = System.nanoTime();

        assertThat(createFailure(client))
                .isInstanceOfSatisfying(GenAiHttpException.class, e -> assertThat(e.getStatusCode())
                        .isEqualTo(422));
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html; charset=utf-8"})
    void F15_aResponseThatIsNoEventStreamIsNotReadAsOne(String type) throws IOException {
        ProviderClient client = client(
                "privategpt",
                Peer.answer("HTTP/1.1 200 OK", "Content-Type: " + type, "Content-Length: 9", "", "{\"a\": 1} "));

        assertThat(attachFailure(client))
                .hasMessageEndingWith(
                        "with 200 and " + type.split(";")[0] + ", which is not an event stream: {\"a\": 1}");
    }

    @Test
    void F16_noContentOnAStreamIsAnError() throws IOException {
        ProviderClient client = client("privategpt", Peer.answer("HTTP/1.1 204 No Content", "", ""));

        assertThat(attachFailure(client)).hasMessageEndingWith("with 204 and no body, which is not an event stream");
        assertThat(peer.requests()).hasSize(1);
    }

    @Test
    void F17_headersThatDripFailAtTheDeadline() throws IOException {
        headers = Duration.ofMillis(700);
        ProviderClient client = client("privategpt", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                out.write('x');
                out.flush();
                Peer.pause(socket, Duration.ofMillis(100));
            }
        });

        assertThat(attachFailure(client)).hasMessageContaining("no answer within 700 ms (option headersTimeout)");
    }

    @Test
    void F14_anErrorWhoseBodyNeverArrivesFailsAtTheDeadline() throws IOException {
        headers = Duration.ofMillis(700);
        ProviderClient client = client(
                "privategpt",
                Peer.answer("HTTP/1.1 500 Oops", "Content-Type: application/json", "Content-Length: 99", "", "{"));

        assertThat(attachFailure(client)).hasMessageContaining("option headersTimeout");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void F21_aRedirectIsNotFollowed(int status) throws IOException {
        try (Peer other = new Peer(Peer.json("200 OK", CREATED))) {
            ProviderClient client = client(
                    "llmstats",
                    Peer.json(
                            status + " Moved",
                            "",
                            "Location: http://127.0.0.1:" + other.port() + "/v1/elsewhere?token=secret"));

            assertThat(createFailure(client))
                    .hasMessageContaining(
                            "a redirect to http://127.0.0.1:" + other.port() + ". Redirects are not followed")
                    .message()
                    .doesNotContain("secret", "elsewhere");
            assertThat(other.requests()).isEmpty();
            assertThat(peer.requests()).hasSize(1);
        }
    }

    @Test
    void F26_pingsResetTheIdleTimeoutButNotTheEventIdleTimeout() throws IOException {
        idle = Duration.ofMillis(700);
        eventIdle = Duration.ofMillis(1200);
        ProviderClient client = client("privategpt", (socket, out) -> {
            Peer.answer(STREAM_HEAD).play(socket, out);
            Peer.answer("event: message_start\ndata: {}\n\n").play(socket, out);
            for (int i = 0; i < 100; i++) {
                Peer.pause(socket, Duration.ofMillis(50));
                Peer.answer(events(1)).play(socket, out);
            }
        });
        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            ServerSentEvent first = stream.next();
            assertThat(first).isNotNull();
            stream.markMeaningful();

            NoResponseException silent = catchThrowableOfType(NoResponseException.class, () -> {
                while (stream.next() != null) {
                    assertThat(stream).isNotNull();
                }
            });
            assertThat(silent).hasMessageContaining("option eventIdleTimeout");
        }
    }

    @Test
    void noDeadlineAppliesWhileTheReaderIsBusy() throws IOException {
        firstEvent = Duration.ofSeconds(1);
        idle = Duration.ofMillis(700);
        ProviderClient client = client("privategpt", (socket, out) -> {
            Peer.answer(STREAM_HEAD).play(socket, out);
            Peer.answer(events(2)).play(socket, out);
        });
        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(stream.next()).isNotNull();
            await().during(Duration.ofMillis(1500)).until(() -> peer.connections() == 1);

            assertThat(stream.next()).isNotNull();
            assertThat(catchThrowableOfType(NoResponseException.class, stream::next))
                    .hasMessageContaining("first");
        }
    }

    @Test
    void F38_gzipThatWasNotRequestedIsRead() throws IOException {
        byte[] zipped = zip(events(3));
        ProviderClient client = client("privategpt", (socket, out) -> {
            Peer.answer("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Content-Encoding: gzip", "", "")
                    .play(socket, out);
            out.write(zipped);
            socket.close();
        });
        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(stream.next()).isNotNull();
            assertThat(stream.next()).isNotNull();
            assertThat(stream.next()).isNotNull();
            assertThat(stream.next()).isNull();
        }
        assertThat(peer.requests().get(0)).contains("Accept-Encoding: identity");
    }

    @Test
    void F38_gzipThatIsCutIsAnInterruption() throws IOException {
        byte[] zipped = zip(events(3));
        ProviderClient client = client("privategpt", (socket, out) -> {
            Peer.answer("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Content-Encoding: gzip", "", "")
                    .play(socket, out);
            out.write(zipped, 0, zipped.length - 4);
            socket.close();
        });
        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(catchThrowableOfType(NoResponseException.class, () -> {
                        while (stream.next() != null) {
                            assertThat(stream).isNotNull();
                        }
                    }))
                    .hasMessageContaining("was interrupted");
        }
    }

    @Test
    void F38_aGzipBombFailsAtTheSizeLimitOfAnEvent() throws IOException {
        byte[] bomb = zip("data: " + "x".repeat(20 << 20) + "\n\n");
        ProviderClient client = client("privategpt", (socket, out) -> {
            Peer.answer("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Content-Encoding: gzip", "", "")
                    .play(socket, out);
            out.write(bomb);
        });
        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            assertThat(catchThrowableOfType(StreamLimitException.class, stream::next))
                    .hasMessageContaining("option maxEventSize");
        }
    }

    @Test
    void anyThreadCanCloseAStreamAndEndItsRead() throws Exception {
        ProviderClient client = client("privategpt", Peer.answer(STREAM_HEAD));
        EventStream stream = client.attach(generation("gen_1"), new Cancellation());
        var closer = timer.schedule(stream::close, 100, TimeUnit.MILLISECONDS);

        assertThat(catchThrowableOfType(NoResponseException.class, stream::next))
                .hasMessageContaining("closed from our side");
        closer.get();
    }

    private static byte[] zip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return zipped.toByteArray();
    }
}
