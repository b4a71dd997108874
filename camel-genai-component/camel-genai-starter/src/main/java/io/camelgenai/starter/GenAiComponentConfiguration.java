package io.camelgenai.starter;

import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.tracking.repository.GenerationRepository;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options of the component as properties. A property that is not set is null and leaves the component's own value. An unknown
 * property stops the start.
 */
@ConfigurationProperties(prefix = GenAiComponentConfiguration.PREFIX, ignoreUnknownFields = false)
public class GenAiComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    static final String PREFIX = "camel.component.genai";

    /** The connections, by name. Endpoints use the connection with their provider's name unless they name another one. */
    private @Nullable Map<String, ConnectionConfiguration> connections;

    /**
     * Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible) occurred
     * while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed as a message and
     * handled by the routing Error Handler. Important: This is only possible if the 3rd party component allows Camel to be
     * alerted if an exception was thrown. Some components handle this internally only, and therefore bridgeErrorHandler is not
     * possible. In other situations we may improve the Camel component to hook into the 3rd party component and make this
     * possible for future releases. By default the consumer will use the org.apache.camel.spi.ExceptionHandler to deal with
     * exceptions, that will be logged at WARN or ERROR level and ignored.
     */
    private @Nullable Boolean bridgeErrorHandler;

    /** How long a generation is tracked; then it is INCOMPLETE with code genai.tracking-expired. */
    private @Nullable Duration trackFor;

    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow
     * CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause the route
     * to fail being started. By deferring this startup to be lazy then the startup failure can be handled during routing
     * messages via Camel's routing error handlers. Beware that when the first message is processed then creating and starting
     * the producer may take a little time and prolong the total processing time of the processing.
     */
    private @Nullable Boolean lazyStartProducer;

    /** How long an idempotency key is kept after its generation was acknowledged. */
    private @Nullable Duration retention;

    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as autowired) by
     * looking up in the registry to find if there is a single instance of matching type, which then gets configured on the
     * component. This can be used for automatic configuring JDBC data sources, JMS connection factories, AWS Clients, etc.
     */
    private @Nullable Boolean autowiredEnabled;

    /** Further descriptor files, separated by commas, as file: or classpath: resources. */
    private @Nullable String descriptors;

    /**
     * How many streams and long polls may be open concurrently. 0 means no limit on virtual threads (Java 21 and newer), and 256
     * otherwise.
     */
    private @Nullable Integer maxStreams;

    /**
     * Stores generations from the intent to create them until their terminal event was delivered. In memory by default.
     */
    private @Nullable GenerationRepository repository;

    /** Used for enabling or disabling all consumer based health checks from this component */
    private @Nullable Boolean healthCheckConsumerEnabled;

    /**
     * Used for enabling or disabling all producer based health checks from this component. Notice: Camel has by default
     * disabled all producer based health-checks. You can turn on producer checks globally by setting
     * camel.health.producersEnabled=true.
     */
    private @Nullable Boolean healthCheckProducerEnabled;

    /**
     * Whether the client meters of OpenTelemetry's semantic conventions for generative AI, gen_ai.client.operation.duration and
     * gen_ai.client.token.usage, are recorded beside the component's own.
     */
    private @Nullable Boolean genAiConventions;

    /**
     * Whether connections that have neither sslContextParameters nor an httpClient of their own use the TLS parameters of the
     * Camel context.
     */
    private @Nullable Boolean useGlobalSslContextParameters;

    public @Nullable Map<String, ConnectionConfiguration> getConnections() {
        return connections;
    }

    public void setConnections(@Nullable Map<String, ConnectionConfiguration> connections) {
        this.connections = connections;
    }

    public @Nullable Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(@Nullable Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public @Nullable Duration getTrackFor() {
        return trackFor;
    }

    public void setTrackFor(@Nullable Duration trackFor) {
        this.trackFor = trackFor;
    }

    public @Nullable Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(@Nullable Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public @Nullable Duration getRetention() {
        return retention;
    }

    public void setRetention(@Nullable Duration retention) {
        this.retention = retention;
    }

    public @Nullable Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(@Nullable Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public @Nullable String getDescriptors() {
        return descriptors;
    }

    public void setDescriptors(@Nullable String descriptors) {
        this.descriptors = descriptors;
    }

    public @Nullable Integer getMaxStreams() {
        return maxStreams;
    }

    public void setMaxStreams(@Nullable Integer maxStreams) {
        this.maxStreams = maxStreams;
    }

    public @Nullable GenerationRepository getRepository() {
        return repository;
    }

    public void setRepository(@Nullable GenerationRepository repository) {
        this.repository = repository;
    }

    public @Nullable Boolean getHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    public void setHealthCheckConsumerEnabled(@Nullable Boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    public @Nullable Boolean getHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    public void setHealthCheckProducerEnabled(@Nullable Boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    public @Nullable Boolean getGenAiConventions() {
        return genAiConventions;
    }

    public void setGenAiConventions(@Nullable Boolean genAiConventions) {
        this.genAiConventions = genAiConventions;
    }

    public @Nullable Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(@Nullable Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
