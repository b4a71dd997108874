package io.camelgenai.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.CreationLog;
import io.camelgenai.simulator.server.FaultQueue;
import io.camelgenai.simulator.server.HttpExchange;
import io.camelgenai.simulator.server.Journal;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.webhook.Webhook;
import io.camelgenai.simulator.webhook.Webhooks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Responds to {@code /} and {@code /_simulator/...}. These requests are not recorded and never meet a fault. */
public final class ControlApi {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final List<String> providers;
    private final Journal journal;
    private final CreationLog created;
    private final FaultQueue faults;
    private final Webhooks webhooks;
    private final Runnable reset;
    private final StatusPage page;

    /**
     * Creates a control API.
     *
     * @param providers the names of the providers
     * @param samples the first request to each of them
     * @param journal the requests
     * @param created the generations
     * @param faults the faults
     * @param webhooks the webhooks
     * @param reset resets the simulator
     */
    public ControlApi(
            List<String> providers,
            Samples samples,
            Journal journal,
            CreationLog created,
            FaultQueue faults,
            Webhooks webhooks,
            Runnable reset) {
        this.providers = List.copyOf(providers);
        this.journal = journal;
        this.created = created;
        this.faults = faults;
        this.webhooks = webhooks;
        this.reset = reset;
        this.page = new StatusPage(samples, faults);
    }

    /** Responds to a request. */
    public void respond(HttpExchange exchange) {
        Request request = exchange.request();
        exchange.respond(
                switch (request.method() + " " + request.path()) {
                    case "GET /" -> page.front(request);
                    case "GET /_simulator/page.css" -> page.style();
                    case "GET /_simulator/page.js" -> page.script();
                    case "GET /_simulator/providers" -> page.providers(request);
                    case "GET /_simulator/requests" -> Response.json(200, requests(request));
                    case "GET /_simulator/generations" -> Response.json(200, generations(request));
                    case "GET /_simulator/files" -> Response.json(200, files());
                    case "POST /_simulator/faults" -> addFaults(request);
                    case "GET /_simulator/faults" -> Response.json(200, faults());
                    case "DELETE /_simulator/faults" -> {
                        faults.withdraw();
                        yield Response.json(200, Json.object());
                    }
                    case "GET /_simulator/webhooks" -> Response.json(200, webhooks());
                    case "POST /_simulator/webhooks" -> registerWebhook(request);
                    case "POST /_simulator/reset" -> {
                        reset.run();
                        yield Response.json(200, Json.object());
                    }
                    default ->
                        Response.text(
                                404,
                                TEXT,
                                "There is nothing at " + request.path() + ". The providers are "
                                        + String.join(", ", providers) + ", each below /NAME/.\n");
                });
    }

    private ArrayNode requests(Request request) {
        String provider = filter(request, "provider");
        String operation = filter(request, "operation");
        List<JournalEntry> found = journal.entries().stream()
                .filter(entry -> (provider == null || provider.equals(entry.provider()))
                        && (operation == null || operation.equals(entry.operation())))
                .toList();
        ArrayNode entries = Json.array();
        newest(request, found).forEach(entry -> entries.add(document(entry)));
        return entries;
    }

    private static ObjectNode document(JournalEntry entry) {
        ObjectNode document = Json.object()
                .put("number", entry.number())
                .put("at", entry.at().toString())
                .put("provider", entry.provider())
                .put("operation", entry.operation())
                .put("method", entry.method())
                .put("path", entry.path())
                .put("query", entry.query());
        ObjectNode headers = document.putObject("headers");
        entry.headers().forEach(headers::put);
        return document.put("body", entry.body()).put("status", entry.status());
    }

    private JsonNode generations(Request request) {
        Map<String, Long> counts = created.counts();
        ObjectNode document = Json.object()
                .put(
                        "count",
                        counts.values().stream().mapToLong(Long::longValue).sum());
        document.put(
                "running",
                created.entries().stream()
                        .filter(entry -> !entry.generation().isTerminal())
                        .count());
        ObjectNode perProvider = document.putObject("providers");
        providers.forEach(provider -> perProvider.put(provider, counts.getOrDefault(provider, 0L)));
        ArrayNode entries = document.putArray("generations");
        for (CreationLog.Entry entry : newest(request, created.entries())) {
            entries.addObject()
                    .put("id", entry.generation().id())
                    .put("provider", entry.provider())
                    .put("model", entry.generation().model())
                    .put("status", entry.generation().status())
                    .put("createdAt", entry.generation().createdAt().toString());
        }
        return document;
    }

    private ArrayNode files() {
        ArrayNode files = Json.array();
        created.files().entries().forEach(file -> files.addObject()
                .put("provider", file.provider())
                .put("way", file.way())
                .put("name", file.name())
                .put("mediaType", file.mediaType())
                .put("size", file.size())
                .put("sha256", file.sha256()));
        return files;
    }

    private ArrayNode faults() {
        ArrayNode states = Json.array();
        faults.states()
                .forEach(state -> states.add(FaultDocument.write(state.fault())
                        .put("played", state.played())
                        .put("armed", state.armed())));
        return states;
    }

    private Response addFaults(Request request) {
        try {
            List<Fault> read = FaultDocument.read(request.body());
            faults.add(read);
            return Response.json(200, Json.object().put("faults", read.size()));
        } catch (IllegalArgumentException e) {
            return Response.json(400, Json.object().put("error", e.getMessage()));
        }
    }

    private ObjectNode webhooks() {
        ObjectNode document = Json.object().put("secret", Webhooks.SECRET);
        ArrayNode sent = document.putArray("sent");
        for (Webhook each : webhooks.sent()) {
            sent.addObject()
                    .put("provider", each.provider())
                    .put("generation", each.generation())
                    .put("message", each.message())
                    .put("url", each.url())
                    .put("body", each.body())
                    .put("status", each.status());
        }
        return document;
    }

    /** Takes {@code {"provider": ..., "url": ...}}. */
    private Response registerWebhook(Request request) {
        JsonNode document = Json.parse(request.body());
        String provider = document == null ? "" : document.path("provider").asText();
        String url = document == null ? "" : document.path("url").asText();
        if (!providers.contains(provider) || url.isEmpty()) {
            return Response.json(
                    400,
                    Json.object()
                            .put("error", "Expected {\"provider\": \"NAME\", \"url\": \"http://127.0.0.1:PORT/...\"}"));
        }
        webhooks.register(provider, url);
        return Response.json(200, Json.object());
    }

    /** Returns the last entries of a list, where the request limits their number. */
    private static <T> List<T> newest(Request request, List<T> entries) {
        String number = filter(request, "newest");
        int limit = number != null && number.matches("\\d{1,9}") ? Integer.parseInt(number) : entries.size();
        return entries.subList(Math.max(0, entries.size() - limit), entries.size());
    }

    private static @Nullable String filter(Request request, String name) {
        String value = request.parameter(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
