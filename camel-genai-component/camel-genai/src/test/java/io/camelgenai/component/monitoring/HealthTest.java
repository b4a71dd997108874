package io.camelgenai.component.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.simulator.Fault;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the health checks tell while things go well, and while they do not. */
class HealthTest extends MonitoringTestSupport {

    @Override
    public void routes(RouteBuilder routes) {
        super.routes(routes);
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
        registry.register(registry.resolveById("producers"));
    }

    @BeforeEach
    void producersToo() {
        HealthCheckHelper.getHealthCheckRepository(context, "producers").setEnabled(true);
    }

    private Result check(String id) {
        return HealthCheckHelper.invoke(context, "full").stream()
                .filter(each -> each.getCheck().getId().equals(id))
                .findAny()
                .orElseThrow(() -> new AssertionError("There is no check " + id + ", but "
                        + HealthCheckHelper.invoke(context, "full").stream()
                                .map(each -> each.getCheck().getId())
                                .toList()));
    }

    private static List<String> ids(Collection<Result> results) {
        return results.stream().map(each -> each.getCheck().getId()).toList();
    }

    private String everything() {
        return HealthCheckHelper.invoke(context, "full").stream()
                .map(each ->
                        each.getState() + " " + each.getMessage() + " " + each.getDetails() + " " + each.getError())
                .toList()
                .toString();
    }

    @Test
    void allIsWellBeforeAnythingHappens() {
        assertThat(HealthCheckHelper.invoke(context, "full"))
                .allSatisfy(each ->
                        assertThat(each.getState()).as(each.getCheck().getId()).isEqualTo(State.UP));
        assertThat(ids(HealthCheckHelper.invoke(context, "full")))
                .contains("consumer:pictures", "consumer:ends", "producer:genai-llmstats", "genai-unresolved")
                .doesNotHaveDuplicates();
        assertThat(check("consumer:pictures").getDetails())
                .containsEntry("connection", "llmstats")
                .containsEntry("parked", 0L)
                .containsEntry("unknownOutcomes", 0L);
    }

    @Test
    void F13_aKeyThatIsRefusedWhileWatchingIsDownUntilItIsLetInAgain() {
        simulator.fault(Fault.status(401).on("llmstats", "get").times(1000).build());
        send("direct:picture", PROMPT, "order", "7");

        await().until(() -> check("consumer:pictures").getState() == State.DOWN);
        Result down = check("consumer:pictures");
        assertThat(down.getMessage())
                .hasValueSatisfying(message -> assertThat(message).contains("llmstats", "401", "apiKey"));
        assertThat(down.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401);
        assertThat(check("producer:genai-llmstats").getState()).isEqualTo(State.DOWN);
        assertThat(check("consumer:ends").getState()).as("another connection").isEqualTo(State.UP);
        assertHoldsNoSecret(everything());

        simulator.clearFaults();
        await().until(() -> check("consumer:pictures").getState() == State.UP);
        await().until(() -> mock("picture").getReceivedCounter() == 1);
    }

    @Test
    void F50_aProviderThatFailsAgainAndAgainIsDown() {
        simulator.fault(Fault.status(500).on("privategpt", "status").times(1000).build());
        send("direct:get", "x", GenAiConstants.GENERATION_ID, "some-id");

        Result down = check("producer:genai-privategpt");
        assertThat(down.getState()).isEqualTo(State.DOWN);
        assertThat(down.getDetails())
                .containsEntry("lastFailure", "ERROR_RESPONSE")
                .containsEntry(HealthCheck.FAILURE_ERROR_COUNT, 3);
        assertHoldsNoSecret(everything());
        simulator.clearFaults();
    }

    @Test
    void twoFailuresAreNoReasonToTakeANodeAway() {
        simulator.fault(Fault.status(500).on("llmstats", "get").times(2).build());
        send("genai:llmstats?operation=get", "x", GenAiConstants.GENERATION_ID, "some-id");

        assertThat(check("producer:genai-llmstats").getDetails()).containsEntry(HealthCheck.FAILURE_ERROR_COUNT, 2);
        assertThat(check("producer:genai-llmstats").getState()).isEqualTo(State.UP);
    }

    @Test
    void producersHaveNoChecksWhereTheComponentSaysSo() throws Exception {
        GenAiComponent quiet = new GenAiComponent();
        quiet.setHealthCheckProducerEnabled(false);
        quiet.setConnections(Map.of("quiet", connection("privategpt", null)));
        context.addComponent("genai-quiet", quiet);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:quiet").to("genai-quiet:privategpt?connection=quiet&operation=get");
            }
        });

        assertThat(HealthCheckHelper.invoke(context, "full"))
                .filteredOn(each -> each.getCheck().getId().equals("producer:genai-quiet"))
                .allMatch(each -> each.getState() == State.UNKNOWN);
    }

    @Test
    void whatIsOurOwnFaultDoesNotMakeTheProviderDown() {
        for (int i = 0; i < 4; i++) {
            send("direct:get", "x", GenAiConstants.GENERATION_ID, "no-such-id");
        }
        assertThat(check("producer:genai-privategpt").getState()).isEqualTo(State.UP);
    }

    @Test
    void F46_anUnknownOutcomeIsToldAndTakesNoNodeAway() {
        unknownOutcome();

        assertThat(check("consumer:pictures").getDetails()).containsEntry("unknownOutcomes", 1L);
        assertThat(check("consumer:ends").getDetails()).containsEntry("unknownOutcomes", 0L);
        assertThat(check("genai-unresolved").getState()).isEqualTo(State.DOWN);
        assertThat(ids(HealthCheckHelper.invokeReadiness(context, "full"))).doesNotContain("genai-unresolved");
        assertThat(ids(HealthCheckHelper.invokeLiveness(context, "full")))
                .doesNotContain("genai-unresolved", "consumer:pictures", "producer:genai-llmstats");
        assertHoldsNoSecret(everything());
    }

    @Test
    void aParkedEndIsToldUntilItIsReleased() {
        String key = parkedDelivery();

        assertThat(check("consumer:ends").getDetails()).containsEntry("parked", 1L);
        assertThat(check("consumer:ends").getState()).isEqualTo(State.UP);
        assertThat(check("consumer:pictures").getDetails()).containsEntry("parked", 0L);
        assertThat(check("genai-unresolved").getState()).isEqualTo(State.DOWN);
        assertHoldsNoSecret(everything());

        view().unresolved().redeliver(key);
        await().until(() -> check("genai-unresolved").getState() == State.UP);
    }

    @Test
    void F63_aRepositoryThatCanNotBeReadIsDownAndItsAddressIsNotTold() {
        repositoryUnavailable.set(true);

        assertThat(check("consumer:pictures").getState()).isEqualTo(State.DOWN);
        assertThat(check("genai-unresolved").getMessage()).hasValue("The repository can not be read");
        assertThat(check("producer:genai-llmstats").getState()).isEqualTo(State.UP);
        assertHoldsNoSecret(everything());
    }

    @Test
    void checksComeAndGoWithTheirEndpoints() throws Exception {
        context.getRouteController().stopRoute("picture");
        context.removeRoute("picture");
        assertThat(ids(HealthCheckHelper.invoke(context, "full"))).contains("producer:genai-privategpt");
        assertThat(ids(HealthCheckHelper.invoke(context, "full"))).doesNotContain("producer:genai-llmstats");

        context.getComponent("genai", GenAiComponent.class).stop();
        assertThat(ids(HealthCheckHelper.invoke(context, "full")))
                .doesNotContain("producer:genai-privategpt", "genai-unresolved");
    }
}
