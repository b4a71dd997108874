package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The environment sets connections too, under names without dashes. */
@ExtendWith(NothingLeft.class)
class EnvironmentTest {

    private static final String NAME = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    private static final Map<String, Object> VARIABLES = Map.of(
            "CAMEL_COMPONENT_GENAI_CONNECTIONS_LLMSTATS_APIKEY", "ze_" + NothingLeft.CANARY,
            "CAMEL_COMPONENT_GENAI_CONNECTIONS_LLMSTATS_MAXRETRIES", "1",
            "CAMEL_COMPONENT_GENAI_NOTHING_OF_OURS", "x");

    @Test
    void variablesOfTheEnvironmentAreProperties() {
        Application.runner()
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .replace(NAME, new SystemEnvironmentPropertySource(NAME, VARIABLES)))
                .run(application -> {
                    assertThat(application).hasNotFailed();
                    ConnectionConfiguration connection = application
                            .getBean(GenAiComponentConfiguration.class)
                            .getConnections()
                            .get("llmstats");
                    assertThat(connection.getApiKey()).isEqualTo("ze_" + NothingLeft.CANARY);
                    assertThat(connection.getMaxRetries()).isEqualTo(1);
                });
    }
}
