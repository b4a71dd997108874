package io.camelgenai.starter;

import io.camelgenai.simulator.GenAiSimulator;
import io.camelgenai.simulator.SimulatorOptions;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts a simulator in the application, for development, and points connections at it; {@code camel.genai.simulator.enabled}. */
@AutoConfiguration(before = CamelAutoConfiguration.class)
@EnableConfigurationProperties(GenAiSimulatorProperties.class)
public class GenAiSimulatorAutoConfiguration {

    private static final String ENABLED = GenAiSimulatorProperties.PREFIX + ".enabled";
    private static final String SIMULATOR = "io.camelgenai.simulator.GenAiSimulator";

    /** The simulator is on the class path. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(GenAiSimulator.class)
    @ConditionalOnBooleanProperty(ENABLED)
    static class WithSimulator {

        /** Its ids differ from those of the last start: a database may still have the generations of that one. */
        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        GenAiSimulator genAiSimulator(GenAiSimulatorProperties properties) {
            return GenAiSimulator.start(SimulatorOptions.builder()
                    .port(properties.getPort())
                    .pace(properties.getPace())
                    .seed(System.nanoTime())
                    .build());
        }

        @Bean
        ComponentCustomizer simulatedGenAiConnections(GenAiSimulator simulator) {
            return new SimulatedConnections(simulator);
        }
    }

    /** The simulator is enabled but missing: the start fails, so that no call is paid for by accident. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(SIMULATOR)
    @ConditionalOnBooleanProperty(ENABLED)
    static class WithoutSimulator {

        @Bean
        InitializingBean genAiSimulatorIsMissing() {
            return () -> {
                throw new InvalidConfigurationPropertyValueException(
                        ENABLED,
                        true,
                        "The simulator is not on the class path. Add io.camelgenai:camel-genai-simulator, or set false");
            };
        }
    }
}
