package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.FaultBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/**
 * Many streams for a while, a third of which is reset, cut, stalled or closed too early: each becomes terminal, and nothing is
 * left. The profile {@code soak} runs it with 200 streams for ten minutes.
 */
class SoakTest extends GenAiTestSupport {

    private static final int STREAMS = Integer.getInteger("soak.streams", 40);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("soak.seconds", 10));
    private static final Duration LAST_STREAMS = Duration.ofMinutes(2);
    private static final List<Supplier<FaultBuilder>> FAULTS =
            List.of(Fault::reset, Fault::cut, Fault::stall, Fault::cleanEnd);

    private final Random random = new Random(17);
    private final Semaphore permits = new Semaphore(STREAMS);
    private final Map<String, Long> lastSequence = new ConcurrentHashMap<>();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<String, Generation> terminal = new ConcurrentHashMap<>();

    @Override
    public ConnectionConfiguration connection(String provider, String key) {
        ConnectionConfiguration connection = super.connection(provider, key);
        connection.setIdleTimeout(Duration.ofSeconds(1));
        connection.setMaxRetryDelay(Duration.ofSeconds(1));
        return connection;
    }

    @Override
    public void routes(RouteBuilder routes) {
        routes.from("direct:create").to("genai:privategpt/llama3:8b?operation=create");
        routes.from("genai:privategpt?emit=events")
                .process(exchange -> receive(exchange.getMessage().getBody(GenerationEvent.class)));
    }

    private void receive(GenerationEvent event) {
        Long before = lastSequence.put(String.valueOf(event.generationId()), event.sequence());
        if (before != null && event.sequence() != before + 1) {
            wrong.add(event + " after " + before);
        }
        if (event.isTerminal()) {
            if (terminal.put(String.valueOf(event.generationId()), event.generation()) != null) {
                wrong.add(event + " for the second time");
            }
            permits.release();
        }
    }

    @Test
    void manyStreamsWithManyFaultsLeaveNothing() throws Exception {
        long end = System.nanoTime() + TIME.toNanos();
        int created = 0;
        while (System.nanoTime() < end) {
            permits.acquire();
            if (random.nextInt(3) == 0) {
                simulator.fault(FAULTS.get(random.nextInt(FAULTS.size()))
                        .get()
                        .on("privategpt", "stream")
                        .beforeFrame(random.nextInt(12))
                        .build());
            }
            template.sendBody("direct:create", "a lighthouse in the fog, number " + created);
            created++;
        }
        await().atMost(LAST_STREAMS).until(() -> permits.availablePermits() == STREAMS);

        assertThat(wrong).isEmpty();
        assertThat(terminal).hasSize(created);
        List<Generation> cut = terminal.values().stream()
                .filter(each -> each.status() != GenerationStatus.COMPLETED)
                .toList();
        assertThat(cut)
                .as("streams that were interrupted three times in a row at the same place")
                .allSatisfy(each ->
                        assertThat(Objects.requireNonNull(each.error()).code()).isEqualTo("genai.stream-cut"));
        assertThat(cut.size()).isLessThanOrEqualTo(1 + created / 100);
        assertThat(simulator.generationsCreated()).isEqualTo(created);
        await().untilAsserted(
                        () -> assertThat(runtime().clients().callsInFlight()).isZero());
        System.out.println(
                "Soak: " + created + " streams, up to " + STREAMS + " at a time, " + TIME.toSeconds() + " s");
    }
}
