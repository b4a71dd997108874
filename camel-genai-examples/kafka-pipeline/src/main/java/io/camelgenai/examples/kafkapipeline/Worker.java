package io.camelgenai.examples.kafkapipeline;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import org.apache.camel.main.Main;

/** One process of the pipeline. Its settings are those of {@code application.properties}, which system properties replace. */
public final class Worker {

    private Worker() {}

    /**
     * Runs until the process is stopped.
     *
     * @param arguments those of Camel Main
     */
    public static void main(String[] arguments) throws Exception {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(System.getProperty("database"));
        try (HikariDataSource database = new HikariDataSource(pool)) {
            Main main = new Main();
            main.bind("repository", new JdbcGenerationRepository(database));
            main.configure().addRoutesBuilder(new PipelineRoutes());
            main.run(arguments);
        }
    }
}
