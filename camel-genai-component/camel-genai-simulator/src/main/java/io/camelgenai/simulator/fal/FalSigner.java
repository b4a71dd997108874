package io.camelgenai.simulator.fal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.camelgenai.simulator.json.Json;
import io.camelgenai.simulator.webhook.Signer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Ed25519 over four lines: the ids of request and user, the time, and the SHA-256 of the body. The keys are new in each simulator. */
final class FalSigner implements Signer {
    private static final String ALGORITHM = "Ed25519";
    private static final String USER = "user_simulator";
    private static final int KEY_LENGTH = 32;

    private final KeyPair keys;

    FalSigner() {
        try {
            keys = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the published set with the public key. */
    ObjectNode keySet() {
        byte[] encoded = keys.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
        ObjectNode set = Json.object();
        set.putArray("keys")
                .addObject()
                .put("kty", "OKP")
                .put("crv", ALGORITHM)
                .put("use", "sig")
                .put("kid", "simulator")
                .put("x", Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
        return set;
    }

    @Override
    public Map<String, String> headers(String message, long seconds, byte[] body) {
        return Map.of(
                "X-Fal-Webhook-Request-Id",
                message,
                "X-Fal-Webhook-User-Id",
                USER,
                "X-Fal-Webhook-Timestamp",
                Long.toString(seconds),
                "X-Fal-Webhook-Signature",
                signature(String.join("\n", message, USER, Long.toString(seconds), sha256(body))));
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signature(String message) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
