package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.generation.GenAiConnectException;
import io.camelgenai.generation.Generation;
import io.camelgenai.provider.ProviderCatalog;
import io.camelgenai.sse.ServerSentEvent;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that share one HTTP/2 connection are independent in pace, end and faults. */
@Timeout(20)
class Http2Test {

    /** Error codes of RFC 9113, 7. */
    private static final int REFUSED_STREAM = 7;

    private static final int CANCEL = 8;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Time time = Time.system(timer);
    private final Deadlines deadlines = new Deadlines(time);
    private final PooledConnections connections = new PooledConnections(System::nanoTime);
    private final CountDownLatch proceed = new CountDownLatch(1);
    private final MockWebServer server = new MockWebServer();
    private ProviderClient client;

    @BeforeEach
    void speakHttp2() throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        HandshakeCertificates ours = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.start();
        Limits limits = new Limits(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                null,
                1 << 20,
                1 << 20,
                256);
        ClassLoader loader = Http2Test.class.getClassLoader();
        ConnectionSettings settings = new ConnectionSettings(
                "privategpt",
                new ProviderCatalog(loader::getResourceAsStream, List::of).get("privategpt"),
                URI.create(server.url("/").toString()),
                null,
                Map.of(),
                Map.of(),
                new OkHttpClient.Builder()
                        .sslSocketFactory(ours.sslSocketFactory(), ours.trustManager())
                        .build(),
                null,
                limits,
                new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(5)),
                io.camelgenai.provider.HostPatterns.NONE,
                ConnectionSettings.WebhookSettings.NONE);
        client = new ProviderClient(settings, connections, deadlines, time, CallListener.NONE);
    }

    @AfterEach
    void leavesNothing() {
        proceed.countDown();
        try {
            assertThat(deadlines.callsInFlight()).isZero();
            connections.close();
            await().until(() -> connections.count() == 0);
        } finally {
            deadlines.close();
            timer.shutdownNow();
            server.close();
        }
    }

    private static String event(int number) {
        return "event: message_delta\ndata: {\"n\":" + number + "}\n\n";
    }

    private MockResponse.Builder stream() {
        return new MockResponse.Builder().setHeader("Content-Type", "text/event-stream");
    }

    /** A stream of so many events; those after the first are sent when the test proceeds. */
    private MockResponse paused(int events) {
        return stream().body(new Paused(events)).build();
    }

    private EventStream attach(int number) {
        return client.attach(Generation.of("privategpt").id("m" + number).build(), new Cancellation());
    }

    private static void expect(EventStream stream, int number) {
        ServerSentEvent event = stream.next();
        assertThat(event).isNotNull();
        assertThat(event.data()).isEqualTo("{\"n\":" + number + "}");
    }

    @Test
    void manyStreamsShareOneConnection() throws Exception {
        List<EventStream> streams = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            server.enqueue(paused(3));
            streams.add(attach(i));
        }
        streams.forEach(each -> expect(each, 0));
        assertThat(connections.count()).isOne();
        proceed.countDown();
        for (EventStream each : streams) {
            expect(each, 1);
            expect(each, 2);
            assertThat(each.next()).isNull();
            each.close();
        }
        assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/2");
    }

    @Test
    void aStreamThatIsClosedLeavesTheOthersOpen() {
        server.enqueue(paused(2));
        server.enqueue(paused(2));
        EventStream one = attach(1);
        EventStream other = attach(2);
        expect(one, 0);
        one.close();
        proceed.countDown();

        expect(other, 0);
        expect(other, 1);
        other.close();
        assertThat(connections.count()).isOne();
    }

    @Test
    void anUnreadStreamBlocksNoOther() {
        server.enqueue(stream().body(event(0).repeat(100_000)).build());
        server.enqueue(paused(2));
        EventStream unread = attach(1);
        EventStream other = attach(2);
        expect(other, 0);
        proceed.countDown();
        expect(other, 1);
        assertThat(other.next()).isNull();
        expect(unread, 0);
        unread.close();
        other.close();
    }

    @Test
    void F45_aStreamThatIsResetIsInterrupted() {
        server.enqueue(stream()
                .body(event(0) + event(0))
                .onResponseBody(new SocketEffect.CloseStream(2))
                .build());
        server.enqueue(paused(1));
        EventStream reset = attach(1);
        expect(reset, 0);

        assertThatThrownBy(() -> {
                    reset.next();
                    reset.next();
                })
                .isInstanceOf(NoResponseException.class)
                .hasMessageContaining("was interrupted");
        reset.close();
        EventStream other = attach(2);
        expect(other, 0);
        other.close();
        assertThat(connections.count()).as("the connection is still used").isOne();
    }

    @Test
    void F45_aBrokenConnectionInterruptsEveryStreamOnIt() {
        server.enqueue(paused(2));
        server.enqueue(stream()
                .body(event(0) + event(0))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        EventStream one = attach(1);
        expect(one, 0);
        EventStream other = attach(2);

        for (EventStream each : List.of(one, other)) {
            assertThatThrownBy(() -> {
                        each.next();
                        each.next();
                    })
                    .isInstanceOf(NoResponseException.class)
                    .hasMessageContaining("was interrupted");
            each.close();
        }
    }

    @Test
    void F45_aServerThatGoesAwayFinishesTheStreamsThatItHas() {
        server.enqueue(paused(2));
        server.enqueue(stream()
                .body(event(0))
                .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
                .build());
        EventStream one = attach(1);
        expect(one, 0);
        EventStream last = attach(2);
        expect(last, 0);
        assertThat(last.next()).isNull();
        last.close();
        proceed.countDown();

        expect(one, 1);
        one.close();
    }

    @Test
    void F45_aHalfOpenConnectionExpiresTheIdleTimeout() {
        server.enqueue(paused(2));
        EventStream silent = attach(1);
        expect(silent, 0);

        assertThatThrownBy(silent::next)
                .isInstanceOf(NoResponseException.class)
                .hasMessageContaining("no byte for 2000 ms (option idleTimeout)");
        silent.close();
    }

    @Test
    void aServerThatSpeaksHttp1IsUnderstoodAsWell() throws InterruptedException {
        server.setProtocols(List.of(Protocol.HTTP_1_1));
        server.enqueue(stream().body(event(0)).build());
        EventStream stream = attach(1);
        expect(stream, 0);
        stream.close();
        assertThat(server.takeRequest().getVersion()).isEqualTo("HTTP/1.1");
    }

    /** Writes one event, waits until the test proceeds, and writes the others. */
    private final class Paused implements MockResponseBody {

        private final int events;

        Paused(int events) {
            this.events = events;
        }

        @Override
        public long getContentLength() {
            return -1;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8(event(0)).flush();
            try {
                proceed.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
            for (int i = 1; i < events; i++) {
                sink.writeUtf8(event(i)).flush();
            }
        }
    }

    /** @param before how many streams are open on the connection */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 20})
    void G35_aRefusedStreamIsNotAnUnknownOutcome(int before) {
        List<EventStream> open = new ArrayList<>();
        for (int i = 0; i < before; i++) {
            server.enqueue(paused(2));
            open.add(attach(i));
        }
        server.enqueue(stream()
                .onRequestStart(new SocketEffect.CloseStream(REFUSED_STREAM))
                .build());

        assertThatThrownBy(() -> attach(before))
                .isInstanceOf(GenAiConnectException.class)
                .hasMessageContaining("refused to process");
        open.forEach(each -> expect(each, 0));
        open.forEach(EventStream::close);
    }

    @Test
    void aStreamThatIsClosedForAnotherReasonMayHaveBeenProcessed() {
        server.enqueue(
                stream().onRequestStart(new SocketEffect.CloseStream(CANCEL)).build());

        assertThatThrownBy(() -> attach(1)).isInstanceOf(NoResponseException.class);
    }
}
