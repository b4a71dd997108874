package io.camelgenai.examples.ordersoverjms;

import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import jakarta.jms.ConnectionFactory;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.h2.jdbcx.JdbcConnectionPool;

/** The application: its routes, the queues, and a database in a file that stores the generations. */
final class Application implements AutoCloseable {

    private final Main main = new Main();
    private final JdbcConnectionPool database;

    /**
     * Starts the application.
     *
     * @param baseUrl the base URL of the provider
     * @param folder the folder of the database
     * @param booking books an order whose picture was created; when it throws, the broker redelivers the order
     * @param results receives the results
     */
    Application(String baseUrl, Path folder, ConnectionFactory queues, Consumer<String> booking, Processor results)
            throws Exception {
        // The application closes the database, after its routes have stopped.
        database = JdbcConnectionPool.create(
                "jdbc:h2:file:" + folder.resolve("genai").toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE", "sa", "");
        // Camel finds both by their type.
        main.bind("queues", queues);
        main.bind("repository", new JdbcGenerationRepository(database));
        main.addInitialProperty("camel.component.genai.connections[llmstats].baseUrl", baseUrl);
        main.addInitialProperty("camel.component.genai.connections[llmstats].apiKey", "ze_simulator");
        main.configure().addRoutesBuilder(new OrderRoutes(booking, results));
        main.start();
    }

    /** Sends an order to the queue. */
    void order(String number, String prompt) throws Exception {
        main.getCamelTemplate().sendBodyAndHeader("jms:pictures.wanted", prompt, "order", number);
    }

    @Override
    public void close() {
        main.stop();
        database.dispose();
    }
}
