package io.camelgenai.client;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/** Reads the wait that a provider asks for, in any of the usual forms. */
public final class RetryAfter {

    /** A number in plain notation: an exponent makes it no number of seconds. */
    private static final Pattern PLAIN = Pattern.compile("\\+?\\d{1,30}(\\.\\d{0,30})?|\\.\\d{1,30}");

    /** As OpenAI writes the time until a reset: 1s, 6m0s, 1h2m3.5s, 20ms. */
    private static final Pattern UNITS = Pattern.compile(
            "(?:(\\d{1,9})h)?(?:(\\d{1,9})m(?!s))?(?:(\\d{1,9}(?:\\.\\d{1,9})?)s)?(?:(\\d{1,9}(?:\\.\\d{1,9})?)ms)?");

    /** The three forms of a date that RFC 9110, 5.6.7 allows, without the day of the week. */
    private static final List<DateTimeFormatter> DATES =
            List.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(), asctime());

    /** Far above any wait, and far below the overflow of a duration. */
    private static final Duration MAX = Duration.ofDays(3650);

    private RetryAfter() {}

    /** Its year has two digits: one of the last fifty years, or of the next. */
    private static DateTimeFormatter rfc850() {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern("dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR, 2, 2, LocalDate.now(ZoneOffset.UTC).minusYears(50))
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    private static DateTimeFormatter asctime() {
        return DateTimeFormatter.ofPattern("MMM d HH:mm:ss yyyy", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    /**
     * The wait that a response asks for.
     *
     * @param inBody the seconds in its body, or null
     * @return null where there is none, or none that can be parsed; zero for a moment in the past
     */
    public static @Nullable Duration read(Headers headers, @Nullable BigDecimal inBody, Instant now) {
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
                .map(value -> value == null ? null : reset(value.trim(), now))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A moment in seconds of the epoch, or a time from now with units. */
    private static @Nullable Duration reset(String value, Instant now) {
        if (value.matches("\\d{1,12}")) {
            return clamped(new BigDecimal(value).subtract(BigDecimal.valueOf(now.getEpochSecond())));
        }
        Matcher units = UNITS.matcher(value);
        if (value.isEmpty() || !units.matches()) {
            return null;
        }
        return clamped(part(units.group(1), 3600)
                .add(part(units.group(2), 60))
                .add(part(units.group(3), 1))
                .add(part(units.group(4), 1).movePointLeft(3)));
    }

    private static BigDecimal part(@Nullable String number, int seconds) {
        return number == null ? BigDecimal.ZERO : new BigDecimal(number).multiply(BigDecimal.valueOf(seconds));
    }

    private static @Nullable Duration amount(@Nullable String text, int decimals) {
        String number = text == null ? "" : text.trim();
        boolean negative = number.startsWith("-");
        return PLAIN.matcher(negative ? number.substring(1) : number).matches()
                ? clamped(new BigDecimal(number).movePointLeft(decimals))
                : null;
    }

    private static @Nullable Duration date(String text, Instant now) {
        String withoutWeekday =
                text.trim().replaceFirst("^[A-Za-z]{3,9},?\\s+(?=\\S+\\s)", "").replaceAll("\\s+", " ");
        for (DateTimeFormatter form : DATES) {
            try {
                Duration until = Duration.between(now, form.parse(withoutWeekday, Instant::from));
                return until.isNegative() ? Duration.ZERO : until.compareTo(MAX) > 0 ? MAX : until;
            } catch (DateTimeException notInThisForm) {
                continue;
            }
        }
        return null;
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
