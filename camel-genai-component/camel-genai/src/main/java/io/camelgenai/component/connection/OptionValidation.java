package io.camelgenai.component.connection;

import io.camelgenai.provider.NearestName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks values of options, and words what is wrong with them. A message says what is allowed and never shows the value: it may
 * be a secret under the wrong name.
 */
public final class OptionValidation {

    public static final int MAX_THREADS = 10_000;

    private static final int MAX_NAME = 200;

    private static final Duration MIN_DURATION = Duration.ofMillis(1);
    private static final Duration MAX_DURATION = Duration.ofDays(10_000);

    private static final List<String> EXPRESSIONS = List.of("${", "$simple{", "{{");

    /** The options that are no query parameters of a URI. */
    private static final Set<String> PATH = Set.of("provider", "model");

    private OptionValidation() {}

    /**
     * Requires a duration of 1 ms or more.
     *
     * @param option how the message names the option
     * @throws IllegalArgumentException when the value is out of range
     */
    public static void requireDuration(String option, Duration value) {
        requireDuration(option, value, MIN_DURATION, MAX_DURATION);
    }

    /** Requires a duration of any length, none included; otherwise as {@link #requireDuration(String, Duration)}. */
    public static void requireDurationOrZero(String option, Duration value) {
        requireDuration(option, value, Duration.ZERO, MAX_DURATION);
    }

    static void requireDuration(String option, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    option + " is not a duration between " + min.toMillis() + "ms and " + max.toDays() + "d");
        }
    }

    /** Requires a number in this range; otherwise as {@link #requireDuration(String, Duration)}. */
    public static void requireNumber(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(option + " is not a number between " + min + " and " + max);
        }
    }

    /**
     * Requires a name that every database stores: of 1 to {@value #MAX_NAME} characters, none of them a control character.
     *
     * @param option how the message names the option
     * @throws IllegalArgumentException when it is longer, blank, or has a control character
     */
    public static void requireName(String option, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(option + " is empty: leave it out, or set it to a value");
        }
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException(
                    option + " has " + name.length() + " characters: " + MAX_NAME + " are the maximum");
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c))) {
            throw new IllegalArgumentException(option + " contains a control character: remove it");
        }
    }

    /**
     * Requires that a value has no Simple expression and no property placeholder: where these are evaluated, they are
     * evaluated before the option is set.
     *
     * @param option how the message names the option
     * @param remedy what to do
     * @throws IllegalArgumentException when it has one
     */
    public static void requireEvaluated(String option, @Nullable Object value, String remedy) {
        String text = value instanceof CharSequence ? value.toString() : "";
        EXPRESSIONS.stream().filter(text::contains).findFirst().ifPresent(start -> {
            throw new IllegalArgumentException(
                    option + " contains " + start + ", which is not evaluated here. " + remedy);
        });
    }

    /** Says that a text is no value of this type, and what a value looks like. */
    public static String invalid(@Nullable Class<?> type) {
        if (type == null) {
            return "is not a value of its type";
        }
        if (type == Duration.class) {
            return "is not a duration, such as 500ms, 30s or 10m";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "is neither true nor false";
        }
        if (type.isEnum()) {
            return "is not one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "is not a whole number";
        }
        return "names no " + type.getSimpleName() + " of the registry, as #NAME does";
    }

    /**
     * Says that no option of a URI has this name, and what may have been meant: another option, the path, or a parameter of the
     * request.
     *
     * @param known the names of the options, those in the path included
     * @param params the parameters that the provider's descriptor names
     */
    public static String unknownInUri(String name, Collection<String> known, Collection<String> params) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (PATH.contains(lower)) {
            return "is unknown: the " + lower + " is part of the path, genai:PROVIDER/MODEL";
        }
        if (params.contains(name)) {
            return "is unknown; did you mean param." + name + "?";
        }
        List<String> options =
                known.stream().filter(each -> !PATH.contains(each)).toList();
        return NearestName.to(name, options)
                .or(() -> NearestName.to(name, params).map(near -> "param." + near))
                .map(meant -> "is unknown; did you mean " + meant + "?")
                .orElseGet(() -> unknown(name, options) + ", and param." + name + " for a parameter of the request");
    }

    /** Says that there is no option of this name, and which one may have been meant. */
    public static String unknown(String name, Collection<String> known) {
        return "is unknown; "
                + NearestName.to(name, known)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElseGet(() -> "known are " + String.join(", ", known));
    }
}
