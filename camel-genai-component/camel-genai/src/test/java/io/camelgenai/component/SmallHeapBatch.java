package io.camelgenai.component;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** The process of {@link SmallHeapBatchTest}. */
final class SmallHeapBatch {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SmallHeapBatch() {}

    /** @param arguments the base URL of the provider, the number of requests, the length of each, and the folder for temporary files */
    public static void main(String[] arguments) throws Exception {
        int requests = Integer.parseInt(arguments[1]);
        String text = "x".repeat(Integer.parseInt(arguments[2]));
        BitSet answered = new BitSet(requests + 1);
        int[] lines = new int[1];
        CamelContext context = new DefaultCamelContext();
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(arguments[0]);
        connection.setApiKey("anything");
        context.getComponent("genai", GenAiComponent.class).getConnections().put("mistral-batch", connection);
        context.getStreamCachingStrategy()
                .setSpoolDirectory(Path.of(arguments[3]).toFile());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send")
                        .to("genai:mistral-batch/mistral-small?timeout=15m")
                        .split(simple("${body.artifacts}"))
                        .to("genai:mistral-batch?operation=download")
                        .split(body().tokenize("\n"))
                        .streaming()
                        .process(exchange -> {
                            String line = exchange.getMessage().getBody(String.class);
                            String id = JSON.readTree(line).get("custom_id").textValue();
                            answered.set(Integer.parseInt(id.substring("request-".length())));
                            lines[0]++;
                        });
            }
        });
        context.start();
        Iterator<String> prompts =
                IntStream.rangeClosed(1, requests).mapToObj(i -> text + i).iterator();
        Exchange done = context.createProducerTemplate()
                .send("direct:send", exchange -> exchange.getMessage().setBody(prompts));
        System.out.println("failure=" + done.getException());
        System.out.println("lines=" + lines[0]);
        System.out.println("answered=" + answered.cardinality());
        context.stop();
    }
}
