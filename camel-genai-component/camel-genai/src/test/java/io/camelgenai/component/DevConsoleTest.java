package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.simulator.Fault;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

/** What the console shows while things go well, and while they do not. */
class DevConsoleTest extends OperationTestSupport {

    private JsonObject json() {
        return (JsonObject) console(MediaType.JSON);
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> list(String name) {
        return (List<Map<String, Object>>) json().get(name);
    }

    private Map<String, Object> connection(String name) {
        return list("connections").stream()
                .filter(each -> name.equals(each.get("connection")))
                .findAny()
                .orElseThrow();
    }

    @Test
    void aConnectionIsThereBeforeAnythingHappensOverIt() {
        assertThat(connection("llmstats")).containsEntry("provider", "llmstats").containsEntry("created", 0L);
        assertThat(json()).containsEntry("inFlight", 0).containsEntry("streamThreadsMost", 1L);
        assertThat(list("lastErrors")).isEmpty();
    }

    @Test
    void streamsAreSeenOpenAndWaiting() {
        openStreams(3);
        await().untilAsserted(() -> assertThat(json())
                .containsEntry("inFlight", 3)
                .containsEntry("streamsOpen", 1)
                .containsEntry("streamThreads", 1)
                .containsEntry("streamsWaiting", 2));
        assertThat(connection("privategpt")).containsEntry("inFlight", 3).containsEntry("streamsOpen", 1);
        assertThat((String) console(MediaType.TEXT))
                .contains("In flight: 3", "Streams open: 1, waiting for a thread: 2 (threads: 1 of 1)");

        goOn();
        await().until(() -> textsEnded() == 3);
        await().untilAsserted(
                        () -> assertThat(json()).containsEntry("inFlight", 0).containsEntry("streamsOpen", 0));
        assertThat(connection("privategpt")).containsEntry("created", 3L).containsEntry("events", (long)
                mock("text").getExchanges().size());
        assertThat((Map<?, ?>) connection("privategpt").get("terminal"))
                .isEqualTo(Map.of("COMPLETED", 3L, "INCOMPLETE", 0L, "FAILED", 0L, "CANCELED", 0L));
        assertThat((Long) connection("privategpt").get("outputTokens")).isPositive();
    }

    @Test
    void F46_anUnknownOutcomeIsSeen() {
        String key = anUnknownOutcome();

        assertThat(list("unknownOutcomes")).singleElement().satisfies(each -> assertThat(each)
                .containsEntry("key", key)
                .containsEntry("provider", "llmstats")
                .containsEntry("model", "flux-1.1-pro")
                .containsKey("since"));
        assertThat(connection("llmstats")).containsEntry("unknown", 1L);
        assertThat(list("lastErrors")).extracting("kind").contains("OUTCOME_UNKNOWN", "NO_ANSWER");
        assertThat((String) console(MediaType.TEXT)).contains("Unknown outcomes: 1", key);
        assertNothingSecret();
    }

    @Test
    void aParkedEndIsSeen() {
        String key = aParkedEnd();

        assertThat(list("parked")).singleElement().satisfies(each -> assertThat(each)
                .containsEntry("key", key)
                .containsEntry("channel", "parked")
                .containsEntry("deliveries", 2)
                .containsKey("generationId"));
        assertThat(connection("privategpt")).containsEntry("parked", 1L);
        assertThat((String) console(MediaType.TEXT)).contains("Parked: 1", key);
        assertNothingSecret();
    }

    @Test
    void F13_aRefusedKeyIsSeenAndNotShown() {
        simulator.fault(Fault.status(401).on("llmstats", "create").build());
        send("direct:picture", PROMPT, "order", "7");

        assertThat(list("lastErrors")).singleElement().satisfies(each -> assertThat(each)
                .containsEntry("connection", "llmstats")
                .containsEntry("kind", "NOT_ALLOWED")
                .containsEntry("httpStatus", 401));
        assertThat(connection("llmstats")).containsEntry("failuresInARow", 1).containsKey("lastFailure");
        assertNothingSecret();

        send("direct:picture", PROMPT, "order", "7");
        assertThat(connection("llmstats")).containsEntry("failuresInARow", 0).doesNotContainKey("lastFailure");
    }

    @Test
    void onlyTheLastErrorsAreKept() {
        simulator.fault(Fault.status(400).on("llmstats", "create").times(60).build());
        IntStream.range(0, 60).forEach(order -> send("direct:picture", PROMPT, "order", order));

        assertThat(list("lastErrors")).hasSize(50);
        assertThat(connection("llmstats")).containsEntry("failures", 60L).containsEntry("failuresInARow", 0);
    }

    @Test
    void F31_aStreamThatWasCutIsSeen() {
        simulator.fault(Fault.cut().on("privategpt", "stream").build());
        send("direct:text", PROMPT);

        await().until(() -> textsEnded() == 1);
        assertThat(list("lastErrors")).extracting("kind").contains("STREAM_BROKE");
        assertNothingSecret();
    }

    @Test
    void F63_whatIsNotInTheRepositoryIsSeenWithoutIt() {
        away.set(true);

        assertThat(json()).containsEntry("unknownOutcomes", null).containsEntry("parked", null);
        assertThat(connection("llmstats")).containsEntry("created", 0L).containsEntry("unknown", null);
        assertThat((String) console(MediaType.TEXT)).contains("Unknown outcomes: the repository can not be read");
        assertNothingSecret();
    }

    private void assertNothingSecret() {
        assertHoldsNoSecret((String) console(MediaType.TEXT));
        assertHoldsNoSecret(json().toJson());
    }
}
