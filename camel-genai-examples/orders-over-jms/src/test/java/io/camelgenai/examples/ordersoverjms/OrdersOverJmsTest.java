package io.camelgenai.examples.ordersoverjms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** F47: a message that the broker redelivers, or that survives a restart of the broker, is one generation. */
@Timeout(120)
class OrdersOverJmsTest {

    private static final int ORDERS = 6;
    private static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private final Path folder;
    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).build());
    private final Results results = new Results();
    private Broker broker;

    OrdersOverJmsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void startBroker() throws Exception {
        broker = Broker.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
        simulator.close();
        await().atMost(MAX_WAIT)
                .untilAsserted(() -> assertThat(componentThreads()).isEmpty());
    }

    private static List<String> componentThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(each -> each.toLowerCase(Locale.ROOT).contains("genai"))
                .toList();
    }

    private Application application(Consumer<String> booking) throws Exception {
        Application application =
                new Application(simulator.baseUrl("llmstats"), folder, broker.connections(), booking, results);
        assertThat(componentThreads())
                .as("the component's threads while it runs")
                .isNotEmpty();
        return application;
    }

    private static List<String> orders() {
        return IntStream.rangeClosed(1, ORDERS).mapToObj(Integer::toString).toList();
    }

    private static void order(Application application, String directive) throws Exception {
        for (String each : orders()) {
            application.order(each, "Boat " + each + directive);
        }
    }

    private void assertEachWasCreatedOnce() throws InterruptedException {
        results.await(ORDERS, MAX_WAIT);
        assertThat(results.pictures()).containsOnlyKeys(orders());
        assertThat(results.pictures().values().stream().map(String::new))
                .doesNotHaveDuplicates()
                .allMatch(each -> each.substring(1).startsWith("PNG"));
        assertThat(simulator.generationsCreated("llmstats")).isEqualTo(ORDERS);
    }

    @Test
    void F47_aRedeliveredMessageIsTheSameGeneration() throws Exception {
        Booking booking = new Booking(order -> true);
        try (Application application = application(booking::book)) {
            order(application, "");

            assertEachWasDelivered(booking, 2);
            assertEachWasCreatedOnce();
        }
    }

    private static void assertEachWasDelivered(Booking booking, int times) {
        await().atMost(MAX_WAIT).untilAsserted(() -> assertThat(orders())
                .allSatisfy(each -> assertThat(booking.attempts(each)).isGreaterThanOrEqualTo(times)));
    }

    @Test
    void anOrderThatTheProviderRefusesGoesToAQueueOfItsOwnWithTheCode() throws Exception {
        Booking booking = new Booking(order -> false);
        try (Application application = application(booking::book)) {
            application.order("refused", "A boat [reject]");
            application.order("failed", "A boat [fail]");
            application.order("drawn", "A boat");

            assertThat(results.await(3, MAX_WAIT)).isTrue();
        }
        assertThat(results.pictures()).containsOnlyKeys("drawn");
        assertThat(results.refused()).containsOnlyKeys("refused", "failed");
        assertThat(results.refused().values()).doesNotContainNull().doesNotContain("");
        assertThat(booking.attempts("refused")).isZero();
    }

    @Test
    void F47_aRestartOfTheBrokerLosesNoOrderAndNoResultAndCreatesNothingTwice() throws Exception {
        Booking booking = new Booking(order -> false);
        try (Application application = application(booking::book)) {
            order(application, " [takes 6s]");
            await().atMost(MAX_WAIT).until(() -> simulator.generationsCreated("llmstats") > 1);
            broker.stop();
            assertThat(results.pictures()).hasSizeLessThan(ORDERS);
            broker.restart();

            assertEachWasDelivered(booking, 1);
            assertEachWasCreatedOnce();
        }
    }

    @Test
    void F47_aMessageRedeliveredAfterARestartOfTheApplicationIsTheSameGeneration() throws Exception {
        try (Application application = application(order -> {
            throw new IllegalStateException("Booking always fails in this test");
        })) {
            order(application, "");
            await().atMost(MAX_WAIT).until(() -> simulator.generationsCreated("llmstats") == ORDERS);
        }
        Booking booking = new Booking(order -> false);
        try (Application application = application(booking::book)) {
            assertThat(application).isNotNull();
            assertEachWasDelivered(booking, 1);
            assertEachWasCreatedOnce();
        }
    }
}
