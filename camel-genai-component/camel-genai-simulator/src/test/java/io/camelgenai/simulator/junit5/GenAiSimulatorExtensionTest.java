package io.camelgenai.simulator.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The extension, in classes that are run by this one. */
class GenAiSimulatorExtensionTest {

    private static String lastUrl = "";

    private static int create(String baseUrl, String prompt) throws IOException, InterruptedException {
        lastUrl = baseUrl;
        String body = "{\"model\":\"flux-1.1-pro\",\"input\":{\"prompt\":\"" + prompt + "\"}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(baseUrl + "/v1/generations"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer ze_secret_of_a_test")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    /** Its tests are run by the class around it. */
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class OneForTheClass {

        @RegisterExtension
        static final GenAiSimulatorExtension simulator = new GenAiSimulatorExtension();

        private static String url = "";

        @Test
        @Order(1)
        void first() throws Exception {
            url = simulator.baseUrl("llmstats");
            simulator.fault(Fault.status(503).on("llmstats", "create").build());
            assertThat(create(url, "a bridge")).isEqualTo(503);
            assertThat(create(url, "a bridge")).isEqualTo(200);
            assertThat(simulator.generationsCreated()).isOne();
        }

        @Test
        @Order(2)
        void second(GenAiSimulator same) {
            assertThat(simulator.baseUrl("llmstats")).isEqualTo(url);
            assertThat(same).isSameAs(simulator.simulator());
            assertThat(simulator.generationsCreated()).isZero();
            assertThat(simulator.requests("llmstats", "create")).isEmpty();
        }

        @Nested
        class Within {

            @Test
            void sees() {
                assertThat(simulator.baseUrl("llmstats")).isEqualTo(url);
                assertThat(simulator.apiKey("llmstats")).startsWith("ze_");
            }
        }
    }

    @Test
    void oneSimulatorServesTheClassAndIsClearedForEachTest() {
        run(OneForTheClass.class).testEvents().assertStatistics(counts -> counts.succeeded(3)
                .failed(0));

        assertThatThrownBy(() -> create(lastUrl, "after the class")).isInstanceOf(ConnectException.class);
        assertThatThrownBy(OneForTheClass.simulator::simulator)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("@RegisterExtension");
    }

    static class OneForEachTest {

        @RegisterExtension
        final GenAiSimulatorExtension simulator = new GenAiSimulatorExtension();

        @Test
        void runs() throws Exception {
            assertThat(create(simulator.baseUrl("llmstats"), "a bridge")).isEqualTo(200);
        }
    }

    @Test
    void anExtensionInAnInstanceFieldIsClosedAfterTheTest() {
        run(OneForEachTest.class).testEvents().assertStatistics(counts -> counts.succeeded(1));

        assertThatThrownBy(() -> create(lastUrl, "after the test")).isInstanceOf(ConnectException.class);
    }

    static class Forgetful {

        @RegisterExtension
        static final GenAiSimulatorExtension simulator = new GenAiSimulatorExtension();

        @Test
        void armsAFaultThatNothingMeets() {
            simulator.fault(Fault.status(429).on("llmstats", "get").build());
        }

        @Test
        void failsByItself() throws Exception {
            simulator.fault(Fault.status(429).on("runway", "get").build());
            create(simulator.baseUrl("llmstats"), "the prompt of a test");
            throw new IllegalStateException("the reason");
        }
    }

    @Test
    void aFaultThatWasNotPlayedFailsTheTestAndAFailureIsExplainedByTheJournal() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        EngineExecutionResults results;
        try {
            results = run(Forgetful.class);
        } finally {
            System.setErr(before);
        }

        assertThat(results.testEvents().failed().stream()
                        .map(event -> event.getPayload().orElseThrow().toString()))
                .hasSize(2)
                .anySatisfy(failure -> assertThat(failure).contains("No request met these faults", "429", "llmstats"))
                .anySatisfy(failure -> assertThat(failure).contains("the reason"));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("failsByItself", "llmstats create  POST", "-> 200", "the prompt of a test")
                .contains("no request met the fault", "runway")
                .doesNotContain("ze_secret_of_a_test", "armsAFault");
    }
}
