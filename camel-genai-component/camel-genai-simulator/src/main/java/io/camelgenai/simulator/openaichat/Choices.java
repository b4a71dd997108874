package io.camelgenai.simulator.openaichat;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.content.TextGenerator;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import io.camelgenai.simulator.content.schema.SchemaSample;
import io.camelgenai.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Invents the choices of a completion; the same for the same request and seed. */
final class Choices {
    private final ChatRequest request;
    private final PromptMarkers markers;
    private final SimulatorOptions options;

    Choices(ChatRequest request, SimulatorOptions options) {
        this.request = request;
        this.markers = request.markers();
        this.options = options;
    }

    /**
     * Creates all choices.
     *
     * @param id the id of the completion, from which those of its calls are derived
     * @throws io.camelgenai.simulator.content.schema.UnfitSchemaException if no text or arguments fit a schema
     */
    List<Choice> create(String id) {
        List<Choice> choices = new ArrayList<>();
        for (int index = 0; index < request.choices(); index++) {
            choices.add(request.tools().called().isEmpty() ? text(index) : tools(index, id));
        }
        return choices;
    }

    private TextChoice text(int index) {
        // Far from the seeds that users choose, so that one seed and the next have different further choices.
        long seed = options.seed() + index * 0x9e3779b97f4a7c15L;
        if (request.format().type() == ChatFormat.Type.TEXT) {
            List<String> tokens = TextGenerator.tokens(markers, seed);
            return new TextChoice(stopped(tokens, markers), request.logprobs());
        }
        SeededRandom random = new SeededRandom(seed, "structured", markers.subject());
        boolean free = request.format().schema().isMissingNode();
        byte[] json = Json.bytes(
                free
                        ? Json.object()
                                .put("subject", markers.subject())
                                .put("text", String.join("", TextGenerator.tokens(markers.withoutTokens(), seed)))
                        : SchemaSample.of(request.format().schema(), markers.subject(), random));
        List<String> tokens = Tokenizer.tokens(new String(json, StandardCharsets.UTF_8));
        return new TextChoice(stopped(tokens, markers.withoutTokens()), request.logprobs());
    }

    private TimedText stopped(List<String> tokens, PromptMarkers wanted) {
        String text = request.stops().isEmpty() ? "" : String.join("", tokens);
        int end = request.stops().stream()
                .mapToInt(text::indexOf)
                .filter(index -> index >= 0)
                .min()
                .orElse(-1);
        return end < 0
                ? new TimedText(tokens, wanted, options, request.maxTokens())
                : new TimedText(
                        Tokenizer.tokens(text.substring(0, end)), wanted.withoutTokens(), options, request.maxTokens());
    }

    private ToolChoice tools(int index, String id) {
        List<ToolChoice.Call> calls = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (ChatTool tool : request.tools().called()) {
            String place = index + "." + calls.size();
            SeededRandom random = new SeededRandom(options.seed(), "tool", tool.name(), markers.subject(), place);
            String callId = "call_" + new SeededRandom(options.seed(), "call", id, place).hex();
            calls.add(new ToolChoice.Call(callId, tool, parts.size()));
            parts.add("");
            parts.addAll(Tokenizer.tokens(tool.input(markers.subject(), random)));
        }
        TimedText timed = new TimedText(parts, markers.withoutTokens(), options, request.maxTokens());
        return new ToolChoice(calls, timed, request.tools().forced());
    }
}
