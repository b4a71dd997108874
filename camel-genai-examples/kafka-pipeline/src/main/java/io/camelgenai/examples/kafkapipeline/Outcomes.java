package io.camelgenai.examples.kafkapipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The events of the pipeline, by topic: which orders are done, rejected, or of an unknown outcome. */
final class Outcomes implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final Map<String, Set<String>> orders = new HashMap<>();
    private final Set<String> events = new TreeSet<>();

    Outcomes(String brokers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "group.id", "outcomes", "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(List.of("pictures.done", "pictures.unknown", "pictures.rejected"));
    }

    /** Reads until so many orders have an outcome; returns false on timeout, or when nothing runs any more that could add one. */
    boolean await(int count, Duration atMost, BooleanSupplier isRunning) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (count() < count && isRunning.getAsBoolean() && System.nanoTime() < deadline) {
            consumer.poll(POLL).forEach(this::add);
        }
        return count() >= count;
    }

    private void add(ConsumerRecord<String, String> event) {
        orders.computeIfAbsent(event.topic(), topic -> new TreeSet<>()).add(event.key());
        Header id = event.headers().lastHeader("ce_id");
        if (id != null) {
            events.add(new String(id.value(), StandardCharsets.UTF_8));
        }
    }

    private int count() {
        Set<String> all = new TreeSet<>();
        orders.values().forEach(all::addAll);
        return all.size();
    }

    /** The orders with an event on a topic. */
    Set<String> on(String topic) {
        return orders.getOrDefault("pictures." + topic, Set.of());
    }

    /** The ids of the events of generations, each once. */
    Set<String> events() {
        return events;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
