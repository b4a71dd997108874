package io.camelgenai.component.message;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.cloudevents.CloudEvents;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Camel's CloudEvents headers for a {@link Generation} or a {@link GenerationEvent}. The body is unchanged, and
 * converts to JSON where text is needed. A terminal event has the same id however often it is delivered, so that a receiver
 * recognizes a redelivery; other events have the id of their exchange. Any other body is ignored.
 */
@DataTypeTransformer(
        name = "genai:application-cloudevents",
        description = "Adds CloudEvents headers for a generation or an event")
public class CloudEventsDataTypeTransformer extends Transformer {

    private static final String TYPE = "io.camelgenai.generation.";
    private static final String SOURCE = "genai:";
    private static final String JSON = "application/json";

    @Override
    public void transform(Message message, DataType fromType, DataType toType) {
        Object body = message.getBody();
        if (body instanceof Generation generation) {
            write(message, generation, generation.id(), generation.status().name(), generation.isTerminal());
            message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE, JSON);
        } else if (body instanceof GenerationEvent event) {
            write(
                    message,
                    event.generation(),
                    event.generationId(),
                    event.type().name(),
                    event.isTerminal());
            message.setHeader(CloudEvent.CAMEL_CLOUD_EVENT_CONTENT_TYPE, contentType(event.data()));
        }
    }

    private static void write(
            Message message, @Nullable Generation known, @Nullable String id, String name, boolean terminal) {
        Exchange exchange = Objects.requireNonNull(message.getExchange(), "A message outside of an exchange");
        Map<String, Object> headers = message.getHeaders();
        String type = name.toLowerCase(Locale.ROOT);
        headers.put(
                CloudEvent.CAMEL_CLOUD_EVENT_ID, terminal && id != null ? id + "/" + type : exchange.getExchangeId());
        headers.put(CloudEvent.CAMEL_CLOUD_EVENT_VERSION, CloudEvents.v1_0.version());
        headers.put(CloudEvent.CAMEL_CLOUD_EVENT_TYPE, TYPE + type);
        headers.put(CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, SOURCE + provider(exchange, known));
        Instant completed = terminal && known != null ? known.completedAt() : null;
        headers.put(
                CloudEvent.CAMEL_CLOUD_EVENT_TIME,
                completed == null ? CloudEvents.v1_0.getEventTime(exchange) : completed.toString());
        if (id == null) {
            headers.remove(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT);
        } else {
            headers.put(CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, id);
        }
    }

    /** The endpoint of the consumer names the provider of an event that has no generation. */
    private static String provider(Exchange exchange, @Nullable Generation known) {
        if (known != null) {
            return known.provider();
        }
        Map<String, String> metadata = exchange.getFromEndpoint() instanceof EndpointServiceLocation location
                ? location.getServiceMetadata()
                : null;
        return metadata == null ? "" : metadata.getOrDefault("provider", "");
    }

    private static String contentType(@Nullable String data) {
        return data != null && data.stripLeading().startsWith("{") ? JSON : CloudEvent.TEXT_PLAIN_MIME_TYPE;
    }
}
