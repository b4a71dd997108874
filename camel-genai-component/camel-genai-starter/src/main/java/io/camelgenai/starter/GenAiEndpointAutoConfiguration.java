package io.camelgenai.starter;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Adds the actuator endpoint {@code genai}, if it is exposed. Needs the actuator and its auto-configuration on the class path. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
@ConditionalOnAvailableEndpoint(GenAiEndpoint.class)
@ConditionalOnBean(CamelContext.class)
public class GenAiEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    GenAiEndpoint genAiEndpoint(CamelContext context) {
        return new GenAiEndpoint(context);
    }
}
