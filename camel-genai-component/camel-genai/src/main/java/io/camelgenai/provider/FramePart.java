package io.camelgenai.provider;

import org.jspecify.annotations.Nullable;

/**
 * Where a frame goes in the document that is assembled from a stream.
 *
 * @param from the paths of the object in the frame that is added; the whole frame where there are none
 * @param into the field of the document with the list to an element of which it is added, or null for the document itself
 * @param by the paths of what names this element
 * @param pieces the field whose texts continue those of earlier frames, or null where all texts do
 * @param as the field in which these texts are whole
 */
record FramePart(
        JsonPaths from,
        @Nullable String into,
        JsonPaths by,
        @Nullable String pieces,
        @Nullable String as) {

    static FramePart read(DescriptorSection section) {
        String pieces = section.optionalText("pieces");
        String as = section.optionalText("as");
        FramePart part = new FramePart(
                section.paths("from"),
                section.optionalText("into"),
                section.paths("by"),
                pieces,
                as == null ? pieces : as);
        if (part.by.isKnown() != (part.into != null)) {
            throw section.problem("into", "'into' and 'by' need each other: the list, and what names an element of it");
        }
        if (as != null && pieces == null) {
            throw section.problem("as", "'pieces' is missing: the field of the frame that is called so");
        }
        return part;
    }
}
