package io.camelgenai.starter;

import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.TypeConversionConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A small application with the starter, Camel and, if a URL is set, a database. */
final class Application {

    private Application() {}

    static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TypeConversionConfiguration.class,
                        CamelAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        GenAiComponentConverter.class,
                        GenAiComponentAutoConfiguration.class,
                        GenAiRepositoryAutoConfiguration.class,
                        GenAiSimulatorAutoConfiguration.class));
    }
}
