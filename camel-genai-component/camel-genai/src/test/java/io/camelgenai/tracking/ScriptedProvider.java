package io.camelgenai.tracking;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.client.ConnectionSettings.Limits;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.ProviderClients;
import io.camelgenai.client.RetryPolicy;
import io.camelgenai.client.Time;
import io.camelgenai.provider.ProviderCatalog;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** A provider that answers what the test says, in order, and a client for it. */
final class ScriptedProvider implements AutoCloseable {

    private final MockWebServer server = new MockWebServer();
    private final ProviderClients clients;

    ScriptedProvider(String name, Time time) throws IOException {
        server.start();
        ProviderCatalog catalog = new ProviderCatalog(
                file -> ScriptedProvider.class.getClassLoader().getResourceAsStream(file), List::of);
        ConnectionSettings settings = new ConnectionSettings(
                name,
                catalog.get(name),
                URI.create(server.url("/").toString()),
                "ze_test",
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
                        1 << 20),
                new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(30)));
        clients = new ProviderClients(connection -> settings, time);
    }

    ProviderClient client() {
        return clients.get("scripted");
    }

    /** What it answers next. */
    ScriptedProvider answers(int status, String body, String... headers) {
        MockResponse.Builder response = new MockResponse.Builder().code(status).body(body);
        for (int i = 0; i < headers.length; i += 2) {
            response.setHeader(headers[i], headers[i + 1]);
        }
        server.enqueue(response.build());
        return this;
    }

    /** It answers with an event stream of these frames. */
    ScriptedProvider streams(String... frames) {
        return answers(200, String.join("\n\n", frames), "Content-Type", "text/event-stream");
    }

    int requests() {
        return server.getRequestCount();
    }

    @Override
    public void close() {
        clients.close();
        server.close();
    }
}
