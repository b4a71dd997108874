package io.camelgenai.simulator.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.FaultQueue;
import io.camelgenai.simulator.server.Journal;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers what goes to no provider: {@code /} and {@code /_simulator/...}. Not in the journal, and never faulty. */
public final class ControlApi {
    private static final String TEXT = "text/plain; charset=utf-8";

    private final List<String> providers;
    private final Journal journal;
    private final Ledger ledger;
    private final FaultQueue faults;
    private final Runnable reset;

    /**
     * A control API.
     *
     * @param providers the names of the providers
     * @param journal what is shown of requests
     * @param ledger what is shown of generations
     * @param faults where faults are put
     * @param reset takes everything back to the start
     */
    public ControlApi(List<String> providers, Journal journal, Ledger ledger, FaultQueue faults, Runnable reset) {
        this.providers = List.copyOf(providers);
        this.journal = journal;
        this.ledger = ledger;
        this.faults = faults;
        this.reset = reset;
    }

    /**
     * Answers.
     *
     * @param call a call
     */
    public void answer(Call call) {
        Request request = call.request();
        call.reply(
                switch (request.method() + " " + request.path()) {
                    case "GET /" -> Response.text(200, TEXT, frontPage(request));
                    case "GET /_simulator/requests" -> Response.json(200, requests(request));
                    case "GET /_simulator/generations" -> Response.json(200, generations());
                    case "POST /_simulator/faults" -> addFaults(request);
                    case "GET /_simulator/faults" -> Response.json(200, faults());
                    case "DELETE /_simulator/faults" -> {
                        faults.withdraw();
                        yield Response.json(200, Json.object());
                    }
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

    private String frontPage(Request request) {
        StringBuilder page = new StringBuilder("""
                camel-genai simulator: plays generative AI APIs strictly, for tests and examples.
                Nothing here is a real provider, and every answer is made up.

                Base URLs:
                """);
        for (String provider : providers) {
            page.append("  ").append(provider).append("  http://").append(request.header("Host"));
            page.append('/').append(provider).append('\n');
        }
        return page.append("""

                        GET    /_simulator/requests?provider=&operation=
                        GET    /_simulator/generations
                        GET    /_simulator/faults
                        POST   /_simulator/faults
                        DELETE /_simulator/faults
                        POST   /_simulator/reset
                        """).toString();
    }

    private ArrayNode requests(Request request) {
        String provider = filter(request, "provider");
        String operation = filter(request, "operation");
        ArrayNode entries = Json.array();
        for (JournalEntry entry : journal.entries()) {
            if ((provider == null || provider.equals(entry.provider()))
                    && (operation == null || operation.equals(entry.operation()))) {
                entries.add(document(entry));
            }
        }
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

    private JsonNode generations() {
        Map<String, Long> counts = ledger.counts();
        ObjectNode document = Json.object()
                .put(
                        "count",
                        counts.values().stream().mapToLong(Long::longValue).sum());
        ObjectNode perProvider = document.putObject("providers");
        providers.forEach(provider -> perProvider.put(provider, counts.getOrDefault(provider, 0L)));
        ArrayNode lines = document.putArray("generations");
        for (Ledger.Line line : ledger.lines()) {
            lines.addObject()
                    .put("id", line.generation().id())
                    .put("provider", line.provider())
                    .put("model", line.generation().model())
                    .put("status", line.generation().status())
                    .put("createdAt", line.generation().createdAt().toString());
        }
        return document;
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

    private static @Nullable String filter(Request request, String name) {
        String value = request.parameter(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
