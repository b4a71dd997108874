package io.camelgenai.tracking.repository;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.ToolCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Estimates how many bytes of memory a stored generation takes, in one pass and without a copy. */
final class MemoryFootprint {

    private static final long RECORD = 1000;
    private static final long NODE = 64;

    private MemoryFootprint() {}

    static long of(TrackedGeneration tracked) {
        long headers = 0;
        for (Map.Entry<String, Object> each : tracked.origin().carriedHeaders().entrySet()) {
            headers += NODE
                    + each.getKey().length()
                    + String.valueOf(each.getValue()).length();
        }
        return RECORD + headers + of(tracked.generation());
    }

    private static long of(Generation generation) {
        long bytes = 0;
        for (Artifact each : generation.artifacts()) {
            bytes += NODE + each.url().length();
        }
        for (ToolCall each : generation.toolCalls()) {
            bytes += NODE + each.arguments().length();
        }
        JsonNode raw = generation.raw();
        return bytes + of(generation.text()) + of(generation.reasoning()) + (raw == null ? 0 : of(raw));
    }

    private static long of(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static long of(JsonNode node) {
        long bytes = NODE + (node.isTextual() ? node.textValue().length() : 0);
        for (JsonNode child : node) {
            bytes += of(child);
        }
        return bytes;
    }
}
