package io.camelgenai.component.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.provider.ProviderCatalog;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of a connection are those of the component, overridden by those of its endpoints. */
class ConnectionsTest {

    private final ConnectionConfiguration configured = new ConnectionConfiguration();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProviderCatalog catalog = new DescriptorFiles(context).catalog();
    private final Connections connections =
            new Connections(context, () -> "genai", () -> Map.of("mine", configured), variable -> null, () -> null);

    private static GenAiConfiguration endpoint() {
        GenAiConfiguration endpoint = new GenAiConfiguration();
        endpoint.setProvider("privategpt");
        return endpoint;
    }

    private ConnectionSettings settings() {
        return connections.settings("mine", catalog::get);
    }

    @Test
    void anEndpointOverridesTheComponentAndInheritsTheRest() {
        configured.setIdleTimeout(Duration.ofSeconds(7));
        configured.setMaxRetries(1);
        configured.getHttpHeader().put("X-Tenant", "component");
        configured.getHttpHeader().put("X-Region", "north");
        configured.getQuery().put("api-version", "2024-06-01");
        configured.getQuery().put("region", "north");
        GenAiConfiguration endpoint = endpoint();
        endpoint.setMaxRetries(2);
        endpoint.getHttpHeader().put("X-Tenant", "endpoint");
        endpoint.getQuery().put("api-version", "2024-10-21");

        assertThat(connections.contribute("mine", endpoint)).isTrue();
        assertThat(settings().limits().idle()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings().retries().maxRetries()).isEqualTo(2);
        assertThat(settings().headers()).isEqualTo(Map.of("X-Tenant", "endpoint", "X-Region", "north"));
        assertThat(settings().query()).isEqualTo(Map.of("api-version", "2024-10-21", "region", "north"));
    }

    @Test
    void anEndpointThatAddsNothingChangesNothing() {
        configured.setProvider("privategpt");
        configured.setMaxRetries(1);
        GenAiConfiguration endpoint = endpoint();
        endpoint.setMaxRetries(1);

        assertThat(connections.contribute("mine", endpoint)).isFalse();
        endpoint.setRetryDelay(Duration.ofMillis(3));
        assertThat(connections.contribute("mine", endpoint)).isTrue();
        assertThat(connections.contribute("mine", endpoint)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "openai-chat, 5m",
        "privategpt, 2m",
        "llmstats, 30s",
        "elumenta, 30s",
        "twelvelabs, 30s",
        "skills-video, 30s"
    })
    void theHeadersTimeoutFitsTheKindOfServerUnlessAnOptionSaysOtherwise(String provider, String byDefault) {
        configured.setProvider(provider);
        configured.setApiKey("any");
        assertThat(settings().limits().headers()).isEqualTo(Duration.parse("PT" + byDefault));

        GenAiConfiguration endpoint = new GenAiConfiguration();
        endpoint.setProvider(provider);
        endpoint.setHeadersTimeout(Duration.ofSeconds(7));
        connections.contribute("mine", endpoint);
        assertThat(settings().limits().headers()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void theHeadersTimeoutOfTheConnectionIsThatOfEachEndpoint() {
        configured.setHeadersTimeout(Duration.ofSeconds(7));
        connections.contribute("mine", endpoint());

        assertThat(settings().limits().headers()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void twoEndpointsWithDifferentHeadersOfOneConnectionAreRefused() {
        GenAiConfiguration first = endpoint();
        first.getHttpHeader().put("X-Tenant", "first");
        GenAiConfiguration second = endpoint();
        second.getHttpHeader().put("X-Tenant", "second");
        connections.contribute("mine", first);

        assertThatThrownBy(() -> connections.contribute("mine", second))
                .hasMessage("Two endpoints set the option httpHeader.X-Tenant of connection mine to different values."
                        + " Give one of them a connection of its own with the option connection");
    }

    @Test
    void twoEndpointsWithDifferentQueriesOfOneConnectionAreRefused() {
        GenAiConfiguration first = endpoint();
        first.getQuery().put("api-version", "1");
        GenAiConfiguration second = endpoint();
        second.getQuery().put("api-version", "2");
        connections.contribute("mine", first);

        assertThatThrownBy(() -> connections.contribute("mine", second))
                .hasMessageStartingWith("Two endpoints set the option query.api-version of connection mine");
    }

    @Test
    void anEndpointOfAnotherProviderIsRefused() {
        configured.setProvider("llmstats");

        assertThatThrownBy(() -> connections.contribute("mine", endpoint()))
                .hasMessage("Connection mine leads to provider llmstats, not to privategpt. Name another connection");
    }
}
