package io.camelgenai.examples.yamlroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.camelgenai.component.GenAiComponent;
import io.camelgenai.component.connection.ConnectionConfiguration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections as properties of Camel Main, in bracket form; a mistake in one stops the start. */
class PropertiesTest {

    private static final String SECRET = "ze_canary-0c44";

    private final Main main = EmptyApplication.create();

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void connectionsBindInBracketForm() throws Exception {
        main.bind("tls", new SSLContextParameters());
        String tenant = "camel.component.genai.connections[tenant-a].";
        main.addInitialProperty(tenant + "provider", "llmstats");
        main.addInitialProperty(tenant + "apiKey", SECRET);
        main.addInitialProperty(tenant + "base-url", "https://gateway.example/llmstats");
        main.addInitialProperty(tenant + "headersTimeout", "45s");
        main.addInitialProperty(tenant + "maxRetries", "2");
        main.addInitialProperty(tenant + "httpHeader[X-Gateway-Token]", "a");
        main.addInitialProperty(tenant + "httpHeader.Via", "b");
        main.addInitialProperty(tenant + "query[api-version]", "1");
        main.addInitialProperty(tenant + "sslContextParameters", "#bean:tls");
        main.start();

        ConnectionConfiguration bound = main.getCamelContext()
                .getComponent("genai", GenAiComponent.class)
                .getConnections()
                .get("tenant-a");
        assertThat(bound.getProvider()).isEqualTo("llmstats");
        assertThat(bound.getApiKey()).isEqualTo(SECRET);
        assertThat(bound.getBaseUrl()).isEqualTo("https://gateway.example/llmstats");
        assertThat(bound.getHeadersTimeout()).isEqualTo(Duration.ofSeconds(45));
        assertThat(bound.getMaxRetries()).isEqualTo(2);
        assertThat(bound.getHttpHeader()).isEqualTo(Map.of("X-Gateway-Token", "a", "Via", "b"));
        assertThat(bound.getQuery()).isEqualTo(Map.of("api-version", "1"));
        assertThat(bound.getSslContextParameters()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            connections[x].headersTimeout | soon             | the property camel.component.genai.connections[x].headersTimeout is not a duration, such as 500ms
            connections[x].idleTimeout    | -1s              | the property camel.component.genai.connections[x].idleTimeout is not a duration between 1ms and 10000d
            connections[x].apiKye         | ze_canary-0c44   | the property camel.component.genai.connections[x].apiKye is unknown; did you mean apiKey?
            connections[x].provider       | llmstat          | the property camel.component.genai.connections[x].provider is wrong. Unknown provider 'llmstat'; did you mean 'llmstats'?
            connections[x].baseUrl        | ftp://somewhere  | the property camel.component.genai.connections[x].baseUrl is not an http or https URL
            connections[x].baseUrl        | https://h/?k=ze_canary-0c44 | the property camel.component.genai.connections[x].baseUrl may contain a host, a port and a path only
            connections[x].maxRetries     | 1.5              | the property camel.component.genai.connections[x].maxRetries is not a whole number
            connections[x].retry-delay    | 5                | the property camel.component.genai.connections[x].retryDelay has no unit: set it to a duration such as 500ms
            connections[x].httpHeader.X-Gateway-Token | ze_canary-0c44 | the property camel.component.genai.connections[x].httpHeader.XGatewayToken may have lost dashes of its name: write the name in brackets, httpHeader[NAME]
            connections[x].query.api-version | 1             | the property camel.component.genai.connections[x].query.apiVersion may have lost dashes of its name: write the name in brackets, query[NAME]
            connections[openai_chat].apiKey | ze_canary-0c44 | connections[openai_chat].provider is missing, and no provider has the connection's name. Unknown provider 'openai_chat'; did you mean 'openai-chat'?
            connections.llmstats.apiKey   | ze_canary-0c44   | the property camel.component.genai.connections[llmstats].OPTION has to be written like this, with the name of the connection in brackets
            trackFor                      | 0s               | The property camel.component.genai.trackFor is not a duration between 1ms and 10000d
            retention                     | soon             | The property camel.component.genai.retention is not a duration, such as 500ms
            apiKey                        | ze_canary-0c44   | The property camel.component.genai.apiKey is unknown: it is an option of a connection
            """)
    void F68_aMistakeStopsTheStartAndIsNamedAsItWasWritten(String property, String value, String message) {
        main.addInitialProperty("camel.component.genai." + property, value);

        assertThat(startFailure()).contains(message).doesNotContain(SECRET);
    }

    @Test
    void F68_aKeyWithALineBreakIsNamedAndNotShown() {
        main.addInitialProperty("camel.component.genai.connections[llmstats].apiKey", SECRET + "\n" + SECRET);

        assertThat(startFailure())
                .contains("the property camel.component.genai.connections[llmstats].apiKey contains a character that no"
                        + " HTTP header may contain")
                .doesNotContain(SECRET);
    }

    private String startFailure() {
        Throwable failure = catchThrowable(main::start);
        assertThat(failure).as("It started").isNotNull();
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all));
        return all.toString();
    }
}
