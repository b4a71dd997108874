package io.camelgenai.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Finds the element of an assembled list to which an element of a frame belongs: by its index, by its id, or by its position.
 * Some servers give all tool calls the same index, others give each piece of a call another id, or no index: a name says that an
 * element begins.
 */
final class ListElement {

    /** No position: an element without index and id is a new one. */
    static final int NONE = -1;

    private static final String INDEX = "index";
    private static final String ID = "id";
    private static final String NAME = "name";

    private ListElement() {}

    /**
     * The element that another one continues, or a new one.
     *
     * @param next the element of the frame
     * @param list the list so far
     * @param position where the element is that one without an index continues, or {@link #NONE}
     */
    static ObjectNode continuedBy(ObjectNode next, ArrayNode list, int position) {
        if (position != NONE && !isKnown(next, INDEX) && list.get(position) instanceof ObjectNode same) {
            return same;
        }
        for (int i = list.size() - 1; i >= 0; i--) {
            boolean isLast = i == list.size() - 1;
            if (list.get(i) instanceof ObjectNode before && continues(next, before, isLast)) {
                return before;
            }
        }
        return list.addObject();
    }

    private static boolean continues(ObjectNode next, ObjectNode before, boolean isLast) {
        boolean hasName = !next.findPath(NAME).asText("").isBlank();
        boolean hasId = isKnown(next, ID);
        boolean sameId = hasId && next.get(ID).equals(before.get(ID));
        if (isKnown(next, INDEX)) {
            boolean isAnother = hasName && hasId && !sameId && isKnown(before, ID);
            return next.get(INDEX).equals(before.get(INDEX)) && !isAnother;
        }
        return sameId || (isLast && !hasName && !hasId && isKnown(before, ID));
    }

    private static boolean isKnown(ObjectNode element, String field) {
        return !element.path(field).asText("").isBlank();
    }
}
