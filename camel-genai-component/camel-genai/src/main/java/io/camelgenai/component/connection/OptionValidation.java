package io.camelgenai.component.connection;

import io.camelgenai.provider.NearestName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the value of an option may be, and the words for who wrote another one. A value is never shown: it may be a secret at
 * the wrong place.
 */
public final class OptionValidation {

    /** OkHttp counts the milliseconds of this one in 31 bits. */
    static final Duration MAX_CONNECT_TIMEOUT = Duration.ofDays(24);

    public static final int MAX_THREADS = 10_000;
    private static final Duration MIN_DURATION = Duration.ofMillis(1);
    private static final Duration MAX_DURATION = Duration.ofDays(10_000);

    private OptionValidation() {}

    public static Optional<String> duration(Duration value) {
        return duration(value, MIN_DURATION, MAX_DURATION);
    }

    public static Optional<String> durationOrNone(Duration value) {
        return duration(value, Duration.ZERO, MAX_DURATION);
    }

    static Optional<String> duration(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0
                ? Optional.empty()
                : Optional.of("is not a duration between " + least.toMillis() + "ms and " + most.toDays() + "d");
    }

    public static Optional<String> number(long value, long least, long most) {
        return value >= least && value <= most
                ? Optional.empty()
                : Optional.of("is not a number between " + least + " and " + most);
    }

    /** @throws IllegalArgumentException when there is a complaint about the option of this name */
    public static void require(String option, Optional<String> complaint) {
        complaint.ifPresent(what -> {
            throw new IllegalArgumentException(option + " " + what);
        });
    }

    /** That a text is no value of this type, and what one looks like. */
    public static String not(@Nullable Class<?> type) {
        if (type == Duration.class) {
            return "is not a duration, such as 500ms, 30s or 10m";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "is neither true nor false";
        }
        if (type != null && type.isEnum()) {
            return "is not one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type != null && (type.isPrimitive() || Number.class.isAssignableFrom(type))) {
            return "is not a whole number";
        }
        return type == null
                ? "is not a value of its type"
                : "names no " + type.getSimpleName() + " of the registry, as #NAME does";
    }

    /** That there is no option of this name, and which one may have been meant. */
    public static String unknown(String name, Collection<String> known) {
        return "is unknown; "
                + NearestName.to(name, known)
                        .map(meant -> "did you mean " + meant + "?")
                        .orElseGet(() -> "known are " + String.join(", ", known));
    }
}
