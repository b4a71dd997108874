package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.ToolCall;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths of what a generation brought.
 *
 * @param text the paths of the text; several values are joined
 * @param reasoning the paths of the reasoning; several values are joined
 * @param toolCalls the paths of the tool calls
 * @param artifacts the paths of the artifacts
 * @param logs the paths of the logs; several values are lines of one text
 */
record OutputPaths(
        JsonPaths text, JsonPaths reasoning, ToolCallPaths toolCalls, ArtifactPaths artifacts, JsonPaths logs) {

    static OutputPaths read(DescriptorSection section) {
        return new OutputPaths(
                section.paths("text"),
                section.paths("reasoning"),
                ToolCallPaths.in(section),
                Objects.requireNonNullElse(
                        section.optionalSection("artifacts", ArtifactPaths::read), ArtifactPaths.NONE),
                section.paths("logs"));
    }

    /** Adds the output in a document to the state before: what the document does not have stays. */
    Generation.Builder addTo(Generation before, JsonNode document, GenerationStatus now) {
        String written = text.joinedText(ExtractedValues.of(document));
        Generation.Builder state = add(before, document);
        return state.text(written == null ? textOf(state.build(), now) : written);
    }

    /** The keys that are described, and of which this generation has no value. One that brought files may have no text. */
    Stream<String> lacking(Generation generation) {
        boolean isEmpty = generation.artifacts().isEmpty()
                && Objects.requireNonNullElse(generation.text(), "").isEmpty();
        boolean callsTools = toolCalls != ToolCallPaths.NONE;
        return Stream.of(
                        GenerationMapping.lacking("text", text.isKnown() && isEmpty),
                        GenerationMapping.lacking("artifacts", artifacts != ArtifactPaths.NONE && isEmpty),
                        GenerationMapping.lacking("reasoning", reasoning.isKnown() && generation.reasoning() == null),
                        GenerationMapping.lacking(
                                "toolCalls",
                                callsTools && generation.toolCalls().isEmpty()))
                .flatMap(keys -> keys);
    }

    /** A result of nothing but text has a text, and be it an empty one. */
    private @Nullable String textOf(Generation state, GenerationStatus now) {
        boolean isResult = now == GenerationStatus.COMPLETED || now == GenerationStatus.INCOMPLETE;
        boolean isText = isResult && text.isKnown() && state.artifacts().isEmpty();
        return state.text() == null && isText ? "" : state.text();
    }

    /** Adds the output except for the text, where the state has none. */
    Generation addMissing(Generation state, JsonNode document) {
        Generation found = add(state, document).build();
        return state.with()
                .reasoning(state.reasoning() == null ? found.reasoning() : state.reasoning())
                .toolCalls(state.toolCalls().isEmpty() ? found.toolCalls() : state.toolCalls())
                .artifacts(state.artifacts().isEmpty() ? found.artifacts() : state.artifacts())
                .build();
    }

    private Generation.Builder add(Generation before, JsonNode document) {
        String thought = reasoning.joinedText(ExtractedValues.of(document));
        List<ToolCall> calls = toolCalls.in(document);
        List<Artifact> files = artifacts.in(document);
        String lines = logs.lines(document);
        return before.with()
                .reasoning(thought == null || thought.isEmpty() ? before.reasoning() : thought)
                .toolCalls(calls.isEmpty() ? before.toolCalls() : calls)
                .artifacts(files.isEmpty() ? before.artifacts() : files)
                .logs(lines == null ? before.logs() : lines);
    }
}
