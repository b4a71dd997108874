package io.camelgenai.client;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the wait that a provider asks for, in any of the usual forms. */
final class RetryAfter {

    /** Far above any wait, and far below the overflow of a duration. */
    private static final Duration MAX = Duration.ofDays(3650);

    private RetryAfter() {}

    /**
     * The wait that a response asks for.
     *
     * @param inBody the seconds in its body, or null
     * @return null where there is none, or none that can be parsed; zero for a moment in the past
     */
    static @Nullable Duration read(Headers headers, @Nullable BigDecimal inBody, Instant now) {
        Duration wait = amount(headers.get("retry-after-ms"), 3);
        if (wait == null) {
            wait = amount(headers.get("x-ms-retry-after-ms"), 3);
        }
        String header = headers.get("Retry-After");
        if (wait == null && header != null) {
            wait = amount(header, 0);
            wait = wait == null ? date(header, now) : wait;
        }
        return wait == null && inBody != null ? clamped(inBody) : wait;
    }

    /** The time until an exhausted limit is reset, by the first of these headers that is present. */
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
