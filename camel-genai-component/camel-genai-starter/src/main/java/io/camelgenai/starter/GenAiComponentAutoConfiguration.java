package io.camelgenai.starter;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/** Sets the component's options from {@code camel.component.genai.*}, as Camel's own starters do. */
@AutoConfiguration(after = {CamelAutoConfiguration.class, GenAiComponentConverter.class})
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", GenAiComponentConfiguration.PREFIX})
@EnableConfigurationProperties({ComponentConfigurationProperties.class, GenAiComponentConfiguration.class})
public class GenAiComponentAutoConfiguration {

    @Bean
    static GenAiBindHandlerAdvisor genAiBindHandlerAdvisor(Environment environment) {
        return new GenAiBindHandlerAdvisor(environment);
    }

    /** Not lazy, so that an invalid property stops the start even when no route uses the component yet. */
    @Bean
    ComponentCustomizer configureGenAiComponent(
            CamelContext camelContext, ApplicationContext application, GenAiComponentConfiguration configuration) {
        return new GenAiComponentCustomizer(camelContext, application, configuration);
    }
}
