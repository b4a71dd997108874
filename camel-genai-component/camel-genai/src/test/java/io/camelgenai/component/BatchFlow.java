package io.camelgenai.component;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.tracking.repository.jdbc.Databases;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcDataSource;

/** An application that sends a file of requests as a batch, and reads the answers. {@link BatchCrashTest} kills it. */
final class BatchFlow implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    final List<String> answered = new CopyOnWriteArrayList<>();
    final AtomicInteger completions = new AtomicInteger();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Path requests;

    /** @param blockAt after how many answers the route stays where it is; 0 for never */
    BatchFlow(String database, String simulator, Path folder, int blockAt) throws Exception {
        this.requests = folder.resolve("requests.jsonl");
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL(database);
        h2.setUser("sa");
        JdbcGenerationRepository repository = new JdbcGenerationRepository(Databases.pooled(h2));
        repository.setLease(CrashFlow.LEASE);
        ConnectionConfiguration connection = new ConnectionConfiguration();
        connection.setBaseUrl(simulator + "/openai-batch");
        connection.setApiKey(GenAiTestSupport.KEY);
        GenAiComponent component = context.getComponent("genai", GenAiComponent.class);
        component.setRepository(repository);
        component.getConnections().put("openai-batch", connection);
        Path seen = folder.resolve("answers.txt");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send")
                        .to(
                                "genai:openai-batch/gpt-5-mini?operation=create&channel=nightly&idempotencyKey=requests.jsonl");
                from("genai:openai-batch?channel=nightly")
                        .process(exchange -> completions.incrementAndGet())
                        .split(simple("${body.artifacts}"))
                        .to("genai:openai-batch?operation=download")
                        .split(body().tokenize("\n"))
                        .streaming()
                        .process(exchange -> answer(exchange, seen, blockAt));
            }
        });
        context.start();
    }

    private void answer(Exchange exchange, Path seen, int blockAt) throws Exception {
        String line = exchange.getMessage().getBody(String.class);
        answered.add(JSON.readTree(line).get("custom_id").textValue());
        Files.writeString(seen, "answer\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (answered.size() == blockAt) {
            new CountDownLatch(1).await();
        }
    }

    /** Sends the file. Returns the id of the batch. */
    String send() {
        return context.createProducerTemplate()
                .send("direct:send", exchange -> exchange.getMessage().setBody(requests.toFile()))
                .getMessage()
                .getHeader(GenAiConstants.GENERATION_ID, String.class);
    }

    @Override
    public void close() {
        context.stop();
    }

    /** @param arguments the database, the simulator, the folder, and after how many answers to stop */
    public static void main(String[] arguments) throws Exception {
        BatchFlow flow =
                new BatchFlow(arguments[0], arguments[1], Path.of(arguments[2]), Integer.parseInt(arguments[3]));
        System.out.println("id=" + flow.send());
        new CountDownLatch(1).await();
    }
}
