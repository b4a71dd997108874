package io.camelgenai.simulator.llmstats;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.Files;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.StoringProvider;
import java.util.concurrent.TimeUnit;

/** The generations of the LLM Stats gateway: created by POST, held on POST and GET, never streamed. */
public final class LlmStats extends StoringProvider<Generation> {
    private static final String KEY_PREFIX = "ze_";

    private final Documents documents;

    /**
     * A provider without generations.
     *
     * @param options the simulator's options
     * @param ledger where generations are counted
     */
    public LlmStats(SimulatorOptions options, Ledger ledger) {
        // "Hours later" a generation can still be read; nothing is said of an end.
        super("llmstats", options, ledger, generation -> false);
        Files files = new Files(name(), options, store()::find);
        this.documents = new Documents(files);
        route("POST", "/v1/generations", "create", this::create);
        route("GET", "/v1/generations/{id}", "get", this::get);
        routes(files.routes());
    }

    @Override
    public String sampleKey() {
        return KEY_PREFIX + "simulator";
    }

    @Override
    public Response error(int status) {
        return Errors.status(status);
    }

    private void create(Call call) {
        String key = key(call.request());
        GenerationRequest request = GenerationRequest.read(call.request());
        admit(key, request.directives(), Errors.REFUSALS);
        Generation generation = new Generation("gen_" + ids().hex(), key, request, options());
        store().add(generation);
        hold(call, generation, request.waitSeconds());
    }

    private void get(Call call) {
        Generation generation = store().find(call, key(call.request()));
        if (generation == null) {
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
        String key = request.bearer();
        if (key == null || !key.startsWith(KEY_PREFIX)) {
            throw new Rejection(Errors.unauthenticated());
        }
        return key;
    }
}
