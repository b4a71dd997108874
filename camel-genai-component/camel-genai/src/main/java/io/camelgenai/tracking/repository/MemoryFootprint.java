package io.camelgenai.tracking.repository;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.Generation;
import java.util.Map;

/** About how many bytes of memory something that is kept takes. It is an estimate, made in one pass without a copy. */
final class MemoryFootprint {

    private static final long RECORD = 1000;
    private static final long NODE = 64;
    private static final long CHAR = 1;

    private MemoryFootprint() {}

    static long of(TrackedGeneration tracked) {
        long carried = 0;
        for (Map.Entry<String, Object> each : tracked.origin().carriedHeaders().entrySet()) {
            carried += NODE
                    + CHAR
                            * (each.getKey().length()
                                    + String.valueOf(each.getValue()).length());
        }
        return RECORD + carried + of(tracked.generation());
    }

    private static long of(Generation generation) {
        long files = 0;
        for (Artifact each : generation.artifacts()) {
            files += NODE + CHAR * each.url().length();
        }
        String text = generation.text();
        JsonNode raw = generation.raw();
        return files + (text == null ? 0 : CHAR * text.length()) + (raw == null ? 0 : of(raw));
    }

    private static long of(JsonNode node) {
        long weight = NODE + (node.isTextual() ? CHAR * node.textValue().length() : 0);
        for (JsonNode child : node) {
            weight += of(child);
        }
        return weight;
    }
}
