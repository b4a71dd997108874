package io.camelgenai.component.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.camelgenai.client.webhook.WebhookRequest;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.WebhookRefusedException;
import io.camelgenai.tracking.repository.Flow;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Reads a received webhook from the exchange of an HTTP consumer. */
public final class WebhookInput {

    /** A body that was parsed has no longer the bytes that were signed. */
    private static final List<Class<?>> PARSED = List.of(Map.class, Collection.class, JsonNode.class);

    private WebhookInput() {}

    /**
     * @param flow names provider and connection
     * @param maxSize how many bytes the body may have
     * @throws WebhookRefusedException when the body is empty or too large
     * @throws IllegalArgumentException when it is not what was received
     */
    public static WebhookRequest request(Exchange exchange, Flow flow, long maxSize) {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (PARSED.stream().anyMatch(type -> type.isInstance(body))) {
            throw new IllegalArgumentException("The body is of type " + TextBody.typeOf(body)
                    + ", and a signature covers the bytes as they were received: hand the request over before it is unmarshalled,"
                    + " and without a binding of the REST DSL");
        }
        return new WebhookRequest(name -> message.getHeader(name, String.class), bytes(message, flow, maxSize));
    }

    private static byte[] bytes(Message message, Flow flow, long maxSize) {
        int limit = (int) Math.min(maxSize, Integer.MAX_VALUE - 8);
        byte[] bytes;
        try (InputStream stream = message.getBody(InputStream.class)) {
            bytes = stream == null ? new byte[0] : stream.readNBytes(limit + 1);
        } catch (IOException e) {
            throw new IllegalArgumentException("The body of the webhook cannot be read: " + e.getMessage(), e);
        }
        if (bytes.length == 0) {
            throw refused(flow, "has an empty body: operation=webhook needs the request of an HTTP consumer");
        }
        if (bytes.length > limit) {
            throw refused(flow, "is larger than " + maxSize + " bytes (option maxResponseSize)");
        }
        return bytes;
    }

    private static WebhookRefusedException refused(Flow flow, String what) {
        return new WebhookRefusedException(
                "A webhook for connection " + flow.connection() + " was refused, which " + what,
                Where.provider(flow.provider()),
                WebhookRefusedException.BODY,
                null);
    }
}
