package io.camelgenai.simulator.openaichat;

import static io.camelgenai.simulator.provider.ServerSentEvents.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.ServerSentEvents.TokenPattern;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import io.camelgenai.simulator.provider.TextStreamScript;
import java.io.ByteArrayOutputStream;
import java.util.function.IntFunction;

/** A completion. */
final class Completion extends SimulatedGeneration {
    private static final JsonTemplate COMPLETION = JsonTemplate.of("""
            {"id":"$id","object":"chat.completion","created":"$created","model":"$model",
             "choices":[{"index":0,"logprobs":null,"finish_reason":"$finish",
                "message":{"role":"assistant","content":"$text","refusal":null}}],
             "usage":"$usage"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"prompt_tokens":"$prompt","completion_tokens":"$completion","total_tokens":"$total"}""");
    private static final JsonTemplate CHUNK = JsonTemplate.of("""
            {"id":"$id","object":"chat.completion.chunk","created":"$created","model":"$model"}""");
    private static final JsonTemplate ROLE = JsonTemplate.of("""
            {"choices":[{"index":0,"logprobs":null,"finish_reason":null,"delta":{"role":"assistant","content":""}}]}""");
    private static final JsonTemplate TOKEN = JsonTemplate.of("""
            {"choices":[{"index":0,"delta":{"content":"$text"},"logprobs":null,"finish_reason":null}]}""");
    private static final JsonTemplate FINISH = JsonTemplate.of("""
            {"choices":[{"index":0,"logprobs":null,"finish_reason":"$finish","delta":{}}]}""");

    private final ChatRequest request;
    private final PromptMarkers markers;
    private final TimedText text;

    Completion(String id, String key, ChatRequest request, TimedText text) {
        super(id, key, request.model(), text.endNanos());
        this.request = request;
        this.markers = request.markers();
        this.text = text;
    }

    /** The provider does not name a status; these names are the simulator's own. */
    @Override
    public String status() {
        return !isTerminal() ? "running" : text.fails() ? "failed" : "completed";
    }

    /** Returns the response to a create without streaming. */
    ObjectNode document() {
        return COMPLETION.fill(
                "id", id(),
                "created", created(),
                "model", model(),
                "finish", finishReason(),
                "text", text.text(),
                "usage", usage());
    }

    /** Returns the response to a create with streaming. */
    TextStreamScript script() {
        TokenPattern token = TokenPattern.of(data(withUsage(chunk().setAll(TOKEN.fill("text", "$text")))));
        TextStreamScript script = new TextStreamScript(text, (word, index) -> commented(token.with(word)));
        script.open(index -> commented(data(withUsage(chunk()).setAll(ROLE.fill()))));
        if (text.fails()) {
            close(
                    script,
                    index -> data(OpenAiChat.ERRORS.document(500, "server_error", "The model stopped answering")));
        } else {
            close(script, index -> data(withUsage(chunk()).setAll(FINISH.fill("finish", finishReason()))));
            if (request.usage()) {
                close(script, index -> data(usageChunk()));
            }
            close(script, ServerSentEvents::done);
            if (markers.trailing()) {
                close(script, index -> token.with("never read"));
            }
        }
        if (!markers.comments()) {
            script.encodeBatches();
        }
        return script;
    }

    private void close(TextStreamScript script, IntFunction<byte[]> frame) {
        script.close(index -> commented(frame.apply(index)));
    }

    private ObjectNode usageChunk() {
        ObjectNode chunk = withUsage(chunk());
        chunk.putArray("choices");
        return chunk.set("usage", usage());
    }

    private ObjectNode chunk() {
        return CHUNK.fill("id", id(), "created", created(), "model", model());
    }

    private ObjectNode withUsage(ObjectNode chunk) {
        return request.usage() ? chunk.putNull("usage") : chunk;
    }

    /** Returns a frame with a comment before it if the prompt asks for comments. */
    private byte[] commented(byte[] frame) {
        if (!markers.comments()) {
            return frame;
        }
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(ServerSentEvents.COMMENT);
        both.writeBytes(frame);
        return both.toByteArray();
    }

    private ObjectNode usage() {
        int prompt = Tokenizer.count(request.prompt());
        return USAGE.fill("prompt", prompt, "completion", text.size(), "total", prompt + text.size());
    }

    private long created() {
        return createdAt().getEpochSecond();
    }

    private String finishReason() {
        return text.isTruncated() || markers.incomplete() ? "length" : "stop";
    }
}
