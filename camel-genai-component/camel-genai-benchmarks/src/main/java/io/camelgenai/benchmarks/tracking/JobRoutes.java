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
 * The component as users run it: a route that creates with an idempotency key, and a route that consumes completions. All
 * settings are the defaults, except for the repository where one is given.
 */
final class JobRoutes implements AutoCloseable {

    private static final String PROVIDER = "skills-video";
    private static final long GRACE_SECONDS = 30;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;
    private final AtomicInteger created = new AtomicInteger();

    /**
     * Starts the routes.
     *
     * @param repository the repository, or null for the default
     * @param consumer receives each terminal generation, in its route
     */
    JobRoutes(String baseUrl, @Nullable GenerationRepository repository, Consumer<Generation> consumer)
            throws Exception {
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
                from("direct:create")
                        .to("genai:" + PROVIDER + "/google/veo-3.1?operation=create"
                                + "&idempotencyKey=${header.order}&channel=benchmark");
                from("genai:" + PROVIDER + "?channel=benchmark")
                        .process(exchange -> consumer.accept(
                                Objects.requireNonNull(exchange.getMessage().getBody(Generation.class))));
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    /** Creates this number of generations concurrently; returns when all have an id. */
    void create(int count, int concurrency) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(concurrency);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(callers.submit(this::createOne));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            callers.shutdown();
        }
        if (!callers.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Generations are still being created");
        }
    }

    private void createOne() {
        template.requestBodyAndHeader(
                "direct:create", "a lighthouse in the fog", "order", "order-" + created.incrementAndGet());
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
