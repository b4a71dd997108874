package io.camelgenai.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** A point in time is read as Java reads it, or left to Java. */
class UtcTimeTest {

    @Property(tries = 5000)
    void aTimeIsReadAsJavaReadsIt(@ForAll("times") String text) {
        boolean known;
        Instant read;
        try {
            read = UtcTime.parse(text);
            known = read != null;
        } catch (DateTimeException noSuchTime) {
            read = null;
            known = true;
        }
        if (known) {
            assertThat(read).as(text).isEqualTo(parsedByJava(text));
        }
    }

    private static @Nullable Instant parsedByJava(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException invalid) {
            return null;
        }
    }

    @Provide
    Arbitrary<String> times() {
        Arbitrary<Integer> part = Arbitraries.integers().between(0, 61);
        Arbitrary<String> fraction = Arbitraries.oneOf(
                Arbitraries.just(""),
                Arbitraries.strings().numeric().ofMaxLength(10).map(digits -> "." + digits));
        Arbitrary<String> zone = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.just("Z")), Tuple.of(1, Arbitraries.of("z", "", "+00:00", "+02:00", "Z ")));
        Arbitrary<String> times = Combinators.combine(
                        Arbitraries.integers().between(0, 9999), part, part, part, part, part, fraction, zone)
                .as((year, month, day, hour, minute, second, rest, at) -> String.format(
                        "%04d-%02d-%02dT%02d:%02d:%02d%s%s",
                        year, month % 14, day % 33, hour % 26, minute, second, rest, at));
        Arbitrary<String> edited = Combinators.combine(
                        times,
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.of("", " ", "t", "x", "-", ":", "\u0661"))
                .as((time, index, edit) -> {
                    int at = Math.min(index, time.length());
                    return time.substring(0, at) + edit + time.substring(Math.min(at + 1, time.length()));
                });
        return Arbitraries.frequencyOf(Tuple.of(3, times), Tuple.of(1, edited));
    }

    @Example
    void theUsualFormIsKnown() {
        assertThat(UtcTime.parse("2026-11-30T08:15:00.123Z")).isEqualTo("2026-11-30T08:15:00.123Z");
        assertThat(UtcTime.parse("2026-11-30T08:15:00Z")).isEqualTo("2026-11-30T08:15:00Z");
        assertThat(UtcTime.parse("2026-11-30T08:15:00+01:00")).isNull();
    }
}
