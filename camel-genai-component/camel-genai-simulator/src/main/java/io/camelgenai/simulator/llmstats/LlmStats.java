package io.camelgenai.simulator.llmstats;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.Dice;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.GenerationStore;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Provider;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Route;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The generations of the LLM Stats gateway: created by POST, held on POST and GET, never streamed. */
public final class LlmStats implements Provider {
    private static final String BEARER = "Bearer ";
    private static final String KEY_PREFIX = "ze_";

    private final SimulatorOptions options;
    private final Ledger ledger;
    private final Dice ids;
    private final GenerationStore<Generation> generations;
    private final Documents documents;
    private final List<Route> routes;

    /**
     * A provider without generations.
     *
     * @param options the simulator's options
     * @param ledger where generations are counted
     */
    public LlmStats(SimulatorOptions options, Ledger ledger) {
        this.options = options;
        this.ledger = ledger;
        this.ids = new Dice(options.seed(), "llmstats ids");
        // "Hours later" a generation can still be read; nothing is said of an end.
        this.generations = new GenerationStore<>(options.generationLimit(), generation -> false);
        Files files = new Files(options, "/" + name() + "/files/", generations);
        this.documents = new Documents(files);
        this.routes = List.of(
                new Route("POST", "/v1/generations", "create", this::create),
                new Route("GET", "/v1/generations/{id}", "get", this::get),
                new Route("GET", "/files/{file}", "artifact", files::answer));
    }

    @Override
    public String name() {
        return "llmstats";
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    @Override
    public Response error(int status) {
        return Errors.status(status);
    }

    @Override
    public void forget(String id) {
        generations.remove(id);
    }

    @Override
    public void reset() {
        generations.clear();
    }

    private void create(Call call) {
        String key = key(call.request());
        GenerationRequest request = GenerationRequest.read(call.request());
        if (Directives.of(request.prompt()).reject()) {
            throw new Rejection(Errors.contentPolicy());
        }
        Generation generation = new Generation("gen_" + ids.hex(), key, request, options);
        generations.add(generation);
        ledger.created(name(), generation);
        hold(call, generation, request.waitSeconds());
    }

    private void get(Call call) {
        String key = key(call.request());
        Generation generation = generations.find(call.parameter("id"));
        if (generation == null || !generation.isOf(key)) {
            throw new Rejection(Errors.notFound());
        }
        hold(call, generation, GenerationRequest.waitSeconds(call.request().query()));
    }

    /** Answers when the generation is terminal, or else at the end of the wait. */
    private void hold(Call call, Generation generation, int waitSeconds) {
        long nanos = Math.min(TimeUnit.SECONDS.toNanos(waitSeconds), generation.leftNanos());
        if (nanos <= 0) {
            call.reply(documents.of(generation, call.request()));
        } else {
            call.after(nanos, () -> call.reply(documents.of(generation, call.request())));
        }
    }

    private static String key(Request request) {
        String authorization = request.header("Authorization");
        if (authorization == null || !authorization.startsWith(BEARER + KEY_PREFIX)) {
            throw new Rejection(Errors.unauthenticated());
        }
        return authorization.substring(BEARER.length());
    }
}
