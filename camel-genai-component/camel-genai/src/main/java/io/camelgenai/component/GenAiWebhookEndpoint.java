package io.camelgenai.component;

import io.camelgenai.component.operation.WebhookHandler;
import io.camelgenai.provider.ProviderDescriptor;
import java.util.List;
import org.apache.camel.Processor;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;

/** An endpoint that also receives webhooks, by {@code webhook:genai:provider}. It needs camel-webhook on the class path. */
public class GenAiWebhookEndpoint extends GenAiEndpoint implements WebhookCapableEndpoint {

    GenAiWebhookEndpoint(
            String uri, GenAiComponent component, GenAiConfiguration configuration, ProviderDescriptor provider) {
        super(uri, component, configuration, provider);
    }

    @Override
    public Processor createWebhookHandler(Processor next) {
        Operation.webhook.requireOf(provider());
        return new WebhookHandler(this, next);
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
