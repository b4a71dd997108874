package io.camelgenai.simulator.openaichat;

import static io.camelgenai.simulator.provider.ServerSentEvents.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.InterleavedScript;
import io.camelgenai.simulator.provider.ServerSentEvents;
import io.camelgenai.simulator.provider.ServerSentEvents.TokenPattern;
import io.camelgenai.simulator.provider.StreamScript;
import io.camelgenai.simulator.provider.TextStreamScript;
import io.camelgenai.simulator.provider.TextStreamScript.TokenFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The chunks of a completion. Each has a part of one choice; those of several choices alternate. */
final class CompletionStream {
    private static final JsonTemplate CHUNK = JsonTemplate.of("""
            {"id":"$id","object":"chat.completion.chunk","created":"$created","model":"$model"}""");
    private static final JsonTemplate CHOICE = JsonTemplate.of("""
            {"index":"$index","delta":"$delta","logprobs":"$logprobs","finish_reason":"$finish"}""");

    private final Completion completion;
    private final PromptMarkers markers;
    private final boolean usage;

    CompletionStream(Completion completion) {
        this.completion = completion;
        this.markers = completion.request().markers();
        this.usage = completion.request().usage();
    }

    StreamScript script() {
        List<TextStreamScript> scripts = new ArrayList<>();
        for (Choice choice : completion.choices()) {
            scripts.add(script(scripts.size(), choice));
        }
        List<IntFunction<byte[]>> closing = closing();
        if (scripts.size() > 1) {
            return new InterleavedScript(scripts, closing);
        }
        TextStreamScript only = scripts.get(0);
        closing.forEach(only::close);
        if (!markers.comments() && completion.choices().get(0) instanceof TextChoice) {
            only.encodeBatches();
        }
        return only;
    }

    private TextStreamScript script(int index, Choice choice) {
        TextStreamScript script = new TextStreamScript(choice.parts(), tokenFrame(index, choice));
        script.open(number -> commented(frame(index, choice.opening(), NullNode.getInstance(), null)));
        if (!completion.fails()) {
            String reason = completion.finishReason(choice);
            script.close(number -> commented(frame(index, Json.object(), NullNode.getInstance(), reason)));
        }
        return script;
    }

    private TokenFrame tokenFrame(int index, Choice choice) {
        if (choice instanceof TextChoice text && text.likelyTokens() < 0) {
            ObjectNode delta = Json.object().put("content", "$text");
            TokenPattern token = TokenPattern.of(frame(index, delta, NullNode.getInstance(), null));
            return (word, number) -> commented(token.with(word));
        }
        // The frames before the first part: one, with the role.
        return (word, number) -> {
            int part = number - 1;
            return commented(frame(index, choice.delta(part), choice.logprobs(part, part + 1), null));
        };
    }

    private List<IntFunction<byte[]>> closing() {
        List<IntFunction<byte[]>> closing = new ArrayList<>();
        if (completion.fails()) {
            ObjectNode error = OpenAiChat.ERRORS.document(500, "server_error", "The model stopped answering");
            closing.add(number -> commented(data(error)));
            return closing;
        }
        if (usage) {
            closing.add(number -> commented(data(usageChunk())));
        }
        closing.add(number -> commented(ServerSentEvents.done(number)));
        if (markers.trailing()) {
            ObjectNode delta = Json.object().put("content", "never read");
            closing.add(number -> commented(frame(0, delta, NullNode.getInstance(), null)));
        }
        return closing;
    }

    private byte[] frame(int index, ObjectNode delta, JsonNode logprobs, @Nullable String reason) {
        ObjectNode chunk = chunk();
        chunk.putArray("choices")
                .add(CHOICE.fill("index", index, "delta", delta, "logprobs", logprobs, "finish", reason));
        return data(chunk);
    }

    private ObjectNode usageChunk() {
        ObjectNode chunk = chunk();
        chunk.putArray("choices");
        return chunk.set("usage", completion.usage());
    }

    private ObjectNode chunk() {
        ObjectNode chunk =
                CHUNK.fill("id", completion.id(), "created", completion.created(), "model", completion.model());
        if (completion.request().tier()) {
            chunk.put("service_tier", "default");
        }
        return usage ? chunk.putNull("usage") : chunk;
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
}
