package io.camelgenai.starter;

import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.jdbc.JdbcGenerationRepository;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Creates a repository in the application's own database if {@code camel.genai.repository.type=jdbc} is set. A repository bean of
 * the application takes precedence.
 */
@AutoConfiguration(before = CamelAutoConfiguration.class, after = DataSourceAutoConfiguration.class)
@EnableConfigurationProperties(GenAiRepositoryProperties.class)
public class GenAiRepositoryAutoConfiguration {

    private static final String TYPE = GenAiRepositoryProperties.PREFIX + ".type";

    /** The component autowires it, as the only bean of its type. */
    @Bean
    @ConditionalOnMissingBean(GenerationRepository.class)
    @ConditionalOnProperty(name = TYPE, havingValue = "jdbc")
    JdbcGenerationRepository genAiRepository(
            GenAiRepositoryProperties properties, ListableBeanFactory beans, Environment environment) {
        JdbcGenerationRepository repository = new JdbcGenerationRepository(dataSource(properties, beans));
        repository.setApplication(application(properties, environment));
        repository.setSchema(properties.getSchema());
        repository.setLease(properties.getLease());
        repository.setConnections(properties.getConnections());
        return repository;
    }

    private static DataSource dataSource(GenAiRepositoryProperties properties, ListableBeanFactory beans) {
        Set<String> names = new TreeSet<>(List.of(beans.getBeanNamesForType(DataSource.class)));
        String configured = properties.getDataSource();
        if (names.isEmpty()) {
            throw new InvalidConfigurationPropertyValueException(
                    TYPE,
                    "jdbc",
                    "There is no DataSource. Add spring-boot-starter-jdbc and a driver, and set spring.datasource.url");
        }
        if (configured != null && !names.contains(configured)) {
            throw new InvalidConfigurationPropertyValueException(
                    GenAiRepositoryProperties.PREFIX + ".data-source",
                    configured,
                    "There is no DataSource of this name. There are " + String.join(", ", names));
        }
        DataSource chosen = configured == null
                ? beans.getBeanProvider(DataSource.class).getIfUnique()
                : beans.getBean(configured, DataSource.class);
        if (chosen == null) {
            throw missing(
                    "data-source",
                    "There are several DataSources, and none is primary. Name one of " + String.join(", ", names));
        }
        return chosen;
    }

    private static String application(GenAiRepositoryProperties properties, Environment environment) {
        String name = properties.getApplication();
        if (name == null || name.isBlank()) {
            name = environment.getProperty("spring.application.name");
        }
        if (name == null || name.isBlank()) {
            throw missing(
                    "application",
                    "It separates applications that share a database. Set it, or spring.application.name");
        }
        return name;
    }

    private static IllegalArgumentException missing(String option, String reason) {
        return new IllegalArgumentException(
                "The property " + GenAiRepositoryProperties.PREFIX + "." + option + " is missing. " + reason);
    }
}
