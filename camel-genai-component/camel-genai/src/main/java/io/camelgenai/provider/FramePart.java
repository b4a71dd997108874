package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a frame goes in the document that is assembled from a stream.
 *
 * @param from the paths of the object in the frame that is added; the whole frame where there are none
 * @param into the field of the document with the list to an element of which it is added, or null for the document itself
 * @param by the paths of what names this element; where there are none, each frame is an element of its own
 * @param pieces the paths of the objects whose texts continue those of earlier frames; where there are none, all texts do
 * @param as the name of these objects in the document, or null where it is the same
 */
record FramePart(
        JsonPaths from,
        @Nullable String into,
        JsonPaths by,
        JsonPaths pieces,
        @Nullable String as) {

    static FramePart read(DescriptorSection section) {
        FramePart part = new FramePart(
                section.paths("from"),
                section.optionalText("into"),
                section.paths("by"),
                section.paths("pieces"),
                section.optionalText("as"));
        if (part.by.isKnown() && part.into == null) {
            throw section.problem("into", "missing: the list to an element of which is added what 'by' names");
        }
        if (part.as != null && !part.pieces.isKnown()) {
            throw section.problem("as", "'pieces' is missing: the paths of the objects that are called so");
        }
        return part;
    }

    /** The objects in a frame whose texts continue those of earlier frames, by identity. */
    Set<JsonNode> piecesIn(JsonNode data) {
        Set<JsonNode> found = Collections.newSetFromMap(new IdentityHashMap<>());
        pieces.alternatives().forEach(path -> found.addAll(path.all(data)));
        return found;
    }
}
