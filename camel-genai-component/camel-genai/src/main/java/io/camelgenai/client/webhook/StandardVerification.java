package io.camelgenai.client.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import io.camelgenai.client.Time;
import io.camelgenai.generation.WebhookRefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Standard Webhooks: HMAC-SHA256 of id, time and body with a shared secret. The specification is at standardwebhooks.com. */
final class StandardVerification implements Verification {

    private static final String ID = "webhook-id";
    private static final String TIMESTAMP = "webhook-timestamp";
    private static final String SIGNATURES = "webhook-signature";

    private final Webhook webhook;
    private final Refusals refusals;
    private final Time time;

    /** @throws IllegalArgumentException when the secret is none of this scheme; the message does not show it */
    StandardVerification(String secret, Refusals refusals, Time time) {
        this.webhook = webhook(secret);
        this.refusals = refusals;
        this.time = time;
    }

    private static Webhook webhook(String secret) {
        try {
            return new Webhook(secret);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no Base64 text, with or without whsec_ before it");
        }
    }

    /** While a secret is replaced, there are signatures by both. */
    @Override
    public String verify(WebhookRequest request) {
        String id = refusals.required(request, ID);
        long seconds = refusals.requireTimely(refusals.required(request, TIMESTAMP), time.now());
        byte[] expected = signature(id, seconds, request.body()).getBytes(StandardCharsets.UTF_8);
        for (String each : refusals.required(request, SIGNATURES).split(" +")) {
            if (MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), expected)) {
                return id;
            }
        }
        throw refusals.signature("has a wrong signature");
    }

    /** The library takes text: other bytes cannot be signed, and are no JSON. */
    private String signature(String id, long seconds, byte[] body) {
        try {
            return webhook.sign(id, seconds, new String(body, StandardCharsets.UTF_8));
        } catch (WebhookSigningException e) {
            throw new WebhookRefusedException(
                    "The signature of a webhook cannot be computed: " + e.getMessage(),
                    refusals.where(),
                    WebhookRefusedException.SIGNATURE,
                    e);
        }
    }
}
