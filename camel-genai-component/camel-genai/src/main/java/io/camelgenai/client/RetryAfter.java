package io.camelgenai.client;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads how long a provider asks to wait, in whatever way it says so. */
final class RetryAfter {

    /** More than anybody waits, and far from where a duration overflows. */
    private static final Duration MAX = Duration.ofDays(3650);

    private RetryAfter() {}

    /**
     * How long to wait.
     *
     * @param inBody the seconds that the body asks for, or null
     * @return null where nothing is asked for, or nothing that can be read; zero for what has passed
     */
    static @Nullable Duration read(Headers headers, @Nullable BigDecimal inBody, Instant now) {
        String header = headers.get("Retry-After");
        return Stream.<Supplier<@Nullable Duration>>of(
                        () -> amount(headers.get("retry-after-ms"), 3),
                        () -> amount(headers.get("x-ms-retry-after-ms"), 3),
                        () -> amount(header, 0),
                        () -> header == null ? null : date(header, now),
                        () -> inBody == null ? null : clamped(inBody))
                .map(Supplier::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** How long it is until a limit that was used up is reset, by the first of these headers that is there. */
    static @Nullable Duration untilReset(Headers headers, Set<String> resetHeaders, Instant now) {
        return resetHeaders.stream()
                .map(headers::get)
                .filter(value -> value != null && value.matches("\\d{1,12}"))
                .findFirst()
                .map(epoch -> clamped(new BigDecimal(epoch).subtract(BigDecimal.valueOf(now.getEpochSecond()))))
                .orElse(null);
    }

    private static @Nullable Duration amount(@Nullable String text, int decimals) {
        if (text == null) {
            return null;
        }
        try {
            return clamped(new BigDecimal(text.trim()).scaleByPowerOfTen(-decimals));
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable Duration date(String text, Instant now) {
        try {
            Duration until =
                    Duration.between(now, ZonedDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME));
            return until.isNegative() ? Duration.ZERO : until.compareTo(MAX) > 0 ? MAX : until;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static Duration clamped(BigDecimal seconds) {
        if (seconds.signum() <= 0) {
            return Duration.ZERO;
        }
        return seconds.compareTo(BigDecimal.valueOf(MAX.toSeconds())) > 0
                ? MAX
                : Duration.ofMillis(seconds.movePointRight(3).longValue());
    }
}
