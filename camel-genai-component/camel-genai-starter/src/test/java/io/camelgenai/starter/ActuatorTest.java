package io.camelgenai.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.component.connection.ConnectionConfiguration;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

/** The actuator over HTTP, with every endpoint exposed and configured to show values. */
@ExtendWith(NoLeaks.class)
@CamelSpringBootTest
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoints.web.exposure.include=*",
            "management.endpoint.env.show-values=always",
            "management.endpoint.configprops.show-values=always",
            "management.endpoint.health.show-details=always",
            "camel.component.genai.connections[llmstats].apiKey=ze_canary-7d1f",
            "camel.component.genai.connections[llmstats].retryDelay=20ms",
            "camel.component.genai.connections[llmstats].httpHeader[X-Gateway]=canary-7d1f",
            "camel.component.genai.connections.tenant-a.api-key=ze_canary-7d1f",
            "camel.component.genai.connections.tenant-a.provider=llmstats",
            "camel.component.genai.trackFor=12h"
        })
@DirtiesContext
class ActuatorTest {

    @Configuration
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    static class App {}

    @LocalManagementPort
    int port;

    @Autowired
    GenAiComponentConfiguration configuration;

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/" + path))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "configprops", "beans", "conditions", "health", "metrics", "loggers", "mappings"})
    void noEndpointShowsASecret(String endpoint) throws Exception {
        Map<String, ConnectionConfiguration> connections = configuration.getConnections();
        assertThat(connections.get("llmstats").getApiKey()).contains(NoLeaks.CANARY);

        assertThat(get(endpoint)).doesNotContain(NoLeaks.CANARY);
    }

    @Test
    void otherValuesAreShown() throws Exception {
        assertThat(get("configprops/camel.component.genai")).contains("\"trackFor\":\"PT12H\"", "\"llmstats\"");
        assertThat(get("env/camel.component.genai.trackFor")).contains("12h");
    }

    @Test
    void healthContainsCamelsHealth() throws Exception {
        assertThat(get("health")).startsWith("{\"status\":\"UP\"").contains("\"camelHealth\":");
    }
}
