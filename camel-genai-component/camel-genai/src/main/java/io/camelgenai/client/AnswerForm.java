package io.camelgenai.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.camelgenai.provider.JsonText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import okhttp3.MediaType;
import okio.Buffer;
import okio.BufferedSource;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * How the body of a successful answer is written. Its first bytes decide that, whatever was asked for: gateways label event
 * streams as {@code text/plain} or {@code application/octet-stream}, or not at all, and servers answer a request for a stream
 * with a document, or the other way round.
 */
enum AnswerForm {
    /** Server-sent events. */
    EVENTS,
    /** A JSON document on each of several lines, as Ollama writes its streams. */
    LINES,
    /** One JSON document. */
    DOCUMENT,
    /** Anything else, such as a page. */
    TEXT,
    /** Nothing but blanks. */
    EMPTY;

    private static final String EVENT_STREAM = "event-stream";
    private static final Set<String> FIELDS = Set.of("data", "event", "id", "retry", "error");
    private static final int MAX_FIELD = 5;
    private static final ByteString BYTE_ORDER_MARK = ByteString.decodeHex("efbbbf");

    /** Whether it consists of events that are read one after the other. */
    boolean isStream() {
        return this == EVENTS || this == LINES;
    }

    /** Whether the media type announces an event stream. */
    static boolean isEventStream(@Nullable MediaType type) {
        return type != null && type.subtype().toLowerCase(Locale.ROOT).equals(EVENT_STREAM);
    }

    /**
     * Waits for as much of the body as shows its form, and consumes nothing: the first visible byte, or the first document and
     * the byte after it.
     *
     * @param type the media type of the answer, or null
     * @param maxBytes how far the body is examined
     */
    static AnswerForm of(@Nullable MediaType type, BufferedSource body, long maxBytes) throws IOException {
        long start = body.request(3) && body.rangeEquals(0, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.size() : 0;
        long begin = visible(body, start, maxBytes);
        if (begin < 0) {
            return EMPTY;
        }
        byte first = body.getBuffer().getByte(begin);
        if (first == '{' || first == '[') {
            return hasFurtherLine(body, begin, maxBytes) ? LINES : DOCUMENT;
        }
        return isEventStream(type) || first == ':' || beginsWithField(body, begin) ? EVENTS : TEXT;
    }

    /** The index of the first byte from this one on that is no blank and no control character, or -1. */
    private static long visible(BufferedSource body, long from, long maxBytes) throws IOException {
        for (long at = from; at < maxBytes && body.request(at + 1); at++) {
            byte b = body.getBuffer().getByte(at);
            if (b < 0 || b > ' ') {
                return at;
            }
        }
        return -1;
    }

    /** Whether a whole document on the first line is followed by more. A body that is cut there is taken for a document. */
    private static boolean hasFurtherLine(BufferedSource body, long begin, long maxBytes) throws IOException {
        long end = body.indexOf((byte) '\n', begin, maxBytes);
        if (end < 0) {
            return false;
        }
        try {
            return isJson(copyOf(body.getBuffer(), begin, end - begin)) && visible(body, end + 1, maxBytes) >= 0;
        } catch (IOException cut) {
            return false;
        }
    }

    /** A part of a buffer, copied: memory that two buffers share is not used again. */
    static String copyOf(Buffer from, long begin, long count) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream((int) count);
        try {
            from.copyTo(copy, begin, count);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return copy.toString(StandardCharsets.UTF_8);
    }

    /** Whether a text is a JSON document. */
    static boolean isJson(String text) {
        try {
            return JsonText.tree(text).isContainerNode();
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    private static boolean beginsWithField(BufferedSource body, long begin) throws IOException {
        StringBuilder name = new StringBuilder();
        for (long at = begin; name.length() <= MAX_FIELD && body.request(at + 1); at++) {
            char c = (char) body.getBuffer().getByte(at);
            if (c == ':') {
                return FIELDS.contains(name.toString());
            }
            name.append(c);
        }
        return false;
    }
}
