package io.camelgenai.examples.ordersoverjms;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A queue takes a generation and an event as they are: its messages are their JSON. */
@Timeout(60)
class GenerationsOverJmsTest {

    private static final Generation GENERATION = Generation.of("loom")
            .id("17")
            .status(GenerationStatus.COMPLETED)
            .text("warp \u20AC weft")
            .build();
    private static final GenerationEvent EVENT = new GenerationEvent(
            "17", 3, GenerationEventType.TEXT, "row", "warp", GENERATION, "{\"row\": \"warp \u20AC\",  \"n\":1}");

    @Test
    void aMessageIsTheJsonOfItsBody(@TempDir Path folder) throws Exception {
        try (Broker broker = Broker.start(folder);
                DefaultCamelContext context = new DefaultCamelContext();
                ProducerTemplate template = context.createProducerTemplate();
                ConsumerTemplate received = context.createConsumerTemplate()) {
            context.getRegistry().bind("queues", broker.connections());
            context.start();
            for (Object body : List.of(GENERATION, EVENT)) {
                String json = context.getTypeConverter().convertTo(String.class, body);

                template.sendBody("jms:documents", body);
                assertThat(bodyOf(received)).isInstanceOfSatisfying(byte[].class, bytes -> assertThat(bytes)
                        .isEqualTo(json.getBytes(StandardCharsets.UTF_8)));
                template.sendBody("jms:documents?jmsMessageType=Text", body);
                assertThat(bodyOf(received)).isEqualTo(json);
            }
        }
    }

    private static Object bodyOf(ConsumerTemplate received) {
        Exchange exchange = received.receive("jms:documents", 30_000);
        assertThat(exchange).as("a message").isNotNull();
        return exchange.getMessage().getBody();
    }
}
