package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The alternative paths of one value in a provider's documents, in the order in which they are tried. Values are read
 * liberally: a number as text, a text as number. A value that cannot be read counts as absent, and so does a blank one: null,
 * an empty text, object or array never wins over a later alternative. A number in another unit than ours is scaled, and one that
 * cannot be in our unit counts as absent.
 *
 * @param alternatives the paths
 * @param scale how many of the provider's units are one of ours, such as 100 for a progress in percent; null where it is the same
 *     unit
 * @param sum whether the paths are no alternatives, but those of numbers that are added; absent ones are none
 */
record JsonPaths(List<JsonPath> alternatives, @Nullable BigDecimal scale, boolean sum) {

    /** The provider has no such value. */
    static final JsonPaths NONE = new JsonPaths(List.of());

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /** A number with more digits is not plausible, and adding or printing it may take excessive time or memory. */
    private static final int MAX_DIGITS = 100;

    /** The limit with sign, point, zeros and exponent: matching a longer text takes time that grows with its square. */
    private static final int MAX_NUMBER_LENGTH = 256;

    private static final BigDecimal MAX_INTEGER = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
    /** Values of a field that is there and says nothing. */
    private static final Set<String> NO_WORDS = Set.of("false", "0", "null", "none", "undefined");

    /** As many digits as any long has room for. */
    private static final int MAX_SHORT_INTEGER = 18;

    /**
     * A time outside of these is none: a service of today did not create it, and milliseconds, ticks and the zero times of Go and
     * Unix are outside.
     */
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    JsonPaths {
        alternatives = List.copyOf(alternatives);
    }

    /** Paths of values in our unit, or without one. */
    JsonPaths(List<JsonPath> alternatives) {
        this(alternatives, null, false);
    }

    /** Whether the provider has such a value. */
    boolean isKnown() {
        return !alternatives.isEmpty();
    }

    /** Every value at the first path that has any. */
    List<JsonNode> all(JsonNode document) {
        for (JsonPath path : alternatives) {
            List<JsonNode> found = visible(path, document);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private static List<JsonNode> visible(JsonPath path, JsonNode document) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode each : path.all(document)) {
            if (!isBlank(each)) {
                found.add(each);
            }
        }
        return found;
    }

    /** Every value as a line of one text, or null where there is none. */
    @Nullable
    String lines(JsonNode document) {
        List<JsonNode> all = all(document);
        return all.isEmpty()
                ? null
                : all.stream().map(each -> each.asText().stripTrailing()).collect(Collectors.joining("\n"));
    }

    /** Every value at the first path that has any, where an array counts as its elements. */
    List<JsonNode> elements(JsonNode document) {
        return elementsOf(all(document));
    }

    /** Every value at a path, where an array counts as its elements. */
    static List<JsonNode> elements(JsonPath path, JsonNode document) {
        return elementsOf(visible(path, document));
    }

    private static List<JsonNode> elementsOf(List<JsonNode> values) {
        List<JsonNode> elements = new ArrayList<>();
        for (JsonNode value : values) {
            if (value.isArray()) {
                value.forEach(elements::add);
            } else {
                elements.add(value);
            }
        }
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

    /** A whole number, rounded down; null where it is larger than any long. */
    @Nullable
    Long integer(ExtractedValues values) {
        BigDecimal number = decimal(values);
        return number == null || number.abs().compareTo(MAX_INTEGER) > 0 ? null : Long.valueOf(number.longValue());
    }

    /** A number from 0 to 1. A text may have a percent sign, where the unit is percent. */
    @Nullable
    Double fraction(ExtractedValues values) {
        String text = text(values);
        BigDecimal number = scaled(number(PERCENT.equals(scale) ? without("%", text) : text));
        return number != null && isBetween(number, BigDecimal.ZERO, BigDecimal.ONE)
                ? Double.valueOf(number.doubleValue())
                : null;
    }

    private static @Nullable String without(String unit, @Nullable String text) {
        return text != null && text.endsWith(unit) ? text.substring(0, text.length() - unit.length()) : text;
    }

    @Nullable
    BigDecimal decimal(ExtractedValues values) {
        return scaled(sum ? total(values) : number(text(values)));
    }

    private @Nullable BigDecimal total(ExtractedValues values) {
        BigDecimal total = null;
        for (JsonPath path : alternatives) {
            BigDecimal part = number(values.text(path));
            total = total == null ? part : part == null ? total : total.add(part);
        }
        return total;
    }

    /** A time in seconds. A text may have the unit behind the number, as durations of protobuf have in JSON. */
    @Nullable
    BigDecimal seconds(ExtractedValues values) {
        return scaled(number(without("s", text(values))));
    }

    private @Nullable BigDecimal scaled(@Nullable BigDecimal number) {
        return number == null || scale == null ? number : number.divide(scale, MathContext.DECIMAL128);
    }

    /** A point in time, as ISO 8601 or as seconds of the epoch. */
    @Nullable
    Instant instant(ExtractedValues values) {
        String text = text(values);
        Instant time = text == null ? null : instant(text);
        return time == null || time.isBefore(EARLIEST) || !time.isBefore(LATEST) ? null : time;
    }

    private @Nullable Instant instant(String text) {
        try {
            Instant usual = UtcTime.parse(text);
            BigDecimal seconds = usual == null ? scaled(number(text)) : null;
            if (seconds != null) {
                boolean isPlausible = isBetween(seconds, BigDecimal.ZERO, BigDecimal.valueOf(LATEST.getEpochSecond()));
                return isPlausible
                        ? Instant.ofEpochMilli(seconds.movePointRight(3).longValue())
                        : null;
            }
            return usual == null ? OffsetDateTime.parse(text).toInstant() : usual;
        } catch (DateTimeException | ArithmeticException notDate) {
            return null;
        }
    }

    private static boolean isBetween(BigDecimal number, BigDecimal min, BigDecimal max) {
        return number.compareTo(min) >= 0 && number.compareTo(max) <= 0;
    }

    /** A number as text, or null where it is none. */
    static @Nullable BigDecimal numberIn(String text) {
        return number(text);
    }

    /** Most texts are not numbers, and an exception for each would cost more than the rest of the reading. */
    private static @Nullable BigDecimal number(@Nullable String text) {
        if (text == null || text.length() > MAX_NUMBER_LENGTH) {
            return null;
        }
        if (isShortInteger(text)) {
            return BigDecimal.valueOf(Long.parseLong(text));
        }
        if (!isShortDecimal(text) && !NUMBER.matcher(text).matches()) {
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
        return !text.isEmpty() && text.length() <= MAX_SHORT_INTEGER && areDigits(text, 0, text.length());
    }

    /** A price, such as 0.04: this takes a fraction of the time of the pattern. */
    private static boolean isShortDecimal(String text) {
        int point = text.indexOf('.');
        return point > 0
                && text.length() <= MAX_SHORT_INTEGER
                && areDigits(text, 0, point)
                && areDigits(text, point + 1, text.length());
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
