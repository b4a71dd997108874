package io.camelgenai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each benchmark still runs, and tells all that is to be told. What it measures in a second means nothing. */
class BenchmarksTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void createTellsTimeAndRateOfEachPeer() throws Exception {
        JsonNode figures = quick("create");
        for (String peer : List.of("okhttp", "okhttp-pool", "genai", "camel-http")) {
            assertThat(figures.path(peer + ".micros").asDouble()).isPositive();
            assertThat(figures.path(peer + ".perSecond").asDouble()).isPositive();
            assertThat(figures.path(peer + ".micros.ratio").asDouble()).isPositive();
            assertThat(figures.path(peer + ".perSecond.ratio").asDouble()).isPositive();
        }
    }

    @Test
    void throughputReadsTheWholeTextByEveryPeer() throws Exception {
        JsonNode figures = quick("throughput");
        for (String peer : List.of("genai", "okhttp-sse", "camel-http", "openai-java", "bytes")) {
            assertThat(figures.path(peer + ".perSecond").asDouble()).isPositive();
            assertThat(figures.path("genai." + peer + ".ratio").asDouble()).isPositive();
        }
    }

    @Test
    void latencyTellsTheSharesOfBothSides() throws Exception {
        JsonNode figures = quick("latency");
        for (String share : List.of("p50", "p99", "p99.9")) {
            assertThat(figures.path("genai." + share + ".micros").asDouble()).isPositive();
            assertThat(figures.path("okhttp." + share + ".micros").asDouble()).isPositive();
            assertThat(figures.path("genai." + share + ".ratio").asDouble()).isPositive();
        }
    }

    @Test
    void fanInLosesNothing() throws Exception {
        JsonNode figures = quick("fan-in");
        for (String side : List.of("genai.20", "okhttp.20")) {
            assertThat(figures.path(side + ".lost").asInt(-1)).isZero();
            assertThat(figures.path(side + ".heapBytes").asDouble()).isPositive();
            assertThat(figures.path(side + ".threads").asInt()).isPositive();
            assertThat(figures.has(side + ".cpu.micros")).isTrue();
        }
    }

    @Test
    void trackingTellsWhatIsWatchedAndWhatGoesThrough() throws Exception {
        JsonNode figures = quick("tracking");
        for (String side : List.of("genai.memory", "genai.postgres", "postgres")) {
            assertThat(figures.path(side + ".cyclesPerSecond").asDouble()).isPositive();
        }
        assertThat(figures.path("genai.postgres.commitsPerCycle").asDouble()).isGreaterThanOrEqualTo(3);
        assertThat(figures.path("watched.100.threads").asInt()).isPositive();
        assertThat(figures.path("watched.100.looksPerSecond").asDouble()).isPositive();
        assertThat(figures.path("watched.100.shortestWait.seconds").asDouble())
                .as("the wait that the server asks for is kept")
                .isGreaterThanOrEqualTo(1);
        assertThat(figures.path("watched.100.late.p99.seconds").asDouble()).isPositive();
        assertThat(figures.path("watched.100.passed.p99.millis").asDouble()).isPositive();
    }

    @Test
    void anUnknownNameRunsNothing() throws Exception {
        assertThat(Main.run(new PrintStream(printed), "speed")).isFalse();
        assertThat(Main.run(new PrintStream(printed), "create", "slow")).isFalse();
        assertThat(printed.size()).isZero();
    }

    private JsonNode quick(String name) throws Exception {
        assertThat(Main.run(new PrintStream(printed, true, StandardCharsets.UTF_8), name, "quick"))
                .isTrue();
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSizeGreaterThan(2);
        JsonNode figures = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(figures.path("benchmark").asText()).isEqualTo(name);
        return figures;
    }
}
