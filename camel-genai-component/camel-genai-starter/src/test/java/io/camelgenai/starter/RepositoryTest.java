package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.generation.Generation;
import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Generations are stored in the application's database if configured, and never by accident. */
@ExtendWith({NoLeaks.class, OutputCaptureExtension.class})
class RepositoryTest {

    private static final String PICTURE = "genai:llmstats/flux-1.1-pro?operation=create&idempotencyKey=${header.order}";

    private static final GenAiSimulator SIMULATOR =
            GenAiSimulator.start(SimulatorOptions.builder().pace(0).build());

    /** A real server. */
    private static final EmbeddedPostgres POSTGRES = startPostgres();

    @TempDir
    Path folder;

    private static EmbeddedPostgres startPostgres() {
        try {
            return EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofMinutes(2))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void close() throws IOException {
        POSTGRES.close();
        SIMULATOR.close();
    }

    private String url(String database) {
        return database.equals("PostgreSQL")
                ? POSTGRES.getJdbcUrl("postgres", "postgres")
                : "jdbc:h2:file:" + folder.resolve("pictures");
    }

    private ApplicationContextRunner withDatabase() {
        return withDatabase("H2");
    }

    private ApplicationContextRunner withDatabase(String database) {
        return Application.runner()
                .withPropertyValues(
                        "spring.datasource.url=" + url(database),
                        "spring.application.name=shop",
                        "camel.component.genai.connections[llmstats].baseUrl=" + SIMULATOR.baseUrl("llmstats"),
                        "camel.component.genai.connections[llmstats].apiKey=ze_" + NoLeaks.CANARY);
    }

    private static GenerationRepository repositoryOf(ApplicationContext application) {
        return application
                .getBean(CamelContext.class)
                .getComponent("genai", GenAiComponent.class)
                .getRepository();
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void aGenerationSurvivesARestart(String database, CapturedOutput output) {
        long before = SIMULATOR.generationsCreated();
        ApplicationContextRunner shop = withDatabase(database).withPropertyValues("camel.genai.repository.type=jdbc");
        List<String> ids = new ArrayList<>();
        shop.run(application -> {
            assertThat(repositoryOf(application)).isInstanceOf(JdbcGenerationRepository.class);
            ids.add(create(application));
            assertThat(product(application)).isEqualTo(database);
            assertThat(rows(application)).containsExactly("shop");
        });

        shop.withBean(RouteBuilder.class, Completed::new).run(application -> {
            MockEndpoint completed =
                    application.getBean(CamelContext.class).getEndpoint("mock:completed", MockEndpoint.class);
            completed.setResultWaitTime(60_000);
            completed.expectedMessageCount(1);
            completed.assertIsSatisfied();
            ids.add(create(application));
        });

        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(SIMULATOR.generationsCreated() - before).isEqualTo(1);
        assertThat(output).doesNotContain("ERROR", "Exception");
    }

    private static String create(ApplicationContext application) {
        return application
                .getBean(ProducerTemplate.class)
                .requestBodyAndHeader(PICTURE, "a pond", "order", "1", Generation.class)
                .id();
    }

    private static String product(ApplicationContext application) throws SQLException {
        try (Connection connection = application.getBean(DataSource.class).getConnection()) {
            return connection.getMetaData().getDatabaseProductName();
        }
    }

    private static List<String> rows(ApplicationContext application) throws Exception {
        List<String> applications = new ArrayList<>();
        try (Connection connection = application.getBean(DataSource.class).getConnection();
                ResultSet rows =
                        connection.createStatement().executeQuery("select application from genai_generation")) {
            while (rows.next()) {
                applications.add(rows.getString(1));
            }
        }
        return applications;
    }

    static class Completed extends RouteBuilder {
        @Override
        public void configure() {
            from("genai:llmstats").to("mock:completed");
        }
    }

    @Test
    void aDatabaseAloneIsNotUsed() {
        withDatabase().run(application -> {
            assertThat(application).doesNotHaveBean(GenerationRepository.class);
            application.getBean(CamelContext.class).getComponent("genai").start();
            assertThat(repositoryOf(application)).isInstanceOf(MemoryGenerationRepository.class);
        });
    }

    @Test
    void aRepositoryOfTheApplicationTakesPrecedence() {
        MemoryGenerationRepository own = new MemoryGenerationRepository();
        withDatabase()
                .withPropertyValues("camel.genai.repository.type=jdbc")
                .withBean("own", GenerationRepository.class, () -> own)
                .run(application -> assertThat(repositoryOf(application)).isSameAs(own));
    }

    @Test
    void theNamedDatabaseIsUsed() {
        withDatabase()
                .withUserConfiguration(TwoDatabases.class)
                .withPropertyValues(
                        "camel.genai.repository.type=jdbc",
                        "camel.genai.repository.data-source=second",
                        "camel.genai.repository.application=till")
                .run(application -> {
                    create(application);
                    DataSource second = application.getBean("second", DataSource.class);
                    try (Connection connection = second.getConnection();
                            ResultSet rows = connection
                                    .createStatement()
                                    .executeQuery("select application from genai_generation")) {
                        assertThat(rows.next()).isTrue();
                        assertThat(rows.getString(1)).isEqualTo("till");
                    }
                });
    }

    @Test
    void thePrimaryDatabaseIsUsed() {
        withDatabase()
                .withUserConfiguration(TwoDatabases.class, PrimaryDatabase.class)
                .withPropertyValues("camel.genai.repository.type=jdbc")
                .run(application -> {
                    create(application);
                    assertThat(rows(application)).containsExactly("shop");
                });
    }

    static class PrimaryDatabase {
        @Bean
        @Primary
        DataSource third() {
            return DataSourceBuilder.create().url("jdbc:h2:mem:third").build();
        }
    }

    static class TwoDatabases {
        @Bean
        DataSource first() {
            return DataSourceBuilder.create().url("jdbc:h2:mem:first").build();
        }

        @Bean
        DataSource second() {
            return DataSourceBuilder.create().url("jdbc:h2:mem:second").build();
        }
    }
}
