package io.camelgenai.client.webhook;

import io.camelgenai.client.Time;
import io.camelgenai.provider.WebhookSignature.Ed25519;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.HexFormat;

/**
 * Ed25519 of RFC 8032, over a message that contains the digest of the body, by any of a set of keys. The signature is written in
 * hexadecimal digits.
 *
 * @param header the header that contains it
 * @param signed what it signs
 * @param keys the keys of the provider
 */
record Ed25519Verification(String header, Ed25519 signed, KeySet keys, Refusals refusals, Time time)
        implements Verification {

    @Override
    public String verify(WebhookRequest request) {
        byte[] signature = signature(refusals.required(request, header));
        refusals.requireTimely(refusals.required(request, signed.timestamp()), time.now());
        byte[] message = signed.message(
                        name -> name.equals(Ed25519.DIGEST) ? digest(request.body()) : refusals.required(request, name))
                .getBytes(StandardCharsets.UTF_8);
        if (!keys.anyMatch(key -> isSignedBy(key, message, signature))) {
            throw refusals.signature("has a signature by none of the provider's keys");
        }
        return refusals.required(request, signed.messageId());
    }

    private byte[] signature(String digits) {
        try {
            return HexFormat.of().parseHex(digits);
        } catch (IllegalArgumentException e) {
            throw refusals.signature("has a signature that is not written in hexadecimal digits");
        }
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A signature of a wrong length is none. */
    private static boolean isSignedBy(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
