package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import okhttp3.Headers;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F12: a table of all ways to ask for a wait. */
class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-10-21T07:28:00Z");

    @Test
    void anExhaustedLimitIsWaitedForUntilItsReset() {
        Headers headers = new Headers.Builder()
                .add("X-RateLimit-Reset-Hour", Long.toString(NOW.getEpochSecond() + 90))
                .build();

        assertThat(RetryAfter.untilReset(headers, Set.of("X-RateLimit-Reset-Hour"), NOW))
                .isEqualTo(Duration.ofSeconds(90));
        assertThat(RetryAfter.untilReset(headers, Set.of("X-RateLimit-Reset-Hour"), NOW.plusSeconds(100)))
                .isEqualTo(Duration.ZERO);
        assertThat(RetryAfter.untilReset(headers, Set.of("X-Other"), NOW)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1s, 1000",
        "6m0s, 360000",
        "1h2m3.5s, 3723500",
        "20ms, 20",
        "2m, 120000",
        "0s, 0",
        "soon, -1",
        "1e3, -1",
        "1d, -1",
        "'', -1"
    })
    void G2_aTimeUntilTheResetMayHaveUnits(String value, long millis) {
        Headers headers = new Headers.Builder().add("X-Reset", value).build();

        assertThat(RetryAfter.untilReset(headers, Set.of("X-Reset"), NOW))
                .isEqualTo(millis < 0 ? null : Duration.ofMillis(millis));
    }

    @TestFactory
    Stream<DynamicTest> F12_G2_aRequestedWaitIsParsed() throws IOException {
        try (InputStream table = RetryAfterTest.class.getResourceAsStream("/retry-after.json")) {
            JsonNode cases = new ObjectMapper().readTree(table);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(each -> DynamicTest.dynamicTest(each.get("case").asText(), () -> check(each)));
        }
    }

    private static void check(JsonNode each) {
        Headers.Builder headers = new Headers.Builder();
        each.get("headers")
                .fields()
                .forEachRemaining(
                        header -> headers.add(header.getKey(), header.getValue().asText()));
        JsonNode body = each.get("body");
        JsonNode millis = each.get("millis");

        assertThat(RetryAfter.read(headers.build(), body == null ? null : new BigDecimal(body.asText()), NOW))
                .isEqualTo(millis.isNull() ? null : Duration.ofMillis(millis.asLong()));
    }
}
