package io.camelgenai.examples.kafkapipeline;

import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.GenAiSimulator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** The command: orders pictures on a topic, kills a worker in the middle, and shows that none is lost and none is created twice. */
public final class KafkaPipeline {

    private static final int ORDERS = 60;
    private static final int BEFORE_THE_KILL = 10;
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private KafkaPipeline() {}

    /**
     * Runs the command; the exit code is 1 when an order has no outcome, or a picture was created twice.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(Files.createTempDirectory("kafka-pipeline"), System.out) ? 0 : 1);
    }

    /**
     * Runs the command.
     *
     * @param folder the folder of the broker, the database, the logs and the pictures
     * @return whether each order has its outcome, each that is done its picture, and no more were created
     */
    static boolean run(Path folder, PrintStream out) throws Exception {
        try (GenAiSimulator simulator = GenAiSimulator.start();
                Cluster cluster = Cluster.start(folder, simulator);
                Outcomes outcomes = new Outcomes(cluster.brokers())) {
            out.println("Runs on the simulator at " + simulator.baseUrl() + ": no key, no cost.");
            cluster.startWorker();
            cluster.startWorker();
            // The answer to one of the creates is lost: whether it created a picture, only the provider knows.
            simulator.fault(Fault.dropAfterCreate().on("llmstats", "create").build());
            for (int order = 1; order <= ORDERS; order++) {
                cluster.request(
                        "order-" + order, order == ORDERS ? " " : "A lighthouse in the fog, seen from boat " + order);
            }
            boolean some = outcomes.await(BEFORE_THE_KILL, TIMEOUT, cluster::isRunning);
            cluster.killWorker();
            out.println("A worker was killed with " + outcomes.on("done").size() + " of " + ORDERS + " pictures done.");
            cluster.startWorker();
            boolean all = some && outcomes.await(ORDERS, TIMEOUT, cluster::isRunning);
            if (!all) {
                out.println(cluster.logs());
            }
            return all & report(simulator.generationsCreated(), outcomes, pictures(cluster.pictures()), out);
        }
    }

    private static boolean report(long created, Outcomes outcomes, long pictures, PrintStream out) {
        int done = outcomes.on("done").size();
        out.println(ORDERS + " orders: " + done + " done, of unknown outcome " + outcomes.on("unknown") + ", rejected "
                + outcomes.on("rejected") + ".");
        out.println(created + " pictures were created, and " + pictures + " are in the folder.");
        return created <= ORDERS - 1 && done == pictures && outcomes.events().size() == done;
    }

    private static long pictures(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(Files.createDirectories(folder))) {
            return files.filter(each -> each.toString().endsWith(".png")).count();
        }
    }
}
