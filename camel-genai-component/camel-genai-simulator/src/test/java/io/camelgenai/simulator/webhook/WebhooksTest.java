package io.camelgenai.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.camelgenai.simulator.webhook.Webhooks.Announcement;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A webhook is sent until it is answered with success, and to the loopback interface only. */
class WebhooksTest {
    private static final int REFUSED = 2;

    private final Webhooks webhooks = new Webhooks(Runnable::run, 1);
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch accepted = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", http -> {
            http.getRequestBody().readAllBytes();
            boolean refuses = requests.incrementAndGet() <= REFUSED;
            http.sendResponseHeaders(refuses ? 500 : 204, -1);
            http.close();
            if (!refuses) {
                accepted.countDown();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        webhooks.close();
        server.stop(0);
    }

    private Announcement announcement(AtomicBoolean wasAsked) {
        return new Announcement(
                "replicate",
                "17",
                () -> {
                    wasAsked.set(true);
                    return true;
                },
                () -> "{}".getBytes(StandardCharsets.UTF_8),
                new StandardSigner(Webhooks.SECRET));
    }

    private void sendToServer() throws InterruptedException {
        webhooks.announce(
                announcement(new AtomicBoolean()),
                "http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        assertThat(accepted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void oneThatIsRefusedIsSentAgainUnderTheSameId() throws InterruptedException {
        sendToServer();

        await().until(() -> webhooks.sent().size() > REFUSED);
        assertThat(webhooks.sent()).extracting(Webhook::status).containsExactly(500, 500, 204);
        assertThat(webhooks.sent())
                .extracting(Webhook::message)
                .containsOnly(webhooks.sent().get(0).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/hook",
                "http://example.com/hook",
                "http://127.0.0.1.example.com/hook",
                "http://127.0.0.1@example.com/",
                "http://localhost.example.com/",
                "http://10.0.0.1/hook",
                "file:///etc/hosts"
            })
    void noOtherHostIsCalled(String url) throws InterruptedException {
        AtomicBoolean wasAsked = new AtomicBoolean();
        webhooks.announce(announcement(wasAsked), url);
        sendToServer();

        assertThat(wasAsked).isFalse();
    }
}
