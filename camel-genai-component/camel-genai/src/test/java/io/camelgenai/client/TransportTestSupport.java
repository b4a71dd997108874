package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.ConnectionSettings.Tls;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.Generation;
import io.camelgenai.provider.ProviderCatalog;
import io.camelgenai.provider.ProviderDescriptor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A client and a server of bare sockets. No call and no connection is left after a test. */
@Timeout(20)
abstract class TransportTestSupport {

    static final String KEY = "ze_canary-7d1f";
    static final String CREATED = "{\"id\":\"gen_1\",\"status\":\"queued\"}";
    static final String[] STREAM_HEAD = {"HTTP/1.1 200 OK", "Content-Type: text/event-stream", "", ""};

    final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    final Time time = time();
    private final Deadlines deadlines = new Deadlines(time);
    /** Nanoseconds that have passed for connections only. */
    final AtomicLong gap = new AtomicLong();

    final PooledConnections connections = new PooledConnections(() -> System.nanoTime() + gap.get());
    final RetryExecutor retries = new RetryExecutor(time, workers);
    /** What a call waits for. A test that shows that it does not wait longer sets less before it has a client. */
    Duration headers = Duration.ofSeconds(10);

    Duration firstEvent = Duration.ofSeconds(10);
    Duration idle = Duration.ofSeconds(10);
    Duration eventIdle;
    Peer peer;

    /** The clock of the client. */
    Time time() {
        return Time.system(timer);
    }

    @AfterEach
    void leavesNothing() throws IOException {
        try {
            assertThat(deadlines.callsInFlight()).isZero();
            connections.close();
            await().until(() -> connections.count() == 0);
        } finally {
            deadlines.close();
            timer.shutdownNow();
            workers.shutdownNow();
            peer.close();
        }
    }

    ProviderClient client(String provider, Act... acts) throws IOException {
        peer = new Peer(acts);
        return client(provider, URI.create("http://127.0.0.1:" + peer.port()), null);
    }

    ProviderClient client(String provider, URI baseUrl, Tls tls) {
        ClassLoader loader = TransportTestSupport.class.getClassLoader();
        ProviderDescriptor descriptor = new ProviderCatalog(loader::getResourceAsStream, List::of).get(provider);
        Limits limits =
                new Limits(Duration.ofSeconds(5), headers, firstEvent, idle, eventIdle, 64 * 1024, 64 * 1024, 256);
        ConnectionSettings settings = new ConnectionSettings(
                provider,
                descriptor,
                baseUrl,
                KEY,
                Map.of(),
                Map.of(),
                null,
                tls,
                limits,
                new RetryPolicy(4, Duration.ofMillis(1), Duration.ofMillis(5)),
                io.camelgenai.provider.HostPatterns.NONE,
                ConnectionSettings.WebhookSettings.NONE);
        return new ProviderClient(settings, connections, deadlines, time, CallListener.NONE);
    }

    static Generation generation(String id) {
        return Generation.of("privategpt").id(id).build();
    }

    Throwable createFailure(ProviderClient client) {
        CreateRequest asked =
                new CreateRequest("flux", new ObjectMapper().createObjectNode().put("prompt", "a canary"), "our-id");
        CompletionException failed = catchThrowableOfType(CompletionException.class, () -> CreateCall.send(
                        client, asked, client::create, found -> found, retries, time)
                .join());
        assertThat(failed).isNotNull();
        assertThat(failed.getCause()).message().doesNotContain(KEY, "a canary");
        return failed.getCause();
    }

    Generation known() {
        return Generation.of("llmstats").id("gen_1").build();
    }

    GenAiException attachFailure(ProviderClient client) {
        GenAiException failure = catchThrowableOfType(
                GenAiException.class, () -> client.attach(generation("gen_1"), new Cancellation()));
        assertThat(failure).isNotNull();
        return failure;
    }

    static String events(int count) {
        return "event: ping\ndata: {\"type\":\"ping\"}\n\n".repeat(count);
    }
}
