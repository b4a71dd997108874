package io.camelgenai.component.operation;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.ProviderClient;
import io.camelgenai.client.webhook.WebhookReport;
import io.camelgenai.component.message.ExchangeOutput;
import io.camelgenai.component.message.WebhookInput;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.WebhookRefusedException;
import io.camelgenai.tracking.repository.Flow;
import io.camelgenai.tracking.repository.RecordKey;
import io.camelgenai.tracking.repository.WebhookStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * {@code operation=webhook}: verifies a received webhook, and hands what it reports to the tracker. The provider is never called
 * meanwhile, but for its keys, so that the request is answered at once.
 */
record WebhookOperation(OperationContext context) implements OperationHandler {

    /** Longer than a signature is valid. */
    private static final Duration REMEMBERED = Duration.ofMinutes(15);

    private static final int UNAUTHORIZED = 401;
    private static final String ACCEPTED = "accepted";

    @Override
    public CompletionStage<?> perform(Exchange exchange) {
        ProviderClient client = context.client();
        try {
            WebhookReport report = client.webhooks()
                    .receive(WebhookInput.request(
                            exchange,
                            context.configuration().flow(),
                            client.settings().limits().maxResponseBytes()));
            receive(report);
            ExchangeOutput.result(exchange.getMessage(), reported(client, report));
            client.listener().webhook(client.settings(), ACCEPTED);
        } catch (WebhookRefusedException e) {
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, UNAUTHORIZED);
            client.listener()
                    .webhook(
                            client.settings(), e.getCode().substring(e.getCode().lastIndexOf('-') + 1));
            throw e;
        } finally {
            removeSecret(exchange, client);
        }
        return CompletableFuture.completedFuture(null);
    }

    /** What follows in the route may send the headers on. */
    private static void removeSecret(Exchange exchange, ProviderClient client) {
        String header = client.webhooks().secretHeader();
        if (header != null) {
            exchange.getMessage().removeHeader(header);
        }
    }

    private void receive(WebhookReport report) {
        Flow flow = context.configuration().flow();
        WebhookStore messages = context.tracker().webhooks();
        String key = report.messageId() == null ? null : RecordKey.of(flow, "webhook " + report.messageId());
        if (key != null && !messages.receive(key, REMEMBERED)) {
            throw new WebhookRefusedException(
                    "A webhook for connection " + flow.connection()
                            + " was refused, whose message was received before: " + report.messageId(),
                    Where.generation(flow.provider(), report.generationId()),
                    WebhookRefusedException.REPLAYED,
                    null);
        }
        try {
            if (report.generationId() != null) {
                context.tracker().report(flow, report.generationId(), report.document());
            }
        } catch (RuntimeException e) {
            forget(messages, key);
            throw e;
        }
    }

    /** The provider sends again what was not answered with success. */
    private static void forget(WebhookStore messages, @Nullable String key) {
        if (key != null) {
            messages.forget(key);
        }
    }

    /** What the webhook itself says: nothing that only the tracker knows, since anybody may be who sent it. */
    private static Generation reported(ProviderClient client, WebhookReport report) {
        Generation named = Generation.of(client.descriptor().name())
                .id(report.generationId())
                .status(GenerationStatus.UNRECOGNIZED)
                .build();
        JsonNode document = report.document();
        return document == null ? named.with().raw(report.body()).build() : client.read(document, named);
    }
}
