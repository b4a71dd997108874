package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.CallListener;
import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.CreateReply;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.RetryPolicy;
import io.camelgenai.client.Time;
import io.camelgenai.provider.ProviderCatalog;
import io.camelgenai.provider.ProviderDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;

/** A provider that answers as scripted by the test, in order, with a client for it. */
public final class ScriptedProvider implements AutoCloseable {

    private static final String LOOM = "/META-INF/genai/providers/loom.yaml";

    private final MockWebServer server = new MockWebServer();
    private final ProviderClients clients;

    public ScriptedProvider(String name, Time time) throws IOException {
        this(catalog().get(name), time);
    }

    ScriptedProvider(ProviderDescriptor descriptor, Time time) throws IOException {
        server.start();
        ConnectionSettings settings = new ConnectionSettings(
                descriptor.name(),
                descriptor,
                URI.create(server.url("/").toString()),
                "ze_test",
                Map.of(),
                Map.of(),
                null,
                null,
                new Limits(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        null,
                        1 << 20,
                        1 << 20,
                        256),
                new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(30)),
                io.camelgenai.provider.HostPatterns.NONE,
                ConnectionSettings.WebhookSettings.NONE);
        clients = new ProviderClients(connection -> settings, time, CallListener.NONE);
    }

    /** A provider like the loom, with two parts of its descriptor replaced. */
    static ScriptedProvider likeTheLoom(String one, String instead, String two, String insteadOfTwo, Time time)
            throws IOException {
        try (InputStream loom = Objects.requireNonNull(ScriptedProvider.class.getResourceAsStream(LOOM))) {
            String yaml = new String(loom.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(yaml).contains(one, two);
            byte[] changed = yaml.replace(one, instead)
                    .replace(two.isEmpty() ? "\0" : two, insteadOfTwo)
                    .getBytes(StandardCharsets.UTF_8);
            return new ScriptedProvider(catalog().add("loom.yaml", new ByteArrayInputStream(changed)), time);
        }
    }

    static ProviderCatalog catalog() {
        return new ProviderCatalog(
                file -> ScriptedProvider.class.getClassLoader().getResourceAsStream(file), List::of);
    }

    public ProviderClient client() {
        return clients.get("scripted");
    }

    /** Sends a create, which the provider answers by a stream. */
    StreamObservation create(CreateRequest request, Time time) {
        CreateReply.Events answer = (CreateReply.Events) client().createStream(request);
        return StreamObservation.create(client(), request, answer.stream(), time.nanos(), time);
    }

    /** Scripts the next response. */
    public ScriptedProvider answers(int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.setHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
        return this;
    }

    /** Answers every request by this function. */
    void answers(Function<RecordedRequest, MockResponse> answer) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answer.apply(request);
            }
        });
    }

    /** Scripts an event stream of these frames. */
    ScriptedProvider streams(String... frames) {
        return answers(200, String.join("\n\n", frames), "Content-Type", "text/event-stream");
    }

    /** The next request that arrived. */
    RecordedRequest request() throws InterruptedException {
        return server.takeRequest();
    }

    public int requests() {
        return server.getRequestCount();
    }

    @Override
    public void close() {
        clients.close();
        server.close();
    }
}
