package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.ConnectionSettings.Tls;
import io.camelgenai.client.Peer.Act;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** G1: a create does not take a connection that the server has closed, or may close any moment. */
class StaleConnectionsTest extends TransportTestSupport {

    private static final HandshakeCertificates CERTIFICATES = certificates();
    private static final Tls TLS = new Tls(CERTIFICATES.sslSocketFactory(), CERTIFICATES.trustManager());
    private static final int CREATES = 8;

    private final MockWebServer server = new MockWebServer();

    private enum Way {
        PLAIN,
        TLS,
        HTTP2
    }

    private static HandshakeCertificates certificates() {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(certificate.certificate())
                .build();
    }

    /** The peer of the other tests of this class. */
    @BeforeEach
    void noPeer() throws IOException {
        peer = new Peer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private ProviderClient client(Way way) throws IOException {
        if (way == Way.PLAIN) {
            server.start();
            return client("llmstats", URI.create("http://localhost:" + server.getPort()), null);
        }
        server.useHttps(CERTIFICATES.sslSocketFactory());
        server.setProtocols(way == Way.TLS ? List.of(Protocol.HTTP_1_1) : List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
        server.start();
        return client("llmstats", URI.create("https://localhost:" + server.getPort()), TLS);
    }

    private static MockResponse.Builder created() {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "application/json")
                .body(CREATED);
    }

    private static void create(ProviderClient client) {
        client.create(new CreateRequest("flux", new ObjectMapper().createObjectNode(), "our-id"));
    }

    /** The number of connections on which requests arrived. */
    private int connectionsUsed() throws InterruptedException {
        Set<Integer> used = new HashSet<>();
        for (int i = server.getRequestCount(); i > 0; i--) {
            used.add(server.takeRequest().getConnectionIndex());
        }
        return used.size();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN,100,1",
        "PLAIN,1000,2",
        "PLAIN,2000,2",
        "PLAIN,5000,2",
        "PLAIN,10000,2",
        "PLAIN,60000,2",
        "TLS,100,1",
        "TLS,1000,2",
        "TLS,5000,2",
        "TLS,60000,2",
        "HTTP2,100,1",
        "HTTP2,1000,2",
        "HTTP2,5000,2",
        "HTTP2,60000,2"
    })
    void G1_aCreateAfterAGapTakesAConnectionThatIsNotIdle(Way way, long gapMillis, int expected) throws Exception {
        ProviderClient client = client(way);
        for (int i = 0; i < 2; i++) {
            server.enqueue(created().build());
            create(client);
            gap.addAndGet(Duration.ofMillis(gapMillis).toNanos());
        }

        assertThat(connectionsUsed()).isEqualTo(expected);
        await().untilAsserted(() ->
                assertThat(connections.count()).as("the idle one is closed").isOne());
    }

    /** Without a word in its answer. */
    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "TLS"})
    void G1_aServerThatClosesAfterEachAnswerGetsEachCreateOnce(Way way) throws Exception {
        Semaphore closed = new Semaphore(0);
        Act answerAndClose = (socket, out) -> {
            Peer.json("200 OK", CREATED).play(socket, out);
            socket.close();
            closed.release();
        };
        Act[] acts = Collections.nCopies(CREATES, answerAndClose).toArray(Act[]::new);
        peer.close();
        peer = way == Way.PLAIN
                ? new Peer(acts)
                : new Peer(CERTIFICATES.sslContext().getServerSocketFactory(), acts);
        String scheme = way == Way.PLAIN ? "http" : "https";
        ProviderClient client = client("llmstats", URI.create(scheme + "://localhost:" + peer.port()), TLS);
        for (int i = 0; i < CREATES; i++) {
            create(client);
            closed.acquire();
        }

        assertThat(peer.requests()).hasSize(CREATES);
    }

    @Test
    void G1_manyIdleConnectionsAreAllLeftAlone() throws Exception {
        ProviderClient client = client(Way.PLAIN);
        List<Thread> callers = IntStream.range(0, CREATES)
                .mapToObj(i -> new Thread(() -> create(client)))
                .toList();
        callers.forEach(Thread::start);
        await().until(() -> server.getRequestCount() == CREATES);
        callers.forEach(each -> server.enqueue(created().build()));
        await().until(() -> callers.stream().noneMatch(Thread::isAlive));
        assertThat(connections.count()).isEqualTo(CREATES);
        gap.addAndGet(Duration.ofSeconds(3).toNanos());
        server.enqueue(created().build());

        create(client);

        assertThat(connectionsUsed()).isEqualTo(CREATES + 1);
        await().untilAsserted(() -> assertThat(connections.count()).isOne());
    }

    @Test
    void aPollTakesAnIdleConnection() throws Exception {
        ProviderClient client = client(Way.PLAIN);
        for (int i = 0; i < 3; i++) {
            server.enqueue(created().build());
            client.get(known(), new Cancellation());
            gap.addAndGet(Duration.ofSeconds(5).toNanos());
        }

        assertThat(connectionsUsed()).isOne();
    }

    @Test
    void anHttp2ConnectionThatIsInUseIsNotIdle() throws Exception {
        ProviderClient client = client(Way.HTTP2);
        server.enqueue(created().build());
        server.enqueue(created().headersDelay(2, TimeUnit.SECONDS).build());
        server.enqueue(created().build());
        create(client);
        Thread slow = new Thread(() -> create(client));
        slow.start();
        await().until(() -> server.getRequestCount() == 2);
        gap.addAndGet(Duration.ofSeconds(5).toNanos());
        create(client);
        slow.join();

        assertThat(connectionsUsed()).isOne();
    }
}
