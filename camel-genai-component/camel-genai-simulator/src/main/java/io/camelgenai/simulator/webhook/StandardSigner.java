package io.camelgenai.simulator.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The scheme of Standard Webhooks: HMAC-SHA256 of id, time and body, separated by dots.
 *
 * @param secret the secret: Base64 after {@code whsec_}
 */
public record StandardSigner(String secret) implements Signer {
    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "whsec_";

    @Override
    public Map<String, String> headers(String message, long seconds, byte[] body) {
        return Map.of(
                "webhook-id",
                message,
                "webhook-timestamp",
                Long.toString(seconds),
                "webhook-signature",
                "v1," + signature(message + "." + seconds + ".", body));
    }

    private String signature(String prefix, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(PREFIX.length())), ALGORITHM));
            mac.update(prefix.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "StandardSigner";
    }
}
