package io.camelgenai.simulator.replicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.provider.StreamScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The events of a prediction: a piece of text, or the URL of a file, in each, and at the end that it is done. */
final class PredictionEvents implements StreamScript {
    private final Prediction prediction;
    private final @Nullable TimedText text;
    private final int tokens;
    private final List<Supplier<byte[]>> closing = new ArrayList<>();

    /** @param file returns the URL of the file, once there is one */
    PredictionEvents(Prediction prediction, Supplier<String> file) {
        this.prediction = prediction;
        this.text = prediction.text();
        this.tokens = text == null ? 0 : tokensUntil(text, prediction.endNanos());
        String reason = prediction.reason();
        if (text == null && reason == null) {
            closing.add(() -> event("output", 0, file.get()));
        }
        if ("error".equals(reason)) {
            closing.add(() -> event("error", tokens, json(Json.object().put("detail", prediction.failure()))));
        }
        closing.add(() -> done(reason));
    }

    private static int tokensUntil(TimedText text, long end) {
        int due = 0;
        while (due < text.size() && text.dueNanos(due) <= end) {
            due++;
        }
        return due;
    }

    @Override
    public int frames() {
        return tokens + closing.size();
    }

    @Override
    public long dueNanos(int index) {
        return text != null && index < tokens ? text.dueNanos(index) : prediction.endNanos();
    }

    @Override
    public byte[] frame(int index) {
        return index < tokens
                ? event("output", index, Objects.requireNonNull(text).token(index))
                : closing.get(index - tokens).get();
    }

    @Override
    public byte[] stopped() {
        return done("canceled");
    }

    private byte[] done(@Nullable String reason) {
        return event(
                "done",
                tokens + 1,
                json(reason == null ? Json.object() : Json.object().put("reason", reason)));
    }

    private static String json(ObjectNode data) {
        return new String(Json.bytes(data), StandardCharsets.UTF_8);
    }

    /** The lines of a text are lines of data. */
    private byte[] event(String name, int number, String data) {
        String frame = "event: " + name + "\nid: " + prediction.createdAt().getEpochSecond() + ":" + number + "\ndata: "
                + data.replace("\n", "\ndata: ") + "\n\n";
        return frame.getBytes(StandardCharsets.UTF_8);
    }
}
