package io.camelgenai.component.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.component.GenAiConfiguration;
import io.camelgenai.provider.ProviderCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The options of a connection are those of the component, overridden by those of its endpoints. */
class ConnectionsTest {

    private final ConnectionConfiguration configured = new ConnectionConfiguration();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final ProviderCatalog catalog = new DescriptorFiles(context).catalog();
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> changed = new ArrayList<>();
    private final Connections connections = new Connections(
            new Connections.Sources(
                    context,
                    () -> "genai",
                    () -> Map.of("mine", configured),
                    catalog::get,
                    environment::get,
                    () -> null),
            changed::add);

    /** The endpoints that are in the context. */
    private final Set<ConnectionUser> inContext = new HashSet<>();

    private ConnectionUser endpoint(Consumer<GenAiConfiguration> options) {
        GenAiConfiguration configuration = new GenAiConfiguration();
        configuration.setProvider("privategpt");
        options.accept(configuration);
        AtomicReference<ConnectionUser> self = new AtomicReference<>();
        ConnectionUser user = new ConnectionUser(configuration, () -> inContext.contains(self.get()));
        self.set(user);
        inContext.add(user);
        return user;
    }

    private ConnectionUser retrying(int times) {
        return endpoint(options -> options.setMaxRetries(times));
    }

    private void use(ConnectionUser endpoint) {
        connections.use("mine", endpoint);
    }

    private void remove(ConnectionUser endpoint) {
        inContext.remove(endpoint);
        connections.remove("mine", endpoint);
    }

    private ConnectionSettings settings() {
        return connections.settings("mine");
    }

    private int maxRetries() {
        return settings().retries().maxRetries();
    }

    private void assertRefused(ConnectionUser endpoint) {
        assertThatThrownBy(() -> use(endpoint))
                .hasMessage("Two endpoints set the option maxRetries of connection mine to different values."
                        + " Give one of them a connection of its own with the option connection");
    }

    @Test
    void anEndpointOverridesTheComponentAndInheritsTheRest() {
        configured.setIdleTimeout(Duration.ofSeconds(7));
        configured.setMaxRetries(1);
        configured.getHttpHeader().put("X-Tenant", "component");
        configured.getHttpHeader().put("X-Region", "north");
        configured.getQuery().put("api-version", "2024-06-01");
        configured.getQuery().put("region", "north");
        use(endpoint(options -> {
            options.setMaxRetries(2);
            options.getHttpHeader().put("X-Tenant", "endpoint");
            options.getQuery().put("api-version", "2024-10-21");
        }));

        assertThat(settings().limits().idle()).isEqualTo(Duration.ofSeconds(7));
        assertThat(maxRetries()).isEqualTo(2);
        assertThat(settings().headers()).isEqualTo(Map.of("X-Tenant", "endpoint", "X-Region", "north"));
        assertThat(settings().query()).isEqualTo(Map.of("api-version", "2024-10-21", "region", "north"));
    }

    @Test
    void anOptionalKeyMayComeFromTheEnvironment() {
        configured.setProvider("openai-chat");
        assertThatThrownBy(this::settings)
                .hasMessageStartingWith("Connection mine: the options baseUrl and apiKey are missing.");

        environment.put("OPENAI_API_KEY", "from the environment");
        assertThat(settings().apiKey()).isEqualTo("from the environment");

        environment.clear();
        configured.setBaseUrl("https://llm.example/v1");
        assertThat(settings().apiKey()).isNull();
    }

    @Test
    void anEndpointThatAddsNothingChangesNothing() {
        configured.setProvider("privategpt");
        configured.setMaxRetries(1);

        use(retrying(1));
        assertThat(changed).isEmpty();
        ConnectionUser slow = endpoint(options -> options.setRetryDelay(Duration.ofMillis(3)));
        use(slow);
        use(slow);
        assertThat(changed).containsExactly("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "openai-chat, 5m",
        "openai-images, 5m",
        "anthropic-batch, 5m",
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

        use(endpoint(options -> {
            options.setProvider(provider);
            options.setHeadersTimeout(Duration.ofSeconds(7));
        }));
        assertThat(settings().limits().headers()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void theHeadersTimeoutOfTheConnectionIsThatOfEachEndpoint() {
        configured.setHeadersTimeout(Duration.ofSeconds(7));
        use(endpoint(options -> {}));

        assertThat(settings().limits().headers()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void twoEndpointsWithDifferentHeadersOfOneConnectionAreRefused() {
        use(endpoint(options -> options.getHttpHeader().put("X-Tenant", "first")));
        ConnectionUser second = endpoint(options -> options.getHttpHeader().put("X-Tenant", "second"));

        assertThatThrownBy(() -> use(second))
                .hasMessage("Two endpoints set the option httpHeader.X-Tenant of connection mine to different values."
                        + " Give one of them a connection of its own with the option connection");
        assertThat(settings().headers()).containsEntry("X-Tenant", "first");
    }

    @Test
    void twoEndpointsWithDifferentQueriesOfOneConnectionAreRefused() {
        use(endpoint(options -> options.getQuery().put("api-version", "1")));
        ConnectionUser second = endpoint(options -> options.getQuery().put("api-version", "2"));

        assertThatThrownBy(() -> use(second))
                .hasMessageStartingWith("Two endpoints set the option query.api-version of connection mine");
    }

    @Test
    void anEndpointOfAnotherProviderIsRefused() {
        configured.setProvider("llmstats");

        assertThatThrownBy(() -> use(retrying(1)))
                .hasMessage("Connection mine leads to provider llmstats, not to privategpt. Name another connection");
    }

    @Test
    void G32_anEndpointThatHasLeftNoLongerCounts() {
        ConnectionUser first = retrying(1);
        use(first);
        assertRefused(retrying(2));
        remove(first);

        use(retrying(2));
        assertThat(maxRetries()).isEqualTo(2);
    }

    @Test
    void G32_anEndpointThatIsNotStartedYetCountsAsLongAsItIsInTheContext() {
        configured.setProvider("privategpt");
        ConnectionUser created = retrying(1);
        connections.add("mine", created);
        assertRefused(retrying(2));
        assertThat(maxRetries()).as("its options do not apply yet").isEqualTo(4);
        inContext.remove(created);

        use(retrying(2));
        assertThat(maxRetries()).isEqualTo(2);
    }

    @Test
    void G32_whatRemainsAppliesAtOnce() {
        configured.setMaxRetries(3);
        ConnectionUser first = retrying(1);
        use(first);
        use(endpoint(options -> options.setIdleTimeout(Duration.ofSeconds(9))));
        changed.clear();
        remove(first);

        assertThat(maxRetries()).isEqualTo(3);
        assertThat(settings().limits().idle()).isEqualTo(Duration.ofSeconds(9));
        assertThat(changed).containsExactly("mine");
    }

    @Test
    void G32_theOptionsOfTheLastOneStayUntilAnotherOneIsUsed() {
        ConnectionUser last = retrying(1);
        use(last);
        remove(last);
        assertThat(maxRetries()).as("its generations may still be tracked").isOne();

        use(endpoint(options -> {}));
        assertThat(maxRetries()).isEqualTo(4);
    }

    @Test
    void G32_anEndpointOfAnotherProviderMayFollow() {
        ConnectionUser first = endpoint(options -> {});
        use(first);
        remove(first);
        use(endpoint(options -> {
            options.setProvider("openai-chat");
            options.setApiKey("sk-1");
        }));

        assertThat(settings().provider().name()).isEqualTo("openai-chat");
    }

    @Test
    void G32_oneOfSeveralThatAgreeStillCounts() {
        ConnectionUser first = retrying(1);
        ConnectionUser second = retrying(1);
        use(first);
        use(second);
        remove(first);
        assertRefused(retrying(2));
        remove(second);

        use(retrying(2));
    }

    @Test
    void G32_anEndpointWhoseRoutesAreStoppedYields() {
        ConnectionUser stopped = retrying(1);
        use(stopped);
        use(stopped);
        connections.release(stopped);
        ConnectionUser other = retrying(2);
        assertRefused(other);
        connections.release(stopped);
        assertThat(maxRetries()).as("it is in the context").isOne();

        use(other);
        assertThat(maxRetries()).isEqualTo(2);
        assertRefused(stopped);
    }

    @Test
    void G32_anEndpointThatCamelDroppedWithoutStoppingItNoLongerCounts() {
        use(retrying(1));
        inContext.clear();

        use(retrying(2));
        assertThat(maxRetries()).isEqualTo(2);
    }

    @Test
    void G32_aRefusedEndpointLeavesNothingBehind() {
        use(retrying(1));
        changed.clear();
        assertThatThrownBy(() -> use(endpoint(options -> {
                    options.setIdleTimeout(Duration.ZERO);
                    options.getHttpHeader().put("X-Tenant", "refused");
                })))
                .hasMessageStartingWith("Connection mine: the option idleTimeout is not a duration");
        assertRefused(endpoint(options -> {
            options.setMaxRetries(2);
            options.setIdleTimeout(Duration.ofSeconds(1));
        }));

        assertThat(changed).isEmpty();
        assertThat(settings().headers()).isEmpty();
        assertThat(settings().limits().idle()).isEqualTo(Duration.ofSeconds(60));
        use(endpoint(options -> options.setIdleTimeout(Duration.ofSeconds(2))));
    }

    @Test
    void G32_anEndpointThatCouldNotStartAfterAllLeavesNothingBehind() {
        use(endpoint(options -> {}));
        ConnectionUser refused = retrying(1);
        use(refused);
        connections.refuse("mine", refused);

        assertThat(maxRetries()).isEqualTo(4);
        use(retrying(2));
        assertRefused(refused);
    }

    @Test
    void G32_theComponentsOptionsAreReadAgainWhereNoEndpointIsLeft() {
        configured.setMaxRetries(1);
        ConnectionUser first = endpoint(options -> {});
        use(first);
        remove(first);
        configured.setMaxRetries(2);

        use(endpoint(options -> {}));
        assertThat(maxRetries()).isEqualTo(2);
    }
}
