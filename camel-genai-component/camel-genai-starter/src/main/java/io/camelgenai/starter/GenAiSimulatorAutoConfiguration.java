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

/** For development: a simulator in the application, to which connections lead, with {@code camel.genai.simulator.enabled}. */
@AutoConfiguration(before = CamelAutoConfiguration.class)
@EnableConfigurationProperties(GenAiSimulatorProperties.class)
public class GenAiSimulatorAutoConfiguration {

    private static final String ENABLED = GenAiSimulatorProperties.PREFIX + ".enabled";
    private static final String SIMULATOR = "io.camelgenai.simulator.GenAiSimulator";

    /** With the simulator on the class path. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(GenAiSimulator.class)
    @ConditionalOnBooleanProperty(ENABLED)
    static class Present {

        @Bean(destroyMethod = "close")
        @ConditionalOnMissingBean
        GenAiSimulator genAiSimulator(GenAiSimulatorProperties properties) {
            return GenAiSimulator.start(SimulatorOptions.builder()
                    .port(properties.getPort())
                    .pace(properties.getPace())
                    .build());
        }

        @Bean
        ComponentCustomizer simulatedGenAiConnections(GenAiSimulator simulator) {
            return new SimulatedConnections(simulator);
        }
    }

    /** Without it, the wish can not be granted, and nothing may be paid for by accident. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(SIMULATOR)
    @ConditionalOnBooleanProperty(ENABLED)
    static class Absent {

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
