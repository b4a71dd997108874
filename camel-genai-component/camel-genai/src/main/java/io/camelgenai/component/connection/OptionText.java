package io.camelgenai.component.connection;

import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of an option. Camel is more lenient: it reads a number as a duration, and a duration without a unit as
 * milliseconds.
 */
public final class OptionText {

    private static final Pattern DURATION =
            Pattern.compile("([+-]?)(?:0|(?=\\d)(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m(?!s))?(?:(\\d+)s)?(?:(\\d+)ms)?)");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d+");
    /** May be empty, since their values may come from elsewhere: a property without a key, a message without headers to carry. */
    private static final Set<String> MAY_BE_EMPTY = Set.of("apikey", "carryheaders");

    private OptionText() {}

    /**
     * The value of a text. A reference to a bean, a value that is no text, and one for a type of the application stay as they are.
     *
     * @param name the name of the option
     * @param type its type, or null where it is not known
     * @throws IllegalArgumentException when the text is no value of this type; the message says what is wrong and shows nothing
     */
    public static Object read(String name, @Nullable Class<?> type, Object value) {
        if (type == null || !(value instanceof String given)) {
            return value;
        }
        String text = given.trim();
        if (text.isEmpty() && !MAY_BE_EMPTY.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("is empty: leave it out, or set it to a value");
        }
        return text.startsWith("#") ? value : read(type, text, value);
    }

    private static Object read(Class<?> type, String text, Object value) {
        if (type == Duration.class) {
            return duration(text);
        }
        if (type == Integer.class || type == int.class) {
            return Math.toIntExact(wholeNumber(text, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (type == Long.class || type == long.class) {
            return wholeNumber(text, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == Boolean.class || type == boolean.class) {
            return truth(text);
        }
        return type.isEnum() ? constant(type, text) : value;
    }

    /**
     * Reads a duration such as 500ms, 30s, 1h30m or PT30S.
     *
     * @throws IllegalArgumentException when it is none; one without a unit is none, but for 0
     */
    static Duration duration(String text) {
        if (WHOLE_NUMBER.matcher(text).matches() && !text.matches("[+-]?0+")) {
            throw new IllegalArgumentException("has no unit: set it to a duration such as 500ms, 30s or 10m");
        }
        try {
            return text.matches("(?i)[+-]?P.*") ? Duration.parse(text) : withUnits(text);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(OptionValidation.invalid(Duration.class));
        }
    }

    private static Duration withUnits(String text) {
        Matcher parts = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            throw new NumberFormatException("no duration");
        }
        Duration sum = Duration.ofDays(part(parts, 2))
                .plusHours(part(parts, 3))
                .plusMinutes(part(parts, 4))
                .plusSeconds(part(parts, 5))
                .plusMillis(part(parts, 6));
        return parts.group(1).equals("-") ? sum.negated() : sum;
    }

    private static long part(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static long wholeNumber(String text, long min, long max) {
        if (WHOLE_NUMBER.matcher(text).matches()) {
            BigInteger number = new BigInteger(text);
            if (number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(BigInteger.valueOf(max)) <= 0) {
                return number.longValue();
            }
        }
        throw new IllegalArgumentException(OptionValidation.invalid(Long.class));
    }

    private static boolean truth(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw new IllegalArgumentException(OptionValidation.invalid(Boolean.class));
    }

    private static Object constant(Class<?> type, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(each -> String.valueOf(each).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(OptionValidation.invalid(type)));
    }
}
