package io.camelgenai.simulator.openaichat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.provider.SimulatedGeneration;
import io.camelgenai.simulator.provider.StreamScript;
import java.util.List;

/** A completion. */
final class Completion extends SimulatedGeneration {
    private static final JsonTemplate COMPLETION = JsonTemplate.of("""
            {"id":"$id","object":"chat.completion","created":"$created","model":"$model","choices":"$choices",
             "usage":"$usage","service_tier":"default","system_fingerprint":"fp_simulator"}""");
    private static final JsonTemplate CHOICE = JsonTemplate.of("""
            {"index":"$index","message":"$message","logprobs":"$logprobs","finish_reason":"$finish"}""");
    private static final JsonTemplate USAGE = JsonTemplate.of("""
            {"prompt_tokens":"$prompt","completion_tokens":"$completion","total_tokens":"$total",
             "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},
             "completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,
                "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}}""");

    private final ChatRequest request;
    private final List<Choice> choices;

    Completion(String id, String key, ChatRequest request, List<Choice> choices) {
        super(
                id,
                key,
                request.model(),
                choices.stream()
                        .mapToLong(choice -> choice.parts().endNanos())
                        .max()
                        .orElse(0));
        this.request = request;
        this.choices = List.copyOf(choices);
    }

    /** The provider does not name a status; these names are the simulator's own. */
    @Override
    public String status() {
        return !isTerminal() ? "running" : fails() ? "failed" : "completed";
    }

    /** Returns whether the model stops in the middle. */
    boolean fails() {
        return request.markers().fail();
    }

    /** Returns the response to a create without streaming. */
    ObjectNode document() {
        ArrayNode all = Json.array();
        for (Choice choice : choices) {
            all.add(CHOICE.fill(
                    "index", all.size(),
                    "message", choice.message(),
                    "logprobs", choice.logprobs(0, choice.parts().size()),
                    "finish", finishReason(choice)));
        }
        return COMPLETION.fill("id", id(), "created", created(), "model", model(), "choices", all, "usage", usage());
    }

    /** Returns the response to a create with streaming. */
    StreamScript script() {
        return new CompletionStream(this).script();
    }

    ChatRequest request() {
        return request;
    }

    List<Choice> choices() {
        return choices;
    }

    ObjectNode usage() {
        int prompt = Tokenizer.count(request.messages().prompt());
        int generated =
                choices.stream().mapToInt(choice -> choice.parts().size()).sum();
        return USAGE.fill("prompt", prompt, "completion", generated, "total", prompt + generated);
    }

    long created() {
        return createdAt().getEpochSecond();
    }

    String finishReason(Choice choice) {
        boolean truncated = choice.parts().isTruncated() || request.markers().incomplete();
        return truncated ? "length" : choice.finishReason();
    }
}
