package io.camelgenai.simulator.twelvelabs;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.content.Tokens;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.Sample;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Playback;
import io.camelgenai.simulator.server.RateLimits;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Sse;
import io.camelgenai.simulator.server.StoringProvider;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The responses of TwelveLabs, version 1.3. */
public final class TwelveLabs extends StoringProvider<Reply> {
    private static final String VERSION = "1.3";

    private record Session(String key, String knowledgeStore) {}

    private final Map<String, Session> sessions = new LinkedHashMap<>();

    /**
     * A provider without responses.
     *
     * @param options the simulator's options
     * @param ledger where generations are counted
     */
    public TwelveLabs(SimulatorOptions options, Ledger ledger) {
        // There is no way to ask for one again.
        super("twelvelabs", options, ledger, reply -> true);
        route("POST", "/responses", "create", this::create);
    }

    @Override
    public Response error(int status) {
        return Errors.status(status);
    }

    @Override
    public Map<String, String> headers(Request request) {
        String key = request.header("x-api-key");
        RateLimits.Standing standing = limits().standing(key == null ? "" : key);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Api-Version", VERSION);
        headers.put("X-Ratelimit-Limit", String.valueOf(standing.limit()));
        headers.put("X-Ratelimit-Remaining", String.valueOf(standing.remaining()));
        headers.put("X-Ratelimit-Used", String.valueOf(standing.used()));
        headers.put("X-Ratelimit-Reset", String.valueOf(standing.resets().getEpochSecond()));
        return headers;
    }

    @Override
    public void reset() {
        super.reset();
        sessions.clear();
    }

    private void create(Call call) {
        String key = call.request().header("x-api-key");
        if (key == null || key.isBlank()) {
            throw new Rejection(Errors.status(401));
        }
        ResponseRequest request = ResponseRequest.read(call.request());
        String session = request.session();
        Session wanted = new Session(key, request.knowledgeStore());
        if (session != null && !wanted.equals(sessions.get(session))) {
            throw new Rejection(Errors.invalid("There is no session " + session + " of this knowledge store"));
        }
        admit(key, request.directives(), Errors.REFUSALS);
        String id = ids().hex();
        String sessionId = session == null ? opened("sess_" + id, wanted) : session;
        Reply reply = new Reply("resp_" + id, key, sessionId, request, speech(request));
        store().add(reply);
        if (request.stream()) {
            call.beginStream(Sse.HEADERS);
            new Playback(new EventScript(reply), call).start();
        } else {
            call.after(reply.leftNanos(), () -> call.reply(Response.json(200, reply.whole())));
        }
    }

    private String opened(String id, Session session) {
        sessions.put(id, session);
        if (sessions.size() > options().generationLimit()) {
            sessions.remove(sessions.keySet().iterator().next());
        }
        return id;
    }

    private Speech speech(ResponseRequest request) {
        Directives directives = request.directives();
        if (request.schema() == null) {
            return new Speech(directives, options(), Integer.MAX_VALUE);
        }
        byte[] sample = Json.bytes(Sample.of(request.schema(), directives.subject()));
        return new Speech(
                Tokens.of(new String(sample, StandardCharsets.UTF_8)), directives, options(), Integer.MAX_VALUE);
    }
}
