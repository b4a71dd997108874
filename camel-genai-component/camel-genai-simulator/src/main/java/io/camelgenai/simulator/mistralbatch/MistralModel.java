package io.camelgenai.simulator.mistralbatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.batch.LineRequest;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.json.JsonTemplate;
import io.camelgenai.simulator.json.Schema;
import io.camelgenai.simulator.json.ValidationError;
import io.camelgenai.simulator.provider.ProviderSupport;
import io.camelgenai.simulator.server.Request;
import io.camelgenai.simulator.server.Response;
import java.time.Instant;

/** Completes chats that are requests of a batch. A request may name the model of its batch, and no other. */
final class MistralModel implements LineRequest.Model {
    private static final Schema TEXT = Schema.text(0, 10_000_000);
    private static final Schema MESSAGE = Schema.object()
            .required("role", Schema.oneOf("system", "user", "assistant", "tool"))
            .required("content", TEXT.or(Schema.array(Schema.map(), 1, 1000)).orNull())
            .optional("name", TEXT.orNull())
            .optional("tool_calls", Schema.array(Schema.map(), 0, 1000).orNull())
            .optional("tool_call_id", TEXT.orNull())
            .optional("prefix", Schema.bool());
    private static final Schema FORMAT = Schema.object()
            .required("type", Schema.oneOf("text", "json_object", "json_schema"))
            .optional("json_schema", Schema.map().orNull());
    private static final JsonTemplate COMPLETION = JsonTemplate.of("""
            {"id":"$id","object":"chat.completion","model":"$model","created":"$created",
             "usage":{"prompt_tokens":"$input","completion_tokens":"$output","total_tokens":"$total"},
             "choices":[{"index":0,"finish_reason":"$reason",
                "message":{"role":"assistant","content":"$text","tool_calls":null}}]}""");

    private final String model;
    private final SimulatorOptions options;
    private final SeededRandom ids;

    MistralModel(String model, SimulatorOptions options, SeededRandom ids) {
        this.model = model;
        this.options = options;
        this.ids = ids;
    }

    private static Schema body(String model) {
        return Schema.object()
                .optional("model", Schema.oneOf(model))
                .required("messages", Schema.array(MESSAGE, 1, 100_000))
                .optional("temperature", Schema.number(0, 1.5).orNull())
                .optional("top_p", Schema.number(0, 1))
                .optional("max_tokens", Schema.integer(0, Integer.MAX_VALUE).orNull())
                .optional("stop", TEXT.or(Schema.array(TEXT, 0, 100)).orNull())
                .optional("random_seed", Schema.integer(0, Integer.MAX_VALUE).orNull())
                .optional("response_format", FORMAT.orNull())
                .optional("tools", Schema.array(Schema.map(), 0, 1000).orNull())
                .optional("tool_choice", Schema.any())
                .optional("presence_penalty", Schema.number(-2, 2))
                .optional("frequency_penalty", Schema.number(-2, 2))
                .optional("n", Schema.integer(1, 1).orNull())
                .optional("safe_prompt", Schema.bool());
    }

    private static Response invalid(String message) {
        return MistralBatch.ERRORS.error(422, "invalid_request", message);
    }

    private static Response invalid(ValidationError error) {
        return invalid(error.dotted() + " " + error.message());
    }

    @Override
    public LineRequest.Answer answer(Request sent) {
        JsonNode body = sent.json(body(model), invalid("Not JSON"), errors -> invalid(errors.get(0)));
        String prompt = prompt(body.get("messages"));
        PromptMarkers markers = PromptMarkers.of(prompt);
        int maxTokens = body.path("max_tokens").asInt(Integer.MAX_VALUE);
        JsonNode schema = body.at("/response_format/json_schema").get("schema");
        TimedText text = ProviderSupport.text(options, markers, schema, maxTokens, MistralModel::invalid);
        int input = Tokenizer.count(prompt);
        return new LineRequest.Answer(
                markers, text.fails() ? null : completion(text, input, markers), input, text.size());
    }

    private ObjectNode completion(TimedText text, int input, PromptMarkers markers) {
        return COMPLETION.fill(
                "id",
                ids.hex(),
                "model",
                model,
                "created",
                Instant.now().getEpochSecond(),
                "input",
                input,
                "output",
                text.size(),
                "total",
                input + text.size(),
                "reason",
                text.isTruncated() || markers.incomplete() ? "length" : "stop",
                "text",
                text.text());
    }

    private static String prompt(JsonNode messages) {
        String prompt = "";
        for (JsonNode message : messages) {
            if (message.get("role").textValue().equals("user")) {
                prompt = text(message.get("content"));
            }
        }
        return prompt;
    }

    private static String text(JsonNode content) {
        StringBuilder text = new StringBuilder(content.asText(""));
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }
}
