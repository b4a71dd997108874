package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.Directives;
import io.camelgenai.simulator.content.Speech;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.server.Call;
import io.camelgenai.simulator.server.Ledger;
import io.camelgenai.simulator.server.Playback;
import io.camelgenai.simulator.server.Rejection;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import io.camelgenai.simulator.server.Sse;
import io.camelgenai.simulator.server.StoringProvider;
import java.util.List;
import java.util.Objects;

/** OpenAI's chat completions. The base URL stands for the one that ends in {@code /v1}. */
public final class OpenAiChat extends StoringProvider<Completion> {
    private static final List<String> MODELS = List.of("gpt-4o", "gpt-4o-mini", "llama3:8b");
    private static final long MODELS_CREATED = 1_715_367_049;

    /**
     * A provider without completions.
     *
     * @param options the simulator's options
     * @param ledger where generations are counted
     */
    public OpenAiChat(SimulatorOptions options, Ledger ledger) {
        // Only those that are stored on request could be asked for again; this one stores none.
        super("openai-chat", options, ledger, completion -> true);
        route("POST", "/chat/completions", "create", this::create);
        route("GET", "/models", "models", this::models);
    }

    @Override
    public String sampleKey() {
        return Objects.requireNonNullElseGet(options().openAiChatKey(), super::sampleKey);
    }

    @Override
    public Response error(int status) {
        return Errors.status(status);
    }

    private void create(Call call) {
        String key = key(call.request());
        ChatRequest request = ChatRequest.read(call.request());
        Directives directives = request.directives();
        admit(key, directives, Errors.REFUSALS);
        Speech speech = new Speech(directives, options(), request.maxTokens());
        Completion completion = new Completion("chatcmpl-" + ids().hex(), key, request, directives, speech);
        store().add(completion);
        if (!request.stream()) {
            Response response = speech.fails() ? Errors.status(500) : Response.json(200, completion.whole());
            call.after(completion.leftNanos(), () -> call.reply(response));
            return;
        }
        ChunkScript script = new ChunkScript(completion);
        call.beginStream(Sse.HEADERS);
        new Playback(script, call).start();
    }

    private void models(Call call) {
        key(call.request());
        ObjectNode document = Json.object().put("object", "list");
        ArrayNode data = document.putArray("data");
        MODELS.forEach(model -> data.addObject()
                .put("id", model)
                .put("object", "model")
                .put("created", MODELS_CREATED)
                .put("owned_by", "simulator"));
        call.reply(Response.json(200, document));
    }

    /** Servers at home ask for no key, and take any. */
    private String key(Request request) {
        String key = request.bearer();
        String wanted = options().openAiChatKey();
        if (wanted != null && !wanted.equals(key)) {
            throw new Rejection(Errors.status(401));
        }
        return key == null ? "" : key;
    }
}
