package io.camelgenai.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.component.monitoring.GenAiMeter;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The Grafana dashboard names existing meters and labels, and shows every meter. */
class DashboardTest {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(camel_genai_\\w+)(?:\\{([^}]*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
    private static final Pattern NAME = Pattern.compile("camel_genai_\\w+");
    private static final Pattern SELECTOR = Pattern.compile("(camel_genai_\\w+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)(?:=~|!=|!~|=)");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");

    /** The label that Prometheus adds to each sample. */
    private static final String INSTANCE = "instance";

    private static final Map<String, Set<String>> LABELS = new HashMap<>();
    private static final List<String> EXPRESSIONS = new ArrayList<>();

    /** Causes everything that is counted to happen once. */
    @BeforeAll
    static void scrape() throws Exception {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        try (GenAiSimulator simulator = GenAiSimulator.start(
                        SimulatorOptions.builder().pace(0.1).build());
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("metricsRegistry", registry);
            for (String provider : List.of("llmstats", "privategpt", "byteplus")) {
                ConnectionConfiguration connection = new ConnectionConfiguration();
                connection.setBaseUrl(simulator.baseUrl(provider));
                connection.setApiKey("ze_anything");
                context.getComponent("genai", GenAiComponent.class)
                        .getConnections()
                        .put(provider, connection);
            }
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:all")
                            .to("genai:llmstats/flux-1.1-pro")
                            .setBody(constant("a paper boat"))
                            .to("genai:privategpt?operation=stream")
                            .split(body())
                            .streaming()
                            .to("log:events?level=OFF");
                }
            });
            context.start();
            simulator.fault(
                    Fault.status(429).retryAfter("0").on("llmstats", "create").build());
            context.createProducerTemplate().requestBody("direct:all", "a paper boat");
            context.createProducerTemplate().requestBody("genai:byteplus?operation=webhook", "{\"id\":\"17\"}");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> registry.find(GenAiMeter.TERMINAL.meterName())
                                            .counters()
                                            .size()
                                    == 2
                            && !registry.find(GenAiMeter.COST.meterName())
                                    .counters()
                                    .isEmpty());
            read(registry.scrape());
        }
        JsonNode dashboard =
                new ObjectMapper().readTree(Files.readString(Pages.FOLDER.resolve("../../dashboards/genai.json")));
        dashboard.findValues("expr").forEach(each -> EXPRESSIONS.add(each.asText()));
        dashboard.get("templating").findValues("query").forEach(each -> EXPRESSIONS.add(each.asText()));
    }

    private static void read(String scraped) {
        SAMPLE.matcher(scraped).results().forEach(sample -> {
            Set<String> labels = LABELS.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            if (sample.group(2) != null) {
                LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
            }
        });
    }

    private static Stream<String> named(String expression) {
        return NAME.matcher(expression).results().map(MatchResult::group);
    }

    @Test
    void everyNameOnTheDashboardExists() {
        assertThat(EXPRESSIONS).isNotEmpty().allSatisfy(each -> assertThat(LABELS.keySet())
                .as(each)
                .containsAll(named(each).toList()));
    }

    @Test
    void everyMeterIsOnTheDashboard() {
        Set<String> shown =
                new TreeSet<>(EXPRESSIONS.stream().flatMap(DashboardTest::named).toList());
        for (GenAiMeter each : GenAiMeter.values()) {
            String prefix = each.meterName().replace('.', '_');
            assertThat(shown)
                    .as(each.meterName())
                    .anyMatch(name -> name.matches(prefix + "(_usd)?(_seconds)?(_total|_sum|_count|_max)?"));
        }
    }

    @Test
    void everyLabelOnTheDashboardExists() {
        assertThat(EXPRESSIONS).anyMatch(each -> SELECTOR.matcher(each).find()).anyMatch(each -> GROUPING.matcher(each)
                .find());
        for (String each : EXPRESSIONS) {
            SELECTOR.matcher(each).results().forEach(selector -> assertThat(LABELS.get(selector.group(1)))
                    .as(each)
                    .containsAll(MATCHER.matcher(selector.group(2))
                            .results()
                            .map(match -> match.group(1))
                            .toList()));
            GROUPING.matcher(each)
                    .results()
                    .flatMap(grouping -> Arrays.stream(grouping.group(1).split(", ")))
                    .filter(label -> !label.equals(INSTANCE))
                    .forEach(label -> named(each)
                            .forEach(name ->
                                    assertThat(LABELS.get(name)).as(each).contains(label)));
        }
    }
}
