package io.camelgenai.simulator.privategpt;

import static io.camelgenai.simulator.provider.ServerSentEvents.event;

import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.ServerSentEvents.TokenPattern;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import io.camelgenai.simulator.provider.TextStreamScript;
import java.time.Instant;

/** A message. Its frames have an event line and a data line, no id and no retry; there is no terminal marker. */
final class Message extends SimulatedGeneration {
    static final String FAILURE = "The model backend stopped answering";
    static final byte[] PING = event(JsonTemplate.of("""
            {"type":"ping"}""").fill());

    private static final JsonTemplate START = JsonTemplate.of("""
            {"type":"message_start","message":{"id":"$id","type":"message","role":"assistant","content":[],
             "model":"$model","usage":{"input_tokens":0,"output_tokens":0}}}""");
    private static final JsonTemplate BLOCK_START = JsonTemplate.of("""
            {"type":"content_block_start","index":0,"block_id":"$block","content_block":{"type":"text","text":""}}""");
    private static final JsonTemplate DELTA = JsonTemplate.of("""
            {"type":"content_block_delta","index":0,"block_id":"$block","delta":{"type":"text_delta","text":"$text"}}""");
    private static final JsonTemplate ERROR = JsonTemplate.of("""
            {"type":"error","error":{"type":"api_error","message":"Api Error",
             "detail":{"code":"API_ERROR","explanation":"$message"}},"request_id":"$id",
             "exception":{"type":"RuntimeError","message":"$message"}}""");
    private static final JsonTemplate BLOCK_STOP = JsonTemplate.of("""
            {"type":"content_block_stop","index":0,"block_id":"$block"}""");
    private static final JsonTemplate MESSAGE_DELTA = JsonTemplate.of("""
            {"type":"message_delta","delta":{"stop_reason":"$reason"},
             "usage":{"input_tokens":"$input","output_tokens":"$output"}}""");
    private static final JsonTemplate STOP = JsonTemplate.of("""
            {"type":"message_stop"}""");

    private final MessageRequest request;
    private final TimedText text;

    Message(String id, MessageRequest request, TimedText text) {
        super(id, "", request.model(), text.endNanos());
        this.request = request;
        this.text = text;
    }

    @Override
    public String status() {
        long age = ageNanos();
        if (stoppedNanos() <= age) {
            return "cancelled";
        }
        if (age >= endNanos()) {
            return text.fails() ? "error" : "completed";
        }
        return age >= text.dueNanos(0) ? "processing" : "pending";
    }

    MessageRequest request() {
        return request;
    }

    /** Returns when the last event so far was stored. */
    Instant updatedAt() {
        if (stoppedNanos() != Long.MAX_VALUE) {
            return createdAt().plusNanos(stoppedNanos());
        }
        long age = ageNanos();
        long last = 0;
        for (int i = 0; i <= text.size() && text.dueNanos(i) <= age; i++) {
            last = text.dueNanos(i);
        }
        return createdAt().plusNanos(last);
    }

    /** Creates the frames of the stream. */
    TextStreamScript script() {
        String block = "block_" + Integer.toHexString(id().hashCode());
        TokenPattern token = TokenPattern.of(event(DELTA.fill("block", block, "text", "$text")));
        TextStreamScript script = new TextStreamScript(text, (word, index) -> token.with(word));
        script.open(index -> event(START.fill("id", "msg_" + id(), "model", model())));
        script.openWithFirstToken(index -> event(BLOCK_START.fill("block", block)));
        if (text.fails()) {
            script.close(index -> event(ERROR.fill("id", id(), "message", FAILURE)));
        } else {
            script.close(index -> event(BLOCK_STOP.fill("block", block)));
            script.close(index -> event(MESSAGE_DELTA.fill(
                    "reason", text.isTruncated() ? "max_tokens" : "end_turn",
                    "input", Tokenizer.count(request.prompt()),
                    "output", text.size())));
            script.close(index -> event(STOP.fill()));
        }
        return script;
    }
}
