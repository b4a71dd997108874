package io.camelgenai.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each benchmark runs, and reports all its results. The results of such a short run have no meaning. */
class BenchmarksTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void createReportsTimeAndRateOfEachPeer() throws Exception {
        JsonNode results = quick("create");
        for (String peer : List.of("okhttp", "okhttp-pool", "genai", "camel-http")) {
            assertThat(results.path(peer + ".micros").asDouble()).isPositive();
            assertThat(results.path(peer + ".perSecond").asDouble()).isPositive();
            assertThat(results.path(peer + ".micros.ratio").asDouble()).isPositive();
            assertThat(results.path(peer + ".perSecond.ratio").asDouble()).isPositive();
            assertThat(results.path(peer + ".micros.ratioToPool").asDouble()).isPositive();
        }
    }

    @Test
    void throughputReadsTheWholeTextByEveryPeer() throws Exception {
        JsonNode results = quick("throughput");
        for (String peer : List.of("genai", "okhttp-sse", "camel-http", "openai-java", "bytes")) {
            assertThat(results.path(peer + ".perSecond").asDouble()).isPositive();
            assertThat(results.path("genai." + peer + ".ratio").asDouble()).isPositive();
            assertThat(results.path("genai-numbered." + peer + ".ratio").asDouble())
                    .isPositive();
        }
    }

    @Test
    void latencyReportsThePercentilesOfBothSides() throws Exception {
        JsonNode results = quick("latency");
        for (String percentile : List.of("p50", "p99", "p99.9")) {
            assertThat(results.path("genai." + percentile + ".micros").asDouble())
                    .isPositive();
            assertThat(results.path("okhttp." + percentile + ".micros").asDouble())
                    .isPositive();
            assertThat(results.path("genai." + percentile + ".ratio").asDouble())
                    .isPositive();
        }
    }

    @Test
    void fanInLosesNoEvent() throws Exception {
        JsonNode results = quick("fan-in");
        for (String side : List.of("genai.20", "okhttp.20")) {
            assertThat(results.path(side + ".lost").asInt(-1)).isZero();
            assertThat(results.path(side + ".heapBytes").asDouble()).isPositive();
            assertThat(results.path(side + ".threads").asInt()).isPositive();
            assertThat(results.has(side + ".cpu.micros")).isTrue();
        }
    }

    @Test
    void trackingReportsCyclesAndPolledGenerations() throws Exception {
        JsonNode results = quick("tracking");
        for (String side : List.of("genai.memory", "genai.postgres", "postgres")) {
            assertThat(results.path(side + ".cyclesPerSecond").asDouble()).isPositive();
        }
        assertThat(results.path("genai.postgres.commitsPerCycle").asDouble()).isPositive();
        assertThat(results.path("tracked.100.threads").asInt()).isPositive();
        assertThat(results.path("tracked.100.pollsPerSecond").asDouble()).isPositive();
        assertThat(results.path("tracked.100.minWait.seconds").asDouble())
                .as("the delay that the server asks for is respected")
                .isGreaterThanOrEqualTo(1);
        assertThat(results.path("tracked.100.late.p99.seconds").asDouble()).isPositive();
        assertThat(results.path("tracked.100.passed.p99.millis").asDouble()).isPositive();
    }

    @Test
    void isolationReportsHealthyWorkUnderEachLoad() throws Exception {
        JsonNode results = quick("isolation");
        assertThat(results.path("genai.nested.started").asInt()).isEqualTo(70);
        assertThat(results.path("genai.nested.finished").asInt())
                .as("exchanges that call the component again do not block each other")
                .isEqualTo(70);
        for (String work : List.of(
                "genai.blocked.create",
                "genai.blocked.delivery",
                "genai.late.get",
                "genai.silent.create",
                "genai.silent.delivery",
                "genai.suspended.generate",
                "camel-http.blocked.create",
                "camel-http.silent.create")) {
            for (String percentile : List.of(".p50", ".p90")) {
                assertThat(results.path(work + ".unloaded" + percentile + ".millis")
                                .asDouble())
                        .as(work)
                        .isPositive();
                assertThat(results.path(work + ".loaded" + percentile + ".millis")
                                .asDouble())
                        .as(work)
                        .isPositive();
                assertThat(results.path(work + percentile + ".ratio").asDouble())
                        .as(work)
                        .isPositive();
            }
        }
        assertThat(results.path("genai.blocked.inPlace").asInt()).isEqualTo(80);
        assertThat(results.path("genai.late.generate.p50.ratio").asDouble()).isGreaterThanOrEqualTo(1);
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
        JsonNode results = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        assertThat(results.path("benchmark").asText()).isEqualTo(name);
        return results;
    }
}
