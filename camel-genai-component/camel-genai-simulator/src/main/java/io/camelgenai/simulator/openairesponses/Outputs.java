package io.camelgenai.simulator.openairesponses;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.SeededRandom;
import io.camelgenai.simulator.content.TimedText;
import io.camelgenai.simulator.content.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Invents what a model generates; the same for the same request and seed. */
final class Outputs {
    private Outputs() {}

    /** Returns a message with this text. */
    static Output message(String id, ResponseRequest request, TimedText text) {
        boolean incomplete = text.isTruncated() || request.markers().incomplete();
        return new MessageOutput(
                id.replace("resp_", "msg_"), request.outputIndex(), text, request.isRefused(), incomplete);
    }

    /**
     * Returns calls of functions.
     *
     * @throws io.camelgenai.simulator.content.schema.UnfitSchemaException if no arguments fit a schema
     */
    static Output calls(String id, ResponseRequest request, SimulatorOptions options) {
        PromptMarkers markers = request.markers();
        List<CallOutput.Call> calls = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (FunctionTool tool : request.functions()) {
            String place = Integer.toString(calls.size());
            SeededRandom random = new SeededRandom(options.seed(), "function", tool.name(), markers.subject(), place);
            SeededRandom ids = new SeededRandom(options.seed(), "call", id, place);
            int start = parts.size();
            parts.add("");
            parts.addAll(Tokenizer.tokens(tool.arguments(markers.subject(), random)));
            for (int i = 0; i < CallOutput.LAST_PARTS; i++) {
                parts.add("");
            }
            calls.add(new CallOutput.Call("fc_" + ids.hex(), "call_" + ids.hex(), tool, start, parts.size() - start));
        }
        TimedText timed = new TimedText(parts, markers.withoutTokens(), options, request.maxTokens());
        return new CallOutput(calls, request.outputIndex(), timed);
    }
}
