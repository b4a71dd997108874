package io.camelgenai.tracking.repository;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import java.util.Map;

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
        long artifacts = 0;
        for (Artifact each : generation.artifacts()) {
            artifacts += NODE + each.url().length();
        }
        String text = generation.text();
        JsonNode raw = generation.raw();
        return artifacts + (text == null ? 0 : text.length()) + (raw == null ? 0 : of(raw));
    }

    private static long of(JsonNode node) {
        long bytes = NODE + (node.isTextual() ? node.textValue().length() : 0);
        for (JsonNode child : node) {
            bytes += of(child);
        }
        return bytes;
    }
}
