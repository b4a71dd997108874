package io.camelgenai.simulator.skillsvideo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.artifact.Files;
import io.camelgenai.simulator.content.Medium;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Problem;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Playback;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Sse;
import io.camelgenai.simulator.server.StoringProvider;
import java.util.List;

/** The open platform of skills.video. */
public final class SkillsVideo extends StoringProvider<Generation> {
    private static final Errors ERRORS = new Errors(Medium.VIDEO);
    private static final String INVALID = "INVALID_INPUT";
    private static final int ACCEPTED = 202;
    private static final int CREDITS = 1_000_000;
    private static final int SHOWN = 50;

    private final Documents documents;

    /**
     * A provider without generations.
     *
     * @param options the simulator's options
     * @param ledger where generations are counted
     */
    public SkillsVideo(SimulatorOptions options, Ledger ledger) {
        // Nothing is said of generations that are forgotten.
        super("skills-video", options, ledger, generation -> false);
        Files files = new Files(name(), options, store()::find);
        this.documents = new Documents(files);
        route("POST", "/generation/sse/{model...}", "stream", this::stream);
        route("POST", "/generation/{model...}", "create", this::create);
        route("GET", "/generation/{id}", "get", this::get);
        route("GET", "/generations/running", "list", this::running);
        route("GET", "/credits", "credits", this::credits);
        routes(files.routes());
    }

    @Override
    public Response error(int status) {
        return ERRORS.status(status);
    }

    private void create(Call call) {
        call.reply(Response.json(ACCEPTED, Documents.brief(created(call), "IN_QUEUE")));
    }

    private void stream(Call call) {
        Generation generation = created(call);
        call.beginStream(Sse.HEADERS);
        long silence = options().pingInterval().toNanos();
        new Playback(new StatusScript(generation, documents, call.request()), call, Sse.COMMENT, silence).start();
    }

    private Generation created(Call call) {
        String key = key(call.request());
        String name = call.parameter("model");
        Model model = Model.of(name);
        if (model == null) {
            throw new Rejection(ERRORS.of(404, "NOT_FOUND", "There is no model " + name));
        }
        ObjectNode input = input(call.request(), model);
        admit(key, Generation.directives(input), model.errors());
        Generation generation = new Generation("gen_" + ids().hex(), key, name, model, input, options());
        store().add(generation);
        return generation;
    }

    private static ObjectNode input(Request request, Model model) {
        JsonNode body = request.json();
        if (body == null) {
            throw new Rejection(
                    model.errors().of(400, INVALID, "The body must be JSON, and its Content-Type must say so"));
        }
        List<Problem> problems = model.input().problems(body);
        if (!problems.isEmpty()) {
            Problem first = problems.get(0);
            throw new Rejection(model.errors().of(400, INVALID, (first.dotted() + " " + first.message()).strip()));
        }
        ObjectNode input = model.defaults().deepCopy();
        return input.setAll((ObjectNode) body);
    }

    private void get(Call call) {
        Generation generation = store().find(call, key(call.request()));
        if (generation == null) {
            throw new Rejection(ERRORS.of(404, "NOT_FOUND", "There is no such generation"));
        }
        call.reply(Response.json(200, documents.whole(generation, call.request())));
    }

    /** What waits or runs; what has ended is not in it. */
    private void running(Call call) {
        String key = key(call.request());
        String limit = call.request().parameter("limit");
        if (limit != null && !limit.matches("[1-9]\\d?|100")) {
            throw new Rejection(ERRORS.of(400, INVALID, "limit must be between 1 and 100"));
        }
        ArrayNode list = Json.array();
        store().newest(call, key).stream()
                .filter(generation -> !generation.isTerminal())
                .limit(limit == null ? SHOWN : Integer.parseInt(limit))
                .forEach(generation -> list.add(Documents.brief(generation, generation.status())));
        call.reply(Response.json(200, list));
    }

    private void credits(Call call) {
        String key = key(call.request());
        long spent = store().newest(call, key).stream()
                .mapToLong(Generation::credits)
                .sum();
        call.reply(Response.json(200, Documents.credits(CREDITS - spent)));
    }

    private static String key(Request request) {
        String key = request.bearer();
        if (key == null) {
            throw new Rejection(ERRORS.of(401, "UNAUTHORIZED", "The API key is missing or invalid"));
        }
        return key;
    }
}
