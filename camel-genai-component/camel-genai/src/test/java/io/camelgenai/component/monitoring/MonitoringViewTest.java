package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.simulator.Fault;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/**
 * The dev console, health, JMX, meters and events show the same errors and numbers, and none of them shows a key or a prompt,
 * although the provider repeats both.
 */
class MonitoringViewTest extends MonitoringTestSupport {

    /** A careless error response, with key and prompt in the place of code and message. */
    private static final String REPEATING = "{\"error\": {\"code\": \"bad " + PROMPT + "\", \"type\": \"" + KEY
            + "\", \"message\": \"key " + KEY + " may not ask for " + PROMPT + "\"}, \"message\": \"" + PROMPT
            + "\", \"code\": \"" + PROMPT + "\"}";

    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final List<CamelEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void routes(RouteBuilder routes) {
        context.getRegistry().bind("metrics", registry);
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        checks.register(checks.resolveById("consumers"));
        checks.register(checks.resolveById("producers"));
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event.getType() == CamelEvent.Type.Custom) {
                    events.add(event);
                }
            }
        });
        super.routes(routes);
    }

    private State state(String check) {
        return HealthCheckHelper.invoke(context, "full").stream()
                .filter(each -> each.getCheck().getId().equals(check))
                .map(Result::getState)
                .findAny()
                .orElseThrow();
    }

    private double meter(GenAiMeter meter, String connection) {
        return registry.find(meter.meterName()).tags("connection", connection).meters().stream()
                .mapToDouble(each -> each.measure().iterator().next().getValue())
                .sum();
    }

    private ConnectionView connection(String name) {
        return view().connections().stream()
                .filter(each -> each.connection().equals(name))
                .findAny()
                .orElseThrow();
    }

    private JsonObject json() {
        return (JsonObject) console(MediaType.JSON);
    }

    private List<?> list(String name) {
        return (List<?>) json().get(name);
    }

    /** All that an operator can read. */
    private String allShown() throws Exception {
        List<String> all = new ArrayList<>();
        all.add((String) console(MediaType.TEXT));
        all.add(json().toJson());
        all.add(allOfJmx());
        for (Result each : HealthCheckHelper.invoke(context, "full")) {
            all.add(each.getCheck().getId()
                    + each.getState()
                    + each.getMessage()
                    + each.getDetails()
                    + each.getError());
        }
        for (Meter each : registry.getMeters()) {
            all.add(each.getId() + " " + each.measure());
        }
        all.add(events.toString());
        return String.join("\n", all);
    }

    @Test
    void F69_everyErrorIsShownAndNoSecretIs() throws Exception {
        simulator.fault(
                Fault.status(401).body(REPEATING).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "refused");
        assertThat(list("lastErrors")).hasSize(1);
        assertThat(state("producer:genai-llmstats")).isEqualTo(State.DOWN);
        assertThat(state("consumer:pictures")).isEqualTo(State.DOWN);
        assertThat(meter(GenAiMeter.FAILURES, "llmstats")).isOne();
        assertContainsNoSecret(allShown());

        simulator.fault(
                Fault.status(429).body(REPEATING).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "repeated");
        assertThat(attribute(component(), "Retries")).isEqualTo(1L);
        assertThat(state("consumer:pictures")).isEqualTo(State.UP);
        assertThat(events).anySatisfy(each -> assertThat(each).asString().contains("http-429"));

        unknownOutcome();
        assertThat(list("unknownOutcomes")).hasSize(1);
        await().untilAsserted(
                        () -> assertThat(attribute(component(), "Unknown")).isEqualTo(1L));
        assertThat(meter(GenAiMeter.UNKNOWN, "llmstats")).isOne();
        assertThat(state("genai-unresolved")).isEqualTo(State.DOWN);

        parkedDelivery();
        assertThat(list("parked")).hasSize(1);
        assertThat(attribute(consumer("deliveries"), "Parked")).isEqualTo(1L);
        assertThat(meter(GenAiMeter.PARKED, "privategpt")).isOne();

        simulator.fault(Fault.cut().on("privategpt", "stream").build());
        send("direct:text", PROMPT);
        await().until(() -> terminalTexts() == 1);
        assertThat(json().toJson()).contains("STREAM_INTERRUPTED");
        assertThat((String[]) attribute(component(), "LastErrors"))
                .anyMatch(each -> each.contains("STREAM_INTERRUPTED"));

        assertThat(connection("privategpt").failures())
                .as("console and meter")
                .isEqualTo((long) meter(GenAiMeter.FAILURES, "privategpt"))
                .isPositive();
        assertThat((double) connection("llmstats").retries())
                .isEqualTo(meter(GenAiMeter.RETRIES, "llmstats"))
                .isPositive();

        openStreams(2);
        await().until(() -> ((Number) json().get("streamsWaiting")).intValue() == 1);
        assertContainsNoSecret(allShown());
        finishStreams();
        await().until(() -> terminalTexts() == 3);
        assertContainsNoSecret(allShown());
    }
}
