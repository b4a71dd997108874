package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where one fact stands in a provider's documents: places in the order in which they are tried. What stands there is read
 * liberally: a number as text, a text as number; what can not be read counts as absent.
 *
 * @param alternatives the places
 */
record JsonPaths(List<JsonPath> alternatives) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** More is no figure, and could not be added or shown without harm. */
    private static final int MAX_DIGITS = 100;

    /** With sign, point, zeros and exponent; to look closely at more would take time that grows with its square. */
    private static final int MAX_NUMBER_LENGTH = 256;

    /** The provider does not tell. */
    static final JsonPaths NONE = new JsonPaths(List.of());

    JsonPaths {
        alternatives = List.copyOf(alternatives);
    }

    boolean isKnown() {
        return !alternatives.isEmpty();
    }

    /** Every value here. */
    List<JsonNode> all(JsonNode document) {
        for (JsonPath path : alternatives) {
            List<JsonNode> found = path.all(document);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** The first value here. */
    @Nullable
    JsonNode node(JsonNode document) {
        List<JsonNode> all = all(document);
        return all.isEmpty() ? null : all.get(0);
    }

    /** Whether something stands here. */
    boolean isPresentIn(ExtractedValues document) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (document.has(alternatives.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The first scalar here as text. */
    @Nullable
    String text(ExtractedValues document) {
        for (int i = 0; i < alternatives.size(); i++) {
            String text = document.text(alternatives.get(i));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** All scalars here, one after the other. */
    @Nullable
    String joinedText(ExtractedValues document) {
        for (int i = 0; i < alternatives.size(); i++) {
            String text = document.joinedText(alternatives.get(i));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    @Nullable
    Long integer(ExtractedValues document) {
        BigDecimal number = decimal(document);
        return number == null ? null : Long.valueOf(number.longValue());
    }

    @Nullable
    Double fraction(ExtractedValues document) {
        BigDecimal number = decimal(document);
        return number == null ? null : Double.valueOf(number.doubleValue());
    }

    @Nullable
    BigDecimal decimal(ExtractedValues document) {
        return number(text(document));
    }

    /** Most texts are no numbers, and to learn that from an exception costs more than the rest of the reading. */
    private static @Nullable BigDecimal number(@Nullable String text) {
        if (text == null
                || text.length() > MAX_NUMBER_LENGTH
                || !NUMBER.matcher(text).matches()) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs(number.scale()) > MAX_DIGITS || number.precision() > MAX_DIGITS ? null : number;
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    /** A moment, as ISO 8601 or as seconds of the epoch. */
    @Nullable
    Instant instant(ExtractedValues document) {
        String text = text(document);
        if (text == null) {
            return null;
        }
        try {
            BigDecimal seconds = number(text);
            return seconds == null
                    ? OffsetDateTime.parse(text).toInstant()
                    : Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
        } catch (DateTimeException | ArithmeticException notADate) {
            return null;
        }
    }
}
