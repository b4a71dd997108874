package io.camelgenai.docs.snippets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelgenai.provider.RequestSigner;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

// tag::signer[]
/** Signs method, URL, time and body with the key of the connection. */
public class AcmeSigner implements RequestSigner {

    @Override
    public String name() {
        return "acme-v1";
    }

    @Override
    public Map<String, String> sign(UnsignedRequest request) throws GeneralSecurityException {
        HexFormat hex = HexFormat.of();
        String hash = hex.formatHex(MessageDigest.getInstance("SHA-256").digest(request.body()));
        String date = request.time().toString();
        String text = String.join("\n", request.method(), request.url(), date, hash);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(request.key().getBytes(UTF_8), "HmacSHA256"));
        return Map.of("X-Acme-Date", date, "X-Acme-Signature", hex.formatHex(mac.doFinal(text.getBytes(UTF_8))));
    }
}
// end::signer[]
