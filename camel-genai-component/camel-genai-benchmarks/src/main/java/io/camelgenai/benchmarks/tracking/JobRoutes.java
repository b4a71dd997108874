package io.camelgenai.benchmarks.tracking;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.Generation;
import io.camelgenai.tracking.repository.GenerationRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * This component, as every user has it: a route that creates with an idempotency key, and one that hears of the ends. All
 * settings are the defaults, but for the repository where one is given.
 */
final class JobRoutes implements AutoCloseable {

    private static final String PROVIDER = "skills-video";
    private static final long PATIENCE_SECONDS = 30;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final AtomicInteger ordered = new AtomicInteger();

    /**
     * Starts them.
     *
     * @param repository null for the one that every user has
     * @param end hears of each end, in its route
     */
    JobRoutes(String baseUrl, @Nullable GenerationRepository repository, Consumer<Generation> end) throws Exception {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(baseUrl);
        connection.setApiKey("sk-benchmark");
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.getConnections().put(PROVIDER, connection);
        if (repository != null) {
            component.setRepository(repository);
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:order")
                        .to("genai:" + PROVIDER + "/google/veo-3.1?operation=create"
                                + "&idempotencyKey=${header.order}&channel=benchmark");
                from("genai:" + PROVIDER + "?channel=benchmark")
                        .process(exchange -> end.accept(
                                Objects.requireNonNull(exchange.getMessage().getBody(Generation.class))));
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    /** Creates so many, some at a time; returns when all have an id. */
    void order(int count, int atOnce) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(callers.submit(this::orderOne));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            callers.shutdown();
        }
        if (!callers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Generations are still being created");
        }
    }

    private void orderOne() {
        template.requestBodyAndHeader(
                "direct:order", "a lighthouse in the fog", "order", "order-" + ordered.incrementAndGet());
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
