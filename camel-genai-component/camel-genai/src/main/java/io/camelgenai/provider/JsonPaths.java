package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The alternative paths of one value in a provider's documents, in the order in which they are tried. Values are read
 * liberally: a number as text, a text as number. A value that cannot be read counts as absent, and so does a blank one: null,
 * an empty text, object or array never wins over a later alternative.
 *
 * @param alternatives the paths
 */
record JsonPaths(List<JsonPath> alternatives) {

    /** The provider has no such value. */
    static final JsonPaths NONE = new JsonPaths(List.of());

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** A number with more digits is not plausible, and adding or printing it may take excessive time or memory. */
    private static final int MAX_DIGITS = 100;

    /** The limit with sign, point, zeros and exponent: matching a longer text takes time that grows with its square. */
    private static final int MAX_NUMBER_LENGTH = 256;

    /** Values of a field that is there and says nothing. */
    private static final Set<String> NO_WORDS = Set.of("false", "0", "null", "none", "undefined");

    /** As many digits as any long has room for. */
    private static final int MAX_SHORT_INTEGER = 18;

    JsonPaths {
        alternatives = List.copyOf(alternatives);
    }

    /** Whether the provider has such a value. */
    boolean isKnown() {
        return !alternatives.isEmpty();
    }

    /** Every value at the first path that has any. */
    List<JsonNode> all(JsonNode document) {
        for (JsonPath path : alternatives) {
            List<JsonNode> found =
                    path.all(document).stream().filter(each -> !isBlank(each)).toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Every value, where an array counts as its elements. */
    List<JsonNode> elements(JsonNode document) {
        List<JsonNode> elements = new ArrayList<>();
        all(document).forEach(value -> (value.isArray() ? value : List.of(value)).forEach(elements::add));
        return elements;
    }

    /** The first value, or null. */
    @Nullable
    JsonNode node(JsonNode document) {
        List<JsonNode> all = all(document);
        return all.isEmpty() ? null : all.get(0);
    }

    private static boolean isBlank(JsonNode value) {
        return value.isContainerNode() ? value.isEmpty() : value.asText().isBlank();
    }

    boolean isPresentIn(ExtractedValues values) {
        for (int i = 0; i < alternatives.size(); i++) {
            JsonPath path = alternatives.get(i);
            if (values.has(path) && !isBlank(values.text(path))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(@Nullable String scalar) {
        return scalar != null && scalar.isBlank();
    }

    /** The first scalar as text, or null. */
    @Nullable
    String text(ExtractedValues values) {
        for (int i = 0; i < alternatives.size(); i++) {
            String text = values.text(alternatives.get(i));
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return null;
    }

    /** The first scalar that says something, as text, or null: not one that is blank, false, zero, or a text for null. */
    @Nullable
    String word(ExtractedValues values) {
        for (int i = 0; i < alternatives.size(); i++) {
            String text = values.text(alternatives.get(i));
            if (text != null && isWord(text)) {
                return text;
            }
        }
        return null;
    }

    /** Whether there is a value that says something, or an object or array with something in it. */
    boolean isTrueIn(ExtractedValues values) {
        for (JsonPath path : alternatives) {
            String text = values.text(path);
            if (text == null ? values.has(path) : isWord(text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(String text) {
        return !text.isBlank() && !NO_WORDS.contains(text.strip().toLowerCase(Locale.ROOT));
    }

    /** All scalars, concatenated, or null. White space is text. An empty text is one where no alternative has more. */
    @Nullable
    String joinedText(ExtractedValues values) {
        String empty = null;
        for (int i = 0; i < alternatives.size(); i++) {
            String text = values.joinedText(alternatives.get(i));
            if (text != null && !text.isEmpty()) {
                return text;
            }
            empty = empty == null ? text : empty;
        }
        return empty;
    }

    @Nullable
    Long integer(ExtractedValues values) {
        BigDecimal number = decimal(values);
        return number == null ? null : Long.valueOf(number.longValue());
    }

    @Nullable
    Double fraction(ExtractedValues values) {
        BigDecimal number = decimal(values);
        return number == null ? null : Double.valueOf(number.doubleValue());
    }

    @Nullable
    BigDecimal decimal(ExtractedValues values) {
        return number(text(values));
    }

    /** A point in time, as ISO 8601 or as seconds of the epoch. */
    @Nullable
    Instant instant(ExtractedValues values) {
        String text = text(values);
        if (text == null) {
            return null;
        }
        try {
            Instant usual = UtcTime.parse(text);
            BigDecimal seconds = usual == null ? number(text) : null;
            if (seconds != null) {
                return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
            }
            return usual == null ? OffsetDateTime.parse(text).toInstant() : usual;
        } catch (DateTimeException | ArithmeticException notDate) {
            return null;
        }
    }

    /** Most texts are not numbers, and an exception for each would cost more than the rest of the reading. */
    private static @Nullable BigDecimal number(@Nullable String text) {
        if (text == null || text.length() > MAX_NUMBER_LENGTH) {
            return null;
        }
        if (isShortInteger(text)) {
            return BigDecimal.valueOf(Long.parseLong(text));
        }
        if (!NUMBER.matcher(text).matches()) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs(number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS ? null : number;
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    private static boolean isShortInteger(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_SHORT_INTEGER;
    }
}
