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
    private static final int MOST_DIGITS = 100;

    /** With sign, point, zeros and exponent; to look closely at more would take time that grows with its square. */
    private static final int LONGEST_NUMBER = 256;

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
    boolean isIn(Facts document) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (document.has(alternatives.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The first scalar here as text. */
    @Nullable
    String text(Facts document) {
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
    String joinedText(Facts document) {
        for (int i = 0; i < alternatives.size(); i++) {
            String text = document.joinedText(alternatives.get(i));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    @Nullable
    Long integer(Facts document) {
        BigDecimal number = decimal(document);
        return number == null ? null : Long.valueOf(number.longValue());
    }

    @Nullable
    Double fraction(Facts document) {
        BigDecimal number = decimal(document);
        return number == null ? null : Double.valueOf(number.doubleValue());
    }

    @Nullable
    BigDecimal decimal(Facts document) {
        return number(text(document));
    }

    /** Most texts are no numbers, and to learn that from an exception costs more than the rest of the reading. */
    private static @Nullable BigDecimal number(@Nullable String text) {
        if (text == null
                || text.length() > LONGEST_NUMBER
                || !NUMBER.matcher(text).matches()) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs(number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS ? null : number;
        } catch (NumberFormatException tooLarge) {
            return null;
        }
    }

    /** A moment, as ISO 8601 or as seconds of the epoch. */
    @Nullable
    Instant moment(Facts document) {
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
