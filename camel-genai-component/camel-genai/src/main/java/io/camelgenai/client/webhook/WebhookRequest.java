package io.camelgenai.client.webhook;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A received request.
 *
 * @param headers the value of a header, by its name in any case; null where it is absent
 * @param body the body as received
 */
public record WebhookRequest(UnaryOperator<@Nullable String> headers, byte[] body) {

    /** The value of a header, or null where it is absent or blank. */
    @Nullable
    String header(String name) {
        String value = headers.apply(name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    /** Shows nothing of it. */
    @Override
    public String toString() {
        return "WebhookRequest[" + body.length + " bytes]";
    }
}
