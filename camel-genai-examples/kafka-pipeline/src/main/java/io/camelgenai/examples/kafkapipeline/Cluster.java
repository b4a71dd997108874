package io.camelgenai.examples.kafkapipeline;

import io.camelgenai.simulator.GenAiSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** What surrounds the workers in production, on this machine: a broker and a database in processes of their own, and a provider. */
final class Cluster implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final short ONE_REPLICA = 1;
    private static final Duration MAX_START = Duration.ofMinutes(1);

    private final Path folder;
    private final GenAiSimulator simulator;
    private final EmbeddedPostgres database;
    private final String brokers;
    private final ChildProcess broker;
    private final KafkaProducer<String, String> producer;
    private final Deque<ChildProcess> workers = new ArrayDeque<>();

    private Cluster(
            Path folder, GenAiSimulator simulator, EmbeddedPostgres database, String brokers, ChildProcess broker) {
        this.folder = folder;
        this.simulator = simulator;
        this.database = database;
        this.brokers = brokers;
        this.broker = broker;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "acks", "all"), new StringSerializer(), new StringSerializer());
    }

    /** Starts all but the workers, and waits until the topics are there. */
    static Cluster start(Path folder, GenAiSimulator simulator) throws Exception {
        int port = freePort();
        String brokers = "127.0.0.1:" + port;
        ChildProcess broker = ChildProcess.start(
                Broker.class,
                folder.resolve("broker.log"),
                Map.of(),
                folder.resolve("broker").toString(),
                Integer.toString(port),
                Integer.toString(freePort()));
        EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgres"))
                .setPGStartupWait(MAX_START)
                .start();
        Cluster cluster = new Cluster(folder, simulator, database, brokers, broker);
        cluster.createTopics();
        return cluster;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void createTopics() throws InterruptedException, IOException {
        List<NewTopic> topics = Stream.of("wanted", "done", "unknown", "rejected")
                .map(each -> new NewTopic("pictures." + each, PARTITIONS, ONE_REPLICA))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not start: " + broker.output(), e);
        }
    }

    String brokers() {
        return brokers;
    }

    Path pictures() {
        return folder.resolve("pictures");
    }

    /** Starts one more worker. */
    void startWorker() throws IOException {
        Map<String, String> settings = Map.of(
                "brokers", brokers,
                "database", database.getJdbcUrl("postgres", "postgres"),
                "folder", pictures().toString(),
                "camel.component.genai.connections[llmstats].baseUrl", simulator.baseUrl("llmstats"));
        Path log = folder.resolve("worker-" + workers.size() + ".log");
        workers.addLast(ChildProcess.start(Worker.class, log, settings));
    }

    /** Kills the worker that was started first, as kill -9 does. */
    void killWorker() throws InterruptedException {
        workers.getFirst().kill();
        workers.addLast(workers.removeFirst());
    }

    /** Whether a worker runs. */
    boolean isRunning() {
        return workers.stream().anyMatch(ChildProcess::isRunning);
    }

    /** Sends a request, and waits until the broker has it. */
    void request(String order, String prompt) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>("pictures.wanted", order, prompt)).get();
    }

    /** The logs of the workers. */
    String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        for (ChildProcess worker : workers) {
            logs.append(worker.output());
        }
        return logs.toString();
    }

    @Override
    public void close() throws Exception {
        for (ChildProcess worker : workers) {
            worker.close();
        }
        producer.close();
        broker.close();
        database.close();
    }
}
