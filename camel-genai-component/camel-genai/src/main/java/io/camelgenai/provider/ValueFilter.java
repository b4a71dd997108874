package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A segment of a path at which a value counts by what it is: some providers answer with a text or with the URLs of files at the
 * same place. A list is the one or the other as a whole, so that a link within a text that comes in pieces is no file.
 */
enum ValueFilter {
    /** A URL, or a list of nothing but URLs. */
    URL("[url]"),
    /** A text that is no URL, or a list with such a text. */
    TEXT("[text]"),
    /** An object. */
    OBJECT("[object]");

    /** The beginning of a file within the document. */
    private static final Pattern INLINE = Pattern.compile("data:\\w+/[\\w.+-]+[;,]");

    private static final ValueFilter[] FILTERS = values();

    private final String segment;

    ValueFilter(String segment) {
        this.segment = segment;
    }

    /** The filter that a segment is, or null. */
    static @Nullable ValueFilter in(String segment) {
        if (!segment.startsWith("[")) {
            return null;
        }
        for (ValueFilter filter : FILTERS) {
            if (filter.segment.equals(segment)) {
                return filter;
            }
        }
        return null;
    }

    /** Whether this value counts. */
    boolean passes(JsonNode value) {
        if (this == OBJECT || value.isObject()) {
            return this == OBJECT && value.isObject();
        }
        if (!value.isArray()) {
            return value.isValueNode() && isUrl(value) == (this == URL);
        }
        boolean allUrls = StreamSupport.stream(value.spliterator(), false).allMatch(ValueFilter::isUrl);
        return !value.isEmpty() && allUrls == (this == URL);
    }

    private static boolean isUrl(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : "";
        boolean isAddress = text.startsWith("https://") || text.startsWith("http://");
        return isAddress
                ? text.chars().noneMatch(Character::isWhitespace)
                : INLINE.matcher(text).lookingAt();
    }
}
