package io.camelgenai.client.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The shared secret itself, in a header.
 *
 * @param header the name of the header
 * @param secret the expected value
 */
record SecretVerification(String header, String secret, Refusals refusals) implements Verification {

    /** There is no id of the message. */
    @Override
    public @Nullable String verify(WebhookRequest request) {
        String value = refusals.required(request, header);
        if (!MessageDigest.isEqual(value.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8))) {
            throw refusals.signature("has another secret in the header " + header);
        }
        return null;
    }

    /** Shows the header alone. */
    @Override
    public String toString() {
        return "SecretVerification[" + header + "]";
    }
}
