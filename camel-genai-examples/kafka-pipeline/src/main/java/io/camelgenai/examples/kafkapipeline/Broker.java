package io.camelgenai.examples.kafkapipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** A broker of Kafka, which is its own controller (KRaft), as a process on the loopback address. */
public final class Broker {

    private Broker() {}

    /**
     * Runs until the process is stopped.
     *
     * @param arguments the folder of its data, its port, and the port of the controller
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        String address = "127.0.0.1:" + arguments[1];
        String controller = "127.0.0.1:" + arguments[2];
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@" + controller);
        settings.setProperty("listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + controller);
        settings.setProperty("advertised.listeners", "PLAINTEXT://" + address);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("log.dirs", folder.resolve("log").toString());
        settings.setProperty("num.partitions", "4");
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        Path file = Files.createDirectories(folder).resolve("server.properties");
        try (var out = Files.newOutputStream(file)) {
            settings.store(out, "Written by " + Broker.class.getName());
        }
        String cluster = Uuid.randomUuid().toString();
        StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "-t", cluster, "-c", file.toString()}, System.out);
        Kafka.main(new String[] {file.toString()});
    }
}
