package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.JournalEntry;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.TrackedGeneration;
import io.camelgenai.tracking.repository.TrackedGeneration.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * A context with the component and a simulator. After each test the context stops, and must leave nothing: no thread, no call,
 * no connection; no key and no prompt may have been logged. A test that fails cleans up as well.
 */
public abstract class GenAiTestSupport {

    /** A key that must never be seen. */
    public static final String KEY = "ze_canary-7d1f";
    /** A prompt that must never be logged. */
    public static final String PROMPT = "a canary in a coal mine";

    /** Threads may take 2.5 s to end, on a busy machine longer; no timeout of Camel or of a connection is that short. */
    static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    final ByteArrayOutputStream log = new ByteArrayOutputStream();
    public GenAiSimulator simulator = GenAiSimulator.start(options());
    public CamelContext context = newContext();
    public ProducerTemplate template;
    private final PrintStream console = System.err;
    private final Set<Thread> threadsBefore = threads();

    /** The options of the simulator: faster than a provider. */
    SimulatorOptions options() {
        return SimulatorOptions.builder().pace(0.1).build();
    }

    /** The context, without JMX, which takes longer to register its parts than a small test to run. */
    public CamelContext newContext() {
        CamelContext created = new DefaultCamelContext();
        created.disableJMX();
        return created;
    }

    /** Whether a fault that no request has met fails the test, since it has shown nothing then. */
    boolean playsItsFaults() {
        return true;
    }

    /** The routes of every test in the class. */
    public abstract void routes(RouteBuilder routes);

    @BeforeEach
    public void start() throws Exception {
        System.setErr(new PrintStream(new Tee(console, log), true, StandardCharsets.UTF_8));
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        simulator.providers().forEach(provider -> component
                .getConnections()
                .put(provider, connection(provider, provider.equals("privategpt") ? null : keyOf(provider))));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                routes(this);
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    /** Keys start like the provider's own; the rest of a key must never be seen. */
    static String keyOf(String provider) {
        return provider.equals("elumenta") ? KEY.replace("ze_", "nb_") : KEY;
    }

    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setProvider(provider);
        connection.setBaseUrl(simulator.baseUrl(provider));
        connection.setApiKey(key);
        connection.setRetryDelay(Duration.ofMillis(20));
        return connection;
    }

    @AfterEach
    void leavesNothing() {
        try {
            long begun = System.nanoTime();
            context.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(STOP_WITHIN);
            await().untilAsserted(() ->
                    assertThat(threads()).as("threads of the component").isSubsetOf(threadsBefore));
            await().untilAsserted(() -> assertThat(threadsInOkHttp())
                    .as("threads with work for OkHttp")
                    .isEmpty());
            await().untilAsserted(() -> assertThat(simulator.openConnections()).isZero());
            assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(KEY.substring(3), PROMPT);
            if (playsItsFaults()) {
                assertThat(simulator.unplayedFaults())
                        .as("faults that were armed and met by no request")
                        .isEmpty();
            }
        } finally {
            simulator.close();
            System.setErr(console);
        }
    }

    /** The threads of all components, by the names of their pools. */
    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().toLowerCase(Locale.ROOT).contains("genai"))
                .filter(thread -> !thread.getName().startsWith("genai-simulator"))
                .collect(Collectors.toSet());
    }

    /** OkHttp keeps an idle thread for a minute; one that executes its code has a call, a connection or a task. */
    private static List<String> threadsInOkHttp() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> isIn("okhttp3.", each.getValue()) && !isIn("mockwebserver3.", each.getValue()))
                .map(each -> each.getKey() + " " + Arrays.toString(each.getValue()))
                .toList();
    }

    private static boolean isIn(String code, StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().startsWith(code));
    }

    GenAiRuntime runtime() {
        return context.getComponent("genai", GenAiComponent.class).runtime();
    }

    GenerationRepository repository() {
        return context.getComponent("genai", GenAiComponent.class).getRepository();
    }

    /** The generations that are not terminal, or were not acknowledged. */
    List<TrackedGeneration> unfinished() {
        List<TrackedGeneration> all = new ArrayList<>(repository().records().list(State.ACCEPTED, "", 10_000));
        all.addAll(repository().records().list(State.TERMINAL, "", 10_000));
        return all;
    }

    public MockEndpoint mock(String name) {
        MockEndpoint mock = context.getEndpoint("mock:" + name, MockEndpoint.class);
        mock.setResultWaitTime(MAX_WAIT.toMillis());
        return mock;
    }

    /** The exchange after it went through an endpoint. */
    public Exchange send(String uri, Object body, String header, Object value) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader(header, value);
        });
    }

    public Exchange send(String uri, Object body) {
        return template.request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    /** The generation in the body of an exchange that succeeded. */
    static Generation generation(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Generation.class);
    }

    /** The events in {@code mock:events}, once the terminal one is there. */
    List<GenerationEvent> events() {
        List<Exchange> received = mock("events").getExchanges();
        await().until(() -> received.stream().anyMatch(each -> event(each).isTerminal()));
        return received.stream().map(GenAiTestSupport::event).toList();
    }

    private static GenerationEvent event(Exchange exchange) {
        return exchange.getMessage().getBody(GenerationEvent.class);
    }

    static GenerationEvent last(List<GenerationEvent> events) {
        return events.get(events.size() - 1);
    }

    /** The state in the last of {@link #events()}. */
    Generation streamed() {
        return Objects.requireNonNull(last(events()).generation());
    }

    /** The pieces of text in events, joined. */
    static String text(List<GenerationEvent> events) {
        return pieces(events, GenerationEventType.TEXT);
    }

    /** The pieces in events of one type, joined. */
    static String pieces(List<GenerationEvent> events, GenerationEventType type) {
        return events.stream()
                .filter(each -> each.type() == type)
                .map(GenerationEvent::text)
                .filter(Objects::nonNull)
                .collect(Collectors.joining());
    }

    /** The first create that a provider of the simulator received. */
    JournalEntry firstCreate(String provider) {
        return requests(provider, "create").get(0);
    }

    /** The body of the last create that a provider of the simulator received. */
    JsonNode lastRequest(String provider) throws IOException {
        List<JournalEntry> creates = requests(provider, "create");
        return new ObjectMapper().readTree(creates.get(creates.size() - 1).body());
    }

    /** The operations of all requests that the simulator received. */
    List<String> operations() {
        return simulator.requests().stream().map(JournalEntry::operation).toList();
    }

    /** The requests that the simulator received. */
    List<JournalEntry> requests(String provider, String operation) {
        return simulator.requests(provider, operation);
    }

    private static final class Tee extends OutputStream {

        private final OutputStream first;
        private final OutputStream second;

        Tee(OutputStream first, OutputStream second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public void write(int b) throws IOException {
            first.write(b);
            second.write(b);
        }
    }
}
