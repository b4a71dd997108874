package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.console.DefaultDevConsoleRegistry;
import org.apache.camel.support.DefaultComponent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build runs the tests on two versions of Camel, and each run has the one that it says. */
class CamelVersionTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                Exchange.class,
                RouteBuilder.class,
                DefaultComponent.class,
                DefaultCamelContext.class,
                DefaultDevConsoleRegistry.class,
                HttpComponent.class,
                JacksonDataFormat.class
            })
    void everyPartOfCamelHasTheVersionOfThisRun(Class<?> part) {
        String jar = part.getProtectionDomain().getCodeSource().getLocation().getPath();

        assertThat(jar).endsWith("-" + System.getProperty("expected.camel.version") + ".jar");
    }
}
