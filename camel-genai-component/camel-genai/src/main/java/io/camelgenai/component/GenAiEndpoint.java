package io.camelgenai.component;

import io.camelgenai.component.connection.ConnectionUser;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.Map;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.NormalizedEndpointUri;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.util.URISupport;

/**
 * Create, track, stream and cancel generations of pictures, videos, sound and text at generative AI providers.
 *
 * <p>A producer creates generations and acts on existing ones; a consumer receives the generations that the producers of its
 * channel created.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "genai",
        title = "GenAI",
        syntax = "genai:provider/model",
        headersClass = GenAiConstants.class,
        category = {Category.AI, Category.HTTP})
public class GenAiEndpoint extends DefaultEndpoint
        implements AsyncEndpoint, EndpointServiceLocation, MultipleConsumersSupport {

    @UriParam
    private GenAiConfiguration configuration;

    private final ProviderDescriptor provider;
    private final NormalizedEndpointUri key;
    private final ConnectionUser user;

    GenAiEndpoint(String uri, GenAiComponent component, GenAiConfiguration configuration, ProviderDescriptor provider) {
        super(uri, component);
        this.configuration = configuration;
        this.provider = provider;
        this.key = component.getCamelContext().getCamelContextExtension().normalizeUri(uri);
        this.user = new ConnectionUser(configuration, this::isInContext);
    }

    private boolean isInContext() {
        return getCamelContext().getCamelContextExtension().hasEndpoint(key) == this;
    }

    /**
     * A producer or consumer starts.
     *
     * @throws IllegalArgumentException when the options of the connection do not fit those of another endpoint in use
     */
    void use() {
        getComponent().connectionRegistry().use(configuration.connectionName(), user);
    }

    /** A producer or consumer could not start after {@link #use}. */
    void refuse() {
        getComponent().connectionRegistry().refuse(configuration.connectionName(), user);
    }

    /** A producer or consumer stops. */
    void release() {
        getComponent().connectionRegistry().release(user);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getComponent().connectionRegistry().add(configuration.connectionName(), user);
    }

    @Override
    protected void doStop() throws Exception {
        getComponent().connectionRegistry().remove(configuration.connectionName(), user);
        super.doStop();
    }

    @Override
    public Producer createProducer() {
        return new GenAiProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        GenAiConsumer consumer = new GenAiConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public GenAiComponent getComponent() {
        return (GenAiComponent) super.getComponent();
    }

    public GenAiConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(GenAiConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Any number of consumers may observe events. That one only acknowledges terminal generations is checked when a consumer starts,
     * with a message that says what to do.
     */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    public ProviderDescriptor provider() {
        return provider;
    }

    /** The base URL of the connection, without any user and password that it contains. */
    @Override
    public String getServiceUrl() {
        String own = configuration.getBaseUrl();
        String baseUrl =
                own == null ? getComponent().connectionRegistry().baseUrl(configuration.connectionName()) : own;
        return URISupport.sanitizeUri(baseUrl == null ? provider.baseUrl() : baseUrl);
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        return Map.of("provider", provider.name(), "connection", configuration.connectionName());
    }
}
