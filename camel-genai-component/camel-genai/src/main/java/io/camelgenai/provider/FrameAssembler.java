package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import io.camelgenai.generation.GenerationEventType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assembles the document that a provider would have answered without a stream, from the frames: tool calls, reasoning, refusals
 * and whatever else they contain. Texts in pieces are joined, elements of a list are merged by their {@code index}, a {@code
 * type} stays what it was at first, and of other values the last one counts. The text of the generation is collected elsewhere: a
 * frame in which nothing else is new need not be added. For use by one thread.
 */
public final class FrameAssembler {

    /** Texts that name something: servers repeat them in each frame. */
    static final Set<String> NAMES =
            Set.of("id", "type", "role", "name", "object", "model", "format", "status", "mime_type", "finish_reason");

    /** Pieces have types of their own, such as {@code text_delta}. */
    private static final String TYPE = "type";

    private final StreamMapping mapping;
    private final ObjectNode document = JsonNodeFactory.instance.objectNode();
    private final Map<String, ObjectNode> elements = new HashMap<>();
    private @Nullable Piece textPiece;
    private boolean hasContent;
    private long size;

    FrameAssembler(StreamMapping mapping) {
        this.mapping = mapping;
    }

    /** Whether frames of this name have a place in the document. */
    public boolean takes(String name) {
        return mapping.part(name) != null;
    }

    /**
     * Adds a frame.
     *
     * @param data its data
     * @param textFrom the length of the text before it
     */
    public void add(Frame frame, JsonNode data, int textFrom) {
        FramePart part = mapping.part(frame.name());
        JsonNode source =
                part == null || !part.from().isKnown() ? data : part.from().node(data);
        if (part == null || !(source instanceof ObjectNode object)) {
            return;
        }
        Addition addition = new Addition(part, part.piecesIn(data), textIn(frame, data), textFrom);
        addition.merge(target(part, data), object, !part.pieces().isKnown(), 0);
        if (frame.type() == GenerationEventType.TEXT && !addition.placed) {
            place(null, textFrom);
        }
    }

    /** The node that is the frame's piece of text, or null where it is none, or more than one. */
    private @Nullable JsonNode textIn(Frame frame, JsonNode data) {
        String text = frame.type() == GenerationEventType.TEXT ? frame.text() : null;
        for (JsonPath path : mapping.textPaths(frame)) {
            JsonNode node = text == null || path.hasWildcard() ? null : path.first(data);
            if (node != null && node.isTextual() && node.asText().equals(text)) {
                return node;
            }
        }
        return null;
    }

    private ObjectNode target(FramePart part, JsonNode data) {
        if (part.into() == null) {
            return document;
        }
        if (!part.by().isKnown()) {
            return document.withArray(part.into()).addObject();
        }
        String key = part.by().text(ExtractedValues.of(data));
        return elements.computeIfAbsent(
                part.into() + "/" + key, each -> document.withArray(part.into()).addObject());
    }

    private void place(@Nullable Piece piece, int textFrom) {
        if (textPiece != piece) {
            if (textPiece != null) {
                textPiece.close(textFrom);
            }
            if (piece != null) {
                piece.open(textFrom);
            }
            textPiece = piece;
        }
    }

    /** How much was added, in characters; the text of the generation not included. */
    public long size() {
        return size;
    }

    /** Whether anything was added that a result consists of. */
    public boolean hasContent() {
        return hasContent;
    }

    /**
     * The document so far, or null where nothing was added.
     *
     * @param text the text of the generation
     */
    public @Nullable JsonNode document(CharSequence text) {
        return document.isEmpty() ? null : whole(document, text);
    }

    private static JsonNode whole(JsonNode node, CharSequence text) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(each -> copy.set(each.getKey(), whole(each.getValue(), text)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            array.forEach(each -> copy.add(whole(each, text)));
            return copy;
        }
        Piece piece = pieceIn(node);
        return piece == null ? node : JsonNodeFactory.instance.textNode(piece.whole(text));
    }

    private static @Nullable Piece pieceIn(@Nullable JsonNode node) {
        return node instanceof POJONode pojo && pojo.getPojo() instanceof Piece piece ? piece : null;
    }

    /** The addition of one frame. */
    private final class Addition {

        private final FramePart part;
        private final Set<JsonNode> begun;
        private final @Nullable JsonNode text;
        private final int textFrom;
        private boolean placed;

        /** @param begun the objects with pieces */
        Addition(FramePart part, Set<JsonNode> begun, @Nullable JsonNode text, int textFrom) {
            this.part = part;
            this.begun = begun;
            this.text = text;
            this.textFrom = textFrom;
        }

        /** @param pieces whether texts continue those of earlier frames */
        void merge(ObjectNode target, ObjectNode source, boolean pieces, int depth) {
            source.properties().forEach(each -> {
                boolean begins = !pieces && begun.contains(each.getValue());
                String name = begins && part.as() != null ? part.as() : each.getKey();
                put(target, name, each.getValue(), pieces || begins, depth);
            });
        }

        private void put(ObjectNode target, String name, JsonNode value, boolean pieces, int depth) {
            JsonNode before = target.get(name);
            if (before == null) {
                size += name.length();
            }
            if (value instanceof ObjectNode object) {
                merge(before instanceof ObjectNode same ? same : target.putObject(name), object, pieces, depth + 1);
            } else if (value instanceof ArrayNode array) {
                addAll(before instanceof ArrayNode same ? same : target.putArray(name), array, pieces, depth);
            } else if (pieces && value.isTextual() && !NAMES.contains(name)) {
                addText(target, name, before, value);
            } else if (pieces
                    && name.equals(TYPE)
                    && before != null
                    && !before.asText("").isBlank()) {
                return;
            } else if (before == null
                    || (pieceIn(before) == null && !value.asText("").isBlank())) {
                // A server that repeats the whole text beside each piece does not replace the pieces.
                boolean isKept = !value.isNull() || before == null;
                target.set(name, isKept ? value : before);
                size += isKept ? value.asText().length() : 0;
            }
        }

        private void addText(ObjectNode target, String name, @Nullable JsonNode before, JsonNode value) {
            Piece piece = pieceIn(before);
            if (piece == null) {
                piece = new Piece();
                target.putPOJO(name, piece);
            }
            if (value == text) {
                place(piece, textFrom);
                placed = true;
            } else {
                piece.own.append(value.asText());
                size += value.asText().length();
            }
            hasContent |= !value.asText().isEmpty();
        }

        private void addAll(ArrayNode target, ArrayNode source, boolean pieces, int depth) {
            boolean scalars = !source.isEmpty() && !source.get(0).isObject();
            if (scalars && !pieces) {
                target.removeAll();
            }
            for (int i = 0; i < source.size(); i++) {
                JsonNode each = source.get(i);
                if (each instanceof ObjectNode object) {
                    int position = pieces || depth > 0 ? ListElement.NONE : i;
                    merge(ListElement.continuedBy(object, target, position), object, pieces, depth + 1);
                } else {
                    target.add(each);
                    size += each.asText().length();
                }
                hasContent |= pieces;
            }
        }
    }

    /** A text that comes in pieces: its own, and parts of the text of the generation. */
    private static final class Piece {

        private static final int OPEN = -1;

        private final StringBuilder own = new StringBuilder();
        private final List<int[]> ranges = new ArrayList<>(1);

        void open(int from) {
            ranges.add(new int[] {from, OPEN});
        }

        void close(int to) {
            ranges.get(ranges.size() - 1)[1] = to;
        }

        String whole(CharSequence text) {
            StringBuilder all = new StringBuilder(own);
            ranges.forEach(range -> all.append(text, range[0], range[1] == OPEN ? text.length() : range[1]));
            return all.toString();
        }
    }
}
