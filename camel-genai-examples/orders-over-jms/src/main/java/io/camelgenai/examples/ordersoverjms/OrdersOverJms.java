package io.camelgenai.examples.ordersoverjms;

import io.camelgenai.simulator.GenAiSimulator;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The command: orders pictures, lets some deliveries fail, restarts the broker, and shows that each is created once, but a refused one. */
public final class OrdersOverJms {

    private static final int ORDERS = 9;
    private static final int BEFORE_THE_RESTART = 3;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private OrdersOverJms() {}

    /**
     * Runs the command; the exit code is 1 when a picture is missing or was created twice.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(Files.createTempDirectory("orders-over-jms"), System.out) ? 0 : 1);
    }

    /**
     * Runs the command.
     *
     * @param folder the folder for the messages of the broker and the database of the application
     * @return whether each order has its picture, but the one that is refused, and no more were created
     */
    static boolean run(Path folder, PrintStream out) throws Exception {
        Booking booking = new Booking(order -> Integer.parseInt(order) % 3 == 0);
        Results results = new Results();
        try (GenAiSimulator simulator = GenAiSimulator.start();
                Broker broker = Broker.start(folder);
                Application application = new Application(
                        simulator.baseUrl("llmstats"),
                        folder,
                        broker.connections(),
                        order -> book(booking, order, out),
                        results)) {
            out.println("Runs on the simulator at " + simulator.baseUrl() + ": no key, no cost.");
            for (int order = 1; order <= ORDERS; order++) {
                application.order(Integer.toString(order), "A lighthouse in the fog, seen from boat " + order);
            }
            application.order("poison", "A picture that no provider draws [reject]");
            boolean some = results.await(BEFORE_THE_RESTART, TIMEOUT);
            broker.stop();
            out.println("The broker was stopped with " + results.pictures().size() + " of " + ORDERS
                    + " pictures delivered.");
            broker.restart();
            boolean all = some && results.await(ORDERS + 1, TIMEOUT);
            results.pictures()
                    .forEach((order, picture) ->
                            out.println("Order " + order + ": a picture of " + picture.length + " bytes"));
            results.refused()
                    .forEach((order, code) -> out.println("Order " + order + ": refused with the code " + code));
            long created = simulator.generationsCreated("llmstats");
            out.println(ORDERS + " orders were delivered " + booking.attempts() + " times, and " + created
                    + " pictures were created.");
            return all && created == ORDERS;
        }
    }

    private static void book(Booking booking, String order, PrintStream out) {
        try {
            booking.book(order);
        } catch (IllegalStateException e) {
            out.println(e.getMessage() + ": the broker redelivers it.");
            throw e;
        }
    }
}
