package io.camelgenai.benchmarks.isolation;

import io.camelgenai.benchmarks.server.SlowControl;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** The peer: camel-http behind {@code threads()}, whose routes share a pool of 64 threads. */
final class HttpRoutes implements Routes {

    private static final int THREADS = 64;
    private static final String BODY = "{\"prompt\":\"a lighthouse in the fog\"}";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final Gate gate = new Gate();
    private final ProducerTemplate template;

    /** @param jobUrl where healthy creates go */
    HttpRoutes(String jobUrl, SlowControl slow, Duration headersTimeout) throws Exception {
        context.getComponent("http", HttpComponent.class).setResponseTimeout(headersTimeout.toMillis());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                String path = "/generation/google/veo-3.1?connectionsPerRoute=64";
                from("direct:create").threads().executorService(pool).to(jobUrl + path);
                from("direct:blocked")
                        .threads()
                        .executorService(pool)
                        .to(jobUrl + path)
                        .process(exchange -> gate.pass());
                // Its failures are expected: to log a stack trace for each would be a load of its own.
                from("direct:silent")
                        .errorHandler(noErrorHandler())
                        .threads()
                        .executorService(pool)
                        .to(slow.silentUrl() + path);
            }
        });
        context.getShutdownStrategy().setTimeout(Callers.GRACE_SECONDS);
        context.start();
        template = context.createProducerTemplate();
    }

    @Override
    public void create(long startedAt) {
        succeed("direct:create");
    }

    @Override
    public void block(long startedAt) {
        succeed("direct:blocked");
    }

    private void succeed(String route) {
        Exchange exchange = send(route);
        if (exchange.getException() != null
                || !exchange.getMessage().getBody(String.class).contains("\"id\"")) {
            throw new IllegalStateException(route + " has failed", exchange.getException());
        }
    }

    @Override
    public void createSilently(long startedAt) {
        if (send("direct:silent").getException() == null) {
            throw new IllegalStateException("The silent server has answered");
        }
    }

    private Exchange send(String route) {
        return template.send(route, exchange -> {
            exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
            exchange.getMessage().setBody(BODY);
        });
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public void close() throws Exception {
        context.close();
        pool.shutdownNow();
    }
}
