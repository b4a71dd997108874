package io.camelgenai.component;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.forked.Heap;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A process with the component that reads one stream to its end, by a route that observes it or by one that pulls it, and
 * reports what it read and the size of its heap.
 */
final class SmallHeapStream extends RouteBuilder {

    private static final int BETWEEN_REPORTS = 20_000;
    private static final int BETWEEN_PAUSES = 512;
    private static final long PAUSE_NANOS = 1_000_000;

    private final CountDownLatch ended = new CountDownLatch(1);
    private long events;
    private long outOfOrder;
    private long maxLive;

    /** @param arguments {@code observe} or {@code pull}, and the provider's base URL */
    public static void main(String[] arguments) throws Exception {
        CamelContext context = new DefaultCamelContext();
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(arguments[1]);
        context.getComponent("genai", GenAiComponent.class).getConnections().put("openai-chat", connection);
        SmallHeapStream stream = new SmallHeapStream();
        context.addRoutes(stream);
        context.start();
        context.createProducerTemplate().asyncSendBody("direct:" + arguments[0], "count");
        stream.ended.await();
        print("live", Heap.live());
        context.stop();
    }

    @Override
    public void configure() {
        from("direct:observe").to("genai:openai-chat/m?operation=create");
        from("genai:openai-chat?emit=events")
                .process(exchange -> see(exchange.getMessage().getBody(GenerationEvent.class)));
        from("direct:pull")
                .to("genai:openai-chat/m?operation=stream&channel=pulled")
                .process(exchange -> {
                    try {
                        exchange.getMessage().getBody(GenerationStream.class).forEachRemaining(this::see);
                    } catch (RuntimeException e) {
                        print("failure", e.getClass().getSimpleName());
                        print("message", e.getMessage());
                        ended.countDown();
                    }
                });
    }

    /** The first event waits for a signal of the parent process; the route is slow with the others. */
    private void see(GenerationEvent event) {
        if (events == 0) {
            print("liveAtFirst", Heap.live());
            awaitTheParent();
        }
        String data = event.data();
        if (data != null && data.contains("\"n\":")) {
            outOfOrder += data.contains("\"n\":" + (SmallHeapTest.FIRST_NUMBER + events) + ",") ? 0 : 1;
            events++;
        }
        if (events % BETWEEN_PAUSES == 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        if (events % BETWEEN_REPORTS == 0 || event.isTerminal()) {
            maxLive = Math.max(maxLive, Heap.live());
            print("events", events);
        }
        if (event.isTerminal()) {
            print("outOfOrder", outOfOrder);
            print("maxLive", maxLive);
            print("end", event.type());
            print("message", event.generation().error());
            ended.countDown();
        }
    }

    private static void awaitTheParent() {
        try {
            System.in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String name, Object figure) {
        System.out.println(name + "=" + figure);
    }
}
