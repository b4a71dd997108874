package io.camelgenai.provider;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The values that a {@link JsonScanner} found, one slot for each wanted path. Where an object has several fields of one
 * name, the last one counts, as in a tree. For use by one thread.
 */
final class ScanResult implements ExtractedValues {

    /** Marks an object or an array. It is distinguished from an empty text of the document by identity. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static final String CONTAINER = new String("");

    private final JsonPath[] paths;
    private final boolean[] repeated;
    private final @Nullable String[] first;
    private final int @Nullable [] offsets;
    private @Nullable String @Nullable [] joined;

    ScanResult(JsonPath[] paths, boolean[] repeated, boolean locate) {
        this.paths = paths;
        this.repeated = repeated;
        this.first = new String[paths.length];
        this.offsets = locate ? new int[paths.length] : null;
    }

    void addContainer(int[] slots) {
        for (int slot : slots) {
            if (first[slot] == null) {
                first[slot] = CONTAINER;
            }
        }
    }

    void addScalar(int[] slots, JsonParser parser) throws IOException {
        String text = parser.getText();
        for (int slot : slots) {
            if (repeated[slot]) {
                join(slot, text);
            } else {
                first[slot] = text;
            }
            if (offsets != null) {
                offsets[slot] = (int) parser.currentTokenLocation().getByteOffset();
            }
        }
    }

    private void join(int slot, String text) {
        if (joined == null) {
            joined = new String[paths.length];
        }
        String before = joined[slot];
        joined[slot] = before == null ? text : before + text;
        if (before == null) {
            first[slot] = text;
        }
    }

    @Override
    public boolean has(JsonPath path) {
        return first[slot(path)] != null;
    }

    @Override
    public @Nullable String text(JsonPath path) {
        String text = first[slot(path)];
        return text == CONTAINER ? null : text;
    }

    @Override
    public @Nullable String joinedText(JsonPath path) {
        return joined != null && path.hasWildcard() ? joined[slot(path)] : text(path);
    }

    /** The byte offset of the scalar at this path, or -1 where offsets were not recorded. */
    int offset(JsonPath path) {
        return offsets == null ? -1 : offsets[slot(path)];
    }

    private int slot(JsonPath path) {
        for (int slot = 0; slot < paths.length; slot++) {
            if (paths[slot] == path) {
                return slot;
            }
        }
        throw new IllegalArgumentException(path + " is not among the scanned paths");
    }
}
