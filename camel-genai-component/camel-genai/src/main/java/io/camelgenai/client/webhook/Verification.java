package io.camelgenai.client.webhook;

import io.camelgenai.generation.WebhookRefusedException;
import org.jspecify.annotations.Nullable;

/** Verifies that a request is the provider's own. Thread-safe. */
interface Verification {

    /**
     * @return the id of the message, or null where the provider gives none
     * @throws WebhookRefusedException when it does not prove to be
     */
    @Nullable
    String verify(WebhookRequest request);
}
