package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.simulator.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The health checks, while calls succeed and while they fail. */
class HealthTest extends MonitoringTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        super.routes(routes);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
        registry.register(registry.resolveById("producers"));
    }

    @BeforeEach
    void enableProducers() {
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
    }

    private Result check(String id) {
        return check(context, id);
    }

    private static Result check(CamelContext context, String id) {
        Collection<Result> all = HealthCheckHelper.invoke(context, "full");
        return all.stream()
                .filter(each -> each.getCheck().getId().equals(id))
                .findAny()
                .orElseThrow(() -> new AssertionError("There is no check " + id + ", only " + ids(all)));
    }

    private static List<String> ids(Collection<Result> results) {
        return results.stream().map(each -> each.getCheck().getId()).toList();
    }

    private String allChecks() {
        return HealthCheckHelper.invoke(context, "full").stream()
                .map(each ->
                        each.getState() + " " + each.getMessage() + " " + each.getDetails() + " " + each.getError())
                .toList()
                .toString();
    }

    @Test
    void everyCheckIsUpBeforeTheFirstCall() {
        assertThat(HealthCheckHelper.invoke(context, "full"))
                .isNotEmpty()
                .allSatisfy(each ->
                        assertThat(each.getState()).as(each.getCheck().getId()).isEqualTo(State.UP));
        assertThat(ids(HealthCheckHelper.invoke(context, "full")))
                .contains("consumer:pictures", "consumer:deliveries", "producer:genai-llmstats", "genai-unresolved")
                .doesNotHaveDuplicates();
        assertThat(check("consumer:pictures").getDetails())
                .containsEntry("connection", "llmstats")
                .containsEntry("parked", 0L)
                .containsEntry("unknownOutcomes", 0L);
    }

    @Test
    void F13_aRefusedKeyIsDownUntilItIsAcceptedAgain() {
        simulator.fault(Fault.status(401).on("llmstats", "get").times(1000).build());
        send("direct:picture", PROMPT, "order", "7");

        await().until(() -> check("consumer:pictures").getState() == State.DOWN);
        Result down = check("consumer:pictures");
        assertThat(down.getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("llmstats", "401", "apiKey"));
        assertThat(down.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401);
        assertThat(check("producer:genai-llmstats").getState()).isEqualTo(State.DOWN);
        assertThat(check("consumer:deliveries").getState())
                .as("another connection")
                .isEqualTo(State.UP);
        assertContainsNoSecret(allChecks());

        simulator.clearFaults();
        await().until(() -> check("consumer:pictures").getState() == State.UP);
        await().until(() -> mock("picture").getReceivedCounter() == 1);
    }

    @Test
    void F50_threeFailuresInARowAreDown() {
        simulator.fault(Fault.status(500).on("privategpt", "status").times(1000).build());
        send("direct:get", "x", GenAiConstants.GENERATION_ID, "some-id");

        Result down = check("producer:genai-privategpt");
        assertThat(down.getState()).isEqualTo(State.DOWN);
        assertThat(down.getDetails())
                .containsEntry("lastFailure", "ERROR_RESPONSE")
                .containsEntry(HealthCheck.FAILURE_ERROR_COUNT, 3);
        assertContainsNoSecret(allChecks());
        simulator.clearFaults();
    }

    @Test
    void twoFailuresInARowAreUp() {
        simulator.fault(Fault.status(500).on("llmstats", "get").times(2).build());
        send("genai:llmstats?operation=get", "x", GenAiConstants.GENERATION_ID, "some-id");

        assertThat(check("producer:genai-llmstats").getDetails()).containsEntry(HealthCheck.FAILURE_ERROR_COUNT, 2);
        assertThat(check("producer:genai-llmstats").getState()).isEqualTo(State.UP);
    }

    @Test
    void theComponentDisablesTheChecksOfItsProducers() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            HealthCheckRegistry registry = HealthCheckRegistry.get(other);
            registry.register(registry.resolveById("producers"));
            HealthCheckHelper.getHealthCheckRepository(other, "producers").setEnabled(true);
            GenAiComponent quiet = new GenAiComponent();
            quiet.setHealthCheckProducerEnabled(false);
            quiet.setConnections(Map.of("quiet", connection("privategpt", null)));
            other.addComponent("genai-quiet", quiet);
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:quiet").to("genai-quiet:privategpt?connection=quiet&operation=get");
                }
            });
            other.start();

            assertThat(check(other, "producer:genai-quiet-quiet").getState()).isEqualTo(State.UNKNOWN);
            assertThat(check(other, "genai-quiet-unresolved").getState()).isEqualTo(State.UP);
        }
    }

    @Test
    void errorsOfTheRequestAreUp() {
        for (int i = 0; i < 4; i++) {
            send("direct:get", "x", GenAiConstants.GENERATION_ID, "no-such-id");
        }
        assertThat(check("producer:genai-privategpt").getState()).isEqualTo(State.UP);
    }

    @Test
    void F46_anUnknownOutcomeIsDownButNotForProbes() {
        unknownOutcome();

        assertThat(check("consumer:pictures").getDetails()).containsEntry("unknownOutcomes", 1L);
        assertThat(check("consumer:deliveries").getDetails()).containsEntry("unknownOutcomes", 0L);
        assertThat(check("genai-unresolved").getState()).isEqualTo(State.DOWN);
        assertThat(ids(HealthCheckHelper.invokeReadiness(context, "full"))).doesNotContain("genai-unresolved");
        assertThat(ids(HealthCheckHelper.invokeLiveness(context, "full")))
                .doesNotContain("genai-unresolved", "consumer:pictures", "producer:genai-llmstats");
        assertContainsNoSecret(allChecks());
    }

    @Test
    void aParkedDeliveryIsDownUntilItIsRedelivered() {
        String key = parkedDelivery();

        assertThat(check("consumer:deliveries").getDetails()).containsEntry("parked", 1L);
        assertThat(check("consumer:deliveries").getState()).isEqualTo(State.UP);
        assertThat(check("consumer:pictures").getDetails()).containsEntry("parked", 0L);
        assertThat(check("genai-unresolved").getState()).isEqualTo(State.DOWN);
        assertContainsNoSecret(allChecks());

        view().unresolved().redeliver(key);
        await().until(() -> check("genai-unresolved").getState() == State.UP);
    }

    @Test
    void F63_anUnreadableRepositoryIsDownAndItsAddressIsNotShown() {
        repositoryUnavailable.set(true);

        await().until(() -> check("consumer:pictures").getState() == State.DOWN);
        assertThat(check("consumer:pictures").getDetails())
                .containsEntry("parked", 0L)
                .containsKey("countedAt");
        assertThat(check("genai-unresolved").getMessage()).hasValue("The repository cannot be read");
        assertThat(check("producer:genai-llmstats").getState()).isEqualTo(State.UP);
        assertContainsNoSecret(allChecks());
    }

    @Test
    void checksAreThereWhileTheirEndpointsAre() throws Exception {
        context.getRouteController().stopRoute("picture");
        context.removeRoute("picture");
        assertThat(ids(HealthCheckHelper.invoke(context, "full"))).contains("producer:genai-privategpt");
        assertThat(ids(HealthCheckHelper.invoke(context, "full"))).doesNotContain("producer:genai-llmstats");

        context.getComponent("genai", GenAiComponent.class).stop();
        assertThat(ids(HealthCheckHelper.invoke(context, "full")))
                .doesNotContain("producer:genai-privategpt", "genai-unresolved");
    }
}
