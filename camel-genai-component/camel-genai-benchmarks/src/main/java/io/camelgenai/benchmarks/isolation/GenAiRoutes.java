package io.camelgenai.benchmarks.isolation;

import io.camelgenai.benchmarks.server.JobControl;
import io.camelgenai.benchmarks.server.SlowControl;
import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.GenAiConstants;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.generation.GenerationStatus;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The component with default settings, except for the time limit of the provider that never answers. */
final class GenAiRoutes implements Routes {

    private static final String PROMPT = "a lighthouse in the fog";
    private static final String STARTED_AT = "startedAt";

    /** The group of images that are completed at the first poll. */
    static final String IMAGES = "healthy";

    private static final String OBSERVER = "observer";
    private static final String CREATE = "genai:skills-video/google/veo-3.1?operation=create";

    /** Short, since exchanges that block each other never end. */
    private static final long SHUTDOWN_SECONDS = 5;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Gate gate = new Gate();
    private final Gate nested = new Gate();
    private final AtomicInteger observed = new AtomicInteger();
    private final ProducerTemplate template;

    /**
     * Where the requests of the routes go.
     *
     * @param observed the group of the images that the observer observes
     */
    record Servers(JobControl jobs, SlowControl slow, String observed) {}

    /**
     * Starts the routes.
     *
     * @param late the time after which the first byte of a late chat completion is written
     * @param headersTimeout of creates at the provider that never answers
     * @param delivered receives the start of each healthy create whose completion has reached its route
     */
    GenAiRoutes(Servers servers, Duration late, Duration headersTimeout, LongConsumer delivered) throws Exception {
        Map<String, ConnectionConfiguration> connections =
                context.getComponent("genai", GenAiComponent.class).getConnections();
        connections.put(
                "skills-video", connection("skills-video", servers.jobs().url()));
        connections.put("observed", connection("llmstats", servers.slow().imageUrl(servers.observed())));
        connections.put("llmstats", connection("llmstats", servers.slow().imageUrl(IMAGES)));
        connections.put("openai-chat", connection("openai-chat", servers.slow().lateUrl(late.toMillis())));
        ConnectionConfiguration silent =
                connection("skills-video", servers.slow().silentUrl());
        silent.setHeadersTimeout(headersTimeout);
        connections.put("silent", silent);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:create").to(CREATE + "&channel=healthy&carryHeaders=" + STARTED_AT);
                from("genai:skills-video?channel=healthy")
                        .process(exchange ->
                                delivered.accept(exchange.getMessage().getHeader(STARTED_AT, Long.class)));
                from("direct:get").to("genai:skills-video?operation=get");
                from("direct:generate").to("genai:llmstats/flux-1.1-pro");
                from("direct:blocked").to(CREATE + "&channel=nobody").process(exchange -> gate.pass());
                from("direct:nested").to(CREATE + "&channel=nobody").process(exchange -> {
                    nested.pass();
                    get(id(exchange));
                });
                from("direct:new").to(CREATE + "&channel=nobody");
                from("direct:late").to("genai:openai-chat/gpt-4o-mini");
                // Its failures are expected: to log a stack trace for each would be a load of its own.
                from("direct:silent").errorHandler(noErrorHandler()).to(CREATE + "&connection=silent&channel=nobody");
                from("direct:observed")
                        .to("genai:llmstats/flux-1.1-pro?operation=create&connection=observed&channel=observed");
                from("genai:llmstats?connection=observed&channel=observed&emit=events")
                        .routeId(OBSERVER)
                        .process(GenAiRoutes.this::observe);
            }
        });
        context.getShutdownStrategy().setTimeout(SHUTDOWN_SECONDS);
        context.start();
        template = context.createProducerTemplate();
    }

    private static ConnectionConfiguration connection(String provider, String baseUrl) {
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setProvider(provider);
        connection.setBaseUrl(baseUrl);
        connection.setApiKey("sk-benchmark");
        return connection;
    }

    private void observe(Exchange exchange) {
        if (GenerationStatus.COMPLETED.name().equals(exchange.getMessage().getHeader(GenAiConstants.STATUS))) {
            observed.incrementAndGet();
        }
    }

    @Override
    public void create(long startedAt) {
        succeed("direct:create", Map.of(STARTED_AT, startedAt));
    }

    @Override
    public void block(long startedAt) {
        succeed("direct:blocked", Map.of());
    }

    @Override
    public void createSilently(long startedAt) {
        if (send("direct:silent", Map.of()).getException() == null) {
            throw new IllegalStateException("The silent server has answered");
        }
    }

    /** A get of a generation that exists. */
    void get(String id) {
        succeed("direct:get", Map.of(GenAiConstants.GENERATION_ID, id));
    }

    /** A generate of an image that is completed at the first poll. */
    void generate(long startedAt) {
        succeed("direct:generate", Map.of());
    }

    /** A generate at the provider whose answers are late. */
    void generateLate(long startedAt) {
        succeed("direct:late", Map.of());
    }

    /** Where {@link #nest} waits. */
    Gate nested() {
        return nested;
    }

    /** A create and, when its gate is open, a get by a processor of the same route. */
    void nest(long startedAt) {
        succeed("direct:nested", Map.of());
    }

    /** A create whose events the observer consumes. */
    void createObserved(long startedAt) {
        succeed("direct:observed", Map.of());
    }

    /** The id of a new generation. */
    String newId() {
        return id(succeed("direct:new", Map.of()));
    }

    void suspendObserver() throws Exception {
        context.getRouteController().suspendRoute(OBSERVER);
    }

    void resumeObserver() throws Exception {
        context.getRouteController().resumeRoute(OBSERVER);
    }

    /** How many completions the observer has received. */
    int observed() {
        return observed.get();
    }

    private static String id(Exchange exchange) {
        return exchange.getMessage().getHeader(GenAiConstants.GENERATION_ID, String.class);
    }

    private Exchange succeed(String route, Map<String, Object> headers) {
        Exchange exchange = send(route, headers);
        if (exchange.getException() != null) {
            throw new IllegalStateException(route + " has failed", exchange.getException());
        }
        return exchange;
    }

    private Exchange send(String route, Map<String, Object> headers) {
        return template.send(route, exchange -> {
            headers.forEach(exchange.getMessage()::setHeader);
            exchange.getMessage().setBody(PROMPT);
        });
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
