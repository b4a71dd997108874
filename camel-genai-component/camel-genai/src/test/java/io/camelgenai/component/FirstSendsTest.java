package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Several threads send first in a context that is already started: Camel creates the component for one of them only. */
class FirstSendsTest {

    private static final int CONTEXTS = 10;
    private static final int THREADS = 8;

    private final GenAiSimulator simulator =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0.02).build());
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void close() {
        threads.shutdownNow();
        simulator.close();
    }

    static Stream<List<String>> uris() {
        String generate = "genai:privategpt?baseUrl=BASE";
        return Stream.of(
                List.of(generate),
                List.of(generate, "genai:privategpt/small?baseUrl=BASE"),
                List.of(generate, "genai:privategpt?baseUrl=BASE&connection=other"),
                List.of("genai:privategpt?baseUrl=BASE&operation=create"),
                List.of("genai:privategpt?connection=configured", "genai:privategpt/small?connection=configured"));
    }

    @ParameterizedTest
    @MethodSource("uris")
    void G44_firstSendsAtOnceAllWork(List<String> uris) throws Exception {
        for (int context = 0; context < CONTEXTS; context++) {
            for (Generation each : sendAtOnce(uris)) {
                assertThat(each.id()).isNotBlank();
                assertThat(each.status()).isNotEqualTo(GenerationStatus.FAILED);
            }
        }
        assertThat(simulator.generationsCreated()).isEqualTo(CONTEXTS * THREADS);
    }

    private List<Generation> sendAtOnce(List<String> uris) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("genai", componentWithConnection());
            context.start();
            CyclicBarrier together = new CyclicBarrier(THREADS);
            List<Future<Generation>> sent = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                String uri = uris.get(thread % uris.size()).replace("BASE", simulator.baseUrl("privategpt"));
                ProducerTemplate template = context.createProducerTemplate();
                sent.add(threads.submit(() -> {
                    together.await(60, TimeUnit.SECONDS);
                    return template.requestBody(uri, "a first thread", Generation.class);
                }));
            }
            List<Generation> all = new ArrayList<>();
            for (Future<Generation> each : sent) {
                all.add(each.get(60, TimeUnit.SECONDS));
            }
            return all;
        }
    }

    private GenAiComponent componentWithConnection() {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setProvider("privategpt");
        connection.setBaseUrl(simulator.baseUrl("privategpt"));
        GenAiComponent component = new GenAiComponent();
        component.getConnections().put("configured", connection);
        return component;
    }
}
