package io.camelgenai.simulator.elumenta;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.Files;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Playback;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Sse;
import io.camelgenai.simulator.server.StoringProvider;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Elumenta's API, version 2. */
public final class Elumenta extends StoringProvider<Generation> {
    private static final String KEY_PREFIX = "nb_";
    private static final int NO_CONTENT = 204;

    private final Documents documents;
    private final Account account;
    private long lastNumber = 10_000;

    /**
     * A provider without generations.
     *
     * @param options the simulator's options
     * @param ledger where generations are counted
     */
    public Elumenta(SimulatorOptions options, Ledger ledger) {
        // The plan that is played keeps generations for as long as the simulator runs.
        super("elumenta", options, ledger, generation -> false);
        Files files = new Files(name(), options, store()::find);
        this.documents = new Documents(files);
        this.account = new Account(limits());
        route("POST", "/generate", "create", this::create);
        route("POST", "/generate/stream", "stream", this::stream);
        route("GET", "/generate/{id}", "get", call -> get(call, found(call)));
        route("GET", "/user/history", "list", this::history);
        route("DELETE", "/user/history/{id}", "delete", this::delete);
        route("GET", "/balance", "balance", call -> account(call, account::balance));
        route("GET", "/user/me", "me", call -> account(call, account::me));
        route("GET", "/models/{slug}", "model", this::model);
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

    @Override
    public Map<String, String> headers(Request request) {
        String key = request.bearer();
        return request.path().contains("/files/") ? Map.of() : account.headers(key == null ? "" : key);
    }

    @Override
    public void reset() {
        super.reset();
        account.clear();
    }

    /** Text is answered when it is written, everything else at once. */
    private void create(Call call) {
        String key = key(call.request());
        Generation generation = created(key, GenerationRequest.read(call.request()));
        if (generation.speech() == null) {
            call.reply(Response.json(200, Documents.pending(generation)));
        } else {
            call.after(generation.leftNanos(), () -> get(call, generation));
        }
    }

    private void stream(Call call) {
        String key = key(call.request());
        GenerationRequest request = GenerationRequest.read(call.request());
        if (request.medium() != Medium.TEXT) {
            throw new Rejection(Errors.badRequest("The model " + request.model() + " can not be streamed"));
        }
        Generation generation = created(key, request);
        Speech speech = generation.speech();
        if (speech != null) {
            call.beginStream(Sse.HEADERS);
            new Playback(new TextScript(generation, speech), call).start();
        }
    }

    private Generation created(String key, GenerationRequest request) {
        admit(key, request.directives(), Errors.REFUSALS);
        Generation generation = Generation.of(++lastNumber, key, request, options());
        store().add(generation);
        return generation;
    }

    private void get(Call call, Generation generation) {
        call.reply(Response.json(200, documents.whole(generation, call.request())));
    }

    private void delete(Call call) {
        Generation generation = found(call);
        account.deleted(generation);
        store().remove(generation.id());
        call.reply(Response.of(NO_CONTENT, "application/json", new byte[0]));
    }

    private Generation found(Call call) {
        Generation generation = store().find(call, key(call.request()));
        if (generation == null) {
            throw new Rejection(Errors.notFound("Generation"));
        }
        return generation;
    }

    private void history(Call call) {
        List<Generation> newest = store().newest(call, key(call.request()));
        History wanted = History.of(call.request());
        call.reply(Response.json(200, wanted.of(newest, documents, call.request())));
    }

    private void account(Call call, BiFunction<String, Long, ObjectNode> document) {
        String key = key(call.request());
        long spent = store().newest(call, key).stream()
                .mapToLong(Generation::tokensSpent)
                .sum();
        call.reply(Response.json(200, document.apply(key, spent)));
    }

    private void model(Call call) {
        key(call.request());
        String slug = call.parameter("slug");
        Medium medium = Medium.ofModel(slug);
        if (medium == null) {
            throw new Rejection(Errors.notFound("Model " + slug));
        }
        call.reply(Response.json(200, Documents.model(slug, medium)));
    }

    private static String key(Request request) {
        String key = request.bearer();
        if (key == null || !key.startsWith(KEY_PREFIX)) {
            throw new Rejection(Errors.status(401));
        }
        return key;
    }
}
