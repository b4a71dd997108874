package io.camelgenai.component;

import io.camelgenai.client.ConnectionSettings;
import io.camelgenai.component.connection.ComponentConfigurer;
import io.camelgenai.component.connection.ConnectionConfiguration;
import io.camelgenai.component.connection.Connections;
import io.camelgenai.component.connection.DescriptorFiles;
import io.camelgenai.component.connection.Masking;
import io.camelgenai.component.connection.OptionValidation;
import io.camelgenai.component.monitoring.ManagedGenAi;
import io.camelgenai.component.monitoring.MonitoringView;
import io.camelgenai.provider.ProviderCatalog;
import io.camelgenai.provider.ProviderDescriptor;
import io.camelgenai.tracking.Unresolved;
import io.camelgenai.tracking.deliver.Subscribers;
import io.camelgenai.tracking.repository.GenerationRepository;
import io.camelgenai.tracking.repository.MemoryGenerationRepository;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/** Creates, tracks, streams and cancels generations at many providers. */
@Component("genai")
@ManagedResource(description = "Managed GenAI component")
public class GenAiComponent extends HealthCheckComponent implements SSLContextParametersAware, ManagedGenAi {

    private static final String NAME = "genai";
    /** Of camel-webhook. */
    private static final String WEBHOOK = "org.apache.camel.component.webhook.WebhookCapableEndpoint";

    @Metadata(
            description =
                    "The connections, by name. Endpoints use the connection with their provider's name unless they"
                            + " name another one.")
    private Map<String, ConnectionConfiguration> connections = new LinkedHashMap<>();

    @Metadata(
            label = "advanced",
            autowired = true,
            description =
                    "Stores generations from the intent to create them until their terminal event was delivered. In"
                            + " memory by default.")
    private @Nullable GenerationRepository repository;

    @Metadata(
            label = "advanced",
            defaultValue = "0",
            description =
                    "How many streams and long polls may be open concurrently. 0 means no limit on virtual threads"
                            + " (Java 21 and newer), and 256 otherwise.")
    private int maxStreams;

    @Metadata(
            label = "consumer",
            defaultValue = "24h",
            javaType = "java.time.Duration",
            description = "How long a generation is tracked; then it is INCOMPLETE with code genai.tracking-expired.")
    private Duration trackFor = Duration.ofHours(24);

    @Metadata(
            label = "producer",
            defaultValue = "7d",
            javaType = "java.time.Duration",
            description = "How long an idempotency key is kept after its generation was acknowledged.")
    private Duration retention = Duration.ofDays(7);

    @Metadata(
            label = "advanced",
            description = "Further descriptor files, separated by commas, as file: or classpath: resources.")
    private @Nullable String descriptors;

    @Metadata(
            label = "advanced",
            defaultValue = "false",
            description = "Whether the client meters of OpenTelemetry's semantic conventions for generative AI,"
                    + " gen_ai.client.operation.duration and gen_ai.client.token.usage, are recorded beside the"
                    + " component's own.")
    private boolean genAiConventions;

    @Metadata(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether connections that have neither sslContextParameters nor an httpClient of their own use"
                            + " the TLS parameters of the Camel context.")
    private boolean useGlobalSslContextParameters;

    private final Subscribers subscribers = new Subscribers();
    private final Map<String, String> bindingErrors = new LinkedHashMap<>();
    private final StopListener stopListener = new StopListener();
    private @Nullable DescriptorFiles files;
    private @Nullable Connections connectionRegistry;
    private volatile @Nullable GenAiRuntime runtime;

    public GenAiComponent() {}

    public GenAiComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        startWithContext();
        // Again here: Spring Boot sets options after the component was initialized.
        files().add(descriptors);
        GenAiConfiguration configuration = EndpointOptions.read(remaining, parameters);
        ProviderDescriptor provider = catalog().get(configuration.getProvider());
        GenAiEndpoint endpoint = endpoint(uri, configuration, provider);
        EndpointOptions.readAll(parameters, getEndpointPropertyConfigurer());
        try {
            setProperties(endpoint, parameters);
        } catch (PropertyBindingException e) {
            throw EndpointOptions.invalid(e, getEndpointPropertyConfigurer());
        }
        return endpoint;
    }

    /** An endpoint that also receives webhooks, where camel-webhook is on the class path. */
    private GenAiEndpoint endpoint(String uri, GenAiConfiguration configuration, ProviderDescriptor provider) {
        return getCamelContext().getClassResolver().resolveClass(WEBHOOK) == null
                ? new GenAiEndpoint(uri, this, configuration, provider)
                : GenAiWebhookEndpoint.of(uri, this, configuration, provider);
    }

    /**
     * Waits until the component has started, where its context has. Camel gives a component that it creates in a running
     * context to every thread that asks for it, and starts it on the first one only.
     */
    private void startWithContext() {
        CamelContext context = getCamelContext();
        if (context.isStarted() || context.isStarting()) {
            start();
        }
    }

    @Override
    protected void validateParameters(String uri, Map<String, Object> parameters, @Nullable String optionPrefix) {
        EndpointOptions.requireNone(
                parameters,
                Objects.requireNonNull(
                        getCamelContext().getCamelContextExtension().getEndpointUriFactory(NAME), NAME),
                catalog().get(uri.replaceFirst("^[^:]*:/*", "").replaceFirst("[/?].*", "")));
    }

    private void invalidate(String connection) {
        GenAiRuntime running = runtime;
        if (running != null) {
            running.clients().invalidate(connection);
        }
    }

    /** The available descriptors. */
    public ProviderCatalog catalog() {
        return files().catalog();
    }

    private DescriptorFiles files() {
        return Objects.requireNonNull(files, "The component is not initialized");
    }

    Connections connectionRegistry() {
        return Objects.requireNonNull(connectionRegistry, "The component is not initialized");
    }

    /** @throws IllegalArgumentException when an option of the connection is missing or wrong */
    ConnectionSettings settings(String connection) {
        return connectionRegistry().settings(connection);
    }

    /** The consumers, started or not. */
    Subscribers subscribers() {
        return subscribers;
    }

    /**
     * The generations that need an operator: creates of unknown outcome and parked deliveries.
     *
     * @throws NullPointerException when the component is not started
     */
    public Unresolved unresolved() {
        return runtime().unresolved();
    }

    /** The name under which this component is registered: a context may have several. */
    String name() {
        CamelContext context = getCamelContext();
        return context.getComponentNames().stream()
                .filter(each -> context.hasComponent(each) == this)
                .sorted()
                .findFirst()
                .orElse(NAME);
    }

    @Override
    public @Nullable MonitoringView monitoring() {
        GenAiRuntime running = runtime;
        return running == null ? null : running.monitoring();
    }

    GenAiRuntime runtime() {
        return Objects.requireNonNull(runtime, "The component is not started");
    }

    /** The running services, or null when the component is not started. */
    @Nullable
    GenAiRuntime runtimeIfStarted() {
        return runtime;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        CamelContext context = getCamelContext();
        Masking.mask(context, name(), this::isOption);
        files = new DescriptorFiles(context);
        files().add(descriptors);
        connectionRegistry = new Connections(
                new Connections.Sources(
                        context,
                        this::name,
                        this::getConnections,
                        catalog()::get,
                        System::getenv,
                        this::retrieveGlobalSslContextParameters),
                this::invalidate);
        context.addLifecycleStrategy(stopListener);
    }

    @Override
    public @Nullable PropertyConfigurer getComponentPropertyConfigurer() {
        PropertyConfigurer generated = super.getComponentPropertyConfigurer();
        return generated instanceof PropertyConfigurerGetter types
                ? new ComponentConfigurer(generated, types, bindingErrors::put)
                : generated;
    }

    private boolean isOption(String name) {
        return super.getComponentPropertyConfigurer() instanceof PropertyConfigurerGetter types
                && types.getOptionType(name, true) != null;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        String property = "The property camel.component." + name() + ".";
        bindingErrors.forEach((option, what) -> {
            throw new IllegalArgumentException(property + option + " " + what);
        });
        OptionValidation.requireNumber(property + "maxStreams", maxStreams, 0, Integer.MAX_VALUE);
        OptionValidation.requireDuration(property + "trackFor", trackFor);
        OptionValidation.requireDurationOrZero(property + "retention", retention);
        files().add(descriptors);
        connectionRegistry().requireValid();
        if (repository == null) {
            repository = new MemoryGenerationRepository();
        }
        runtime = new GenAiRuntime(this, getCamelContext(), repository, this::settings);
    }

    @Override
    protected void doStop() throws Exception {
        GenAiRuntime running = runtime;
        if (running != null) {
            running.close();
            runtime = null;
        }
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        getCamelContext().getLifecycleStrategies().remove(stopListener);
        super.doShutdown();
    }

    public Map<String, ConnectionConfiguration> getConnections() {
        return connections;
    }

    public void setConnections(Map<String, ConnectionConfiguration> connections) {
        this.connections = connections;
    }

    public @Nullable GenerationRepository getRepository() {
        return repository;
    }

    public void setRepository(@Nullable GenerationRepository repository) {
        this.repository = repository;
    }

    public int getMaxStreams() {
        return maxStreams;
    }

    public void setMaxStreams(int maxStreams) {
        this.maxStreams = maxStreams;
    }

    public Duration getTrackFor() {
        return trackFor;
    }

    public void setTrackFor(Duration trackFor) {
        this.trackFor = trackFor;
    }

    public Duration getRetention() {
        return retention;
    }

    public void setRetention(Duration retention) {
        this.retention = retention;
    }

    public @Nullable String getDescriptors() {
        return descriptors;
    }

    public void setDescriptors(@Nullable String descriptors) {
        this.descriptors = descriptors;
    }

    public boolean isGenAiConventions() {
        return genAiConventions;
    }

    public void setGenAiConventions(boolean genAiConventions) {
        this.genAiConventions = genAiConventions;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    private final class StopListener extends LifecycleStrategySupport {

        @Override
        public void onContextStopping(CamelContext context) {
            GenAiRuntime running = runtime;
            if (running != null) {
                running.cancelWaits();
            }
        }
    }
}
