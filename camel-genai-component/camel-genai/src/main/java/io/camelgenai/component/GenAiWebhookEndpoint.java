package io.camelgenai.component;

import io.camelgenai.component.operation.WebhookHandler;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;

/** An endpoint that also receives webhooks, by {@code webhook:genai:provider}. It needs camel-webhook on the class path. */
public class GenAiWebhookEndpoint extends GenAiEndpoint implements WebhookCapableEndpoint {

    private GenAiWebhookEndpoint(
            String uri, GenAiComponent component, GenAiConfiguration configuration, ProviderDescriptor provider) {
        super(uri, component, configuration, provider);
    }

    /** As the constructor. A class that names the type of this one only here is verified without camel-webhook. */
    static GenAiEndpoint of(
            String uri, GenAiComponent component, GenAiConfiguration configuration, ProviderDescriptor provider) {
        return new GenAiWebhookEndpoint(uri, component, configuration, provider);
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        Operation.webhook.requireOf(provider());
        return new WebhookHandler(this, this::requireUsable, next);
    }

    private void requireUsable() {
        getComponent()
                .runtime()
                .clients()
                .get(getConfiguration().connectionName())
                .webhooks()
                .requireUsable();
    }

    /** Does nothing: each create is sent with the option {@code webhookUrl}, or the URL is set up at the provider. */
    @Override
    public void registerWebhook() {}

    /** Does nothing. */
    @Override
    public void unregisterWebhook() {}

    /** Does nothing: the path belongs to the component webhook. */
    @Override
    public void setWebhookConfiguration(WebhookConfiguration webhookConfiguration) {}

    @Override
    public List<String> getWebhookMethods() {
        return List.of("POST");
    }
}
