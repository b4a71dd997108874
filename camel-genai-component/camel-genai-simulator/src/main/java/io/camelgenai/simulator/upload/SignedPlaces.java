package io.camelgenai.simulator.upload;

import io.camelgenai.simulator.server.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs the URLs to which clients send files. A request to one has no other credentials, as the stores of the great clouds demand. */
public final class SignedPlaces {
    private static final List<String> CREDENTIALS = List.of("Authorization", "x-api-key", "Cookie");

    private final SecretKeySpec key;

    /** Creates a signer. */
    public SignedPlaces(long seed) {
        key = new SecretKeySpec(("uploads of " + seed).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** Returns the signature of a text. */
    public String signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }

    /** Returns the name of a header with credentials that the request must not have; null if it has none. */
    public @Nullable String foreignCredentials(Request request) {
        return CREDENTIALS.stream()
                .filter(name -> request.header(name) != null)
                .findFirst()
                .orElse(null);
    }
}
