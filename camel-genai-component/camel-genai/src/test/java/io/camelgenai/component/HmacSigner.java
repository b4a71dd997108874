package io.camelgenai.component;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.camelgenai.provider.RequestSigner;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs method, path, query, time, content type and the hash of the body, in the manner of cloud APIs. The key is an id and a
 * secret. A prompt can make it fail.
 */
public final class HmacSigner implements RequestSigner {

    @Override
    public String name() {
        return "hmac-v1";
    }

    @Override
    public Map<String, String> sign(UnsignedRequest request) throws GeneralSecurityException {
        String key = Objects.requireNonNull(request.key());
        String id = key.substring(0, key.indexOf(':'));
        String secret = key.substring(key.indexOf(':') + 1);
        String body = new String(request.body(), UTF_8);
        if (body.contains("[unsignable]")) {
            throw new IllegalStateException("the secret " + secret + " is no secret", new Exception(key));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Date", request.time().toString());
        headers.put("X-Body-Hash", hash(request.body()));
        headers.put(
                "Authorization", id + " " + signature(secret, request.method() + " " + target(request.url()), headers));
        headers.put("X-Type", String.valueOf(request.headers().get("content-type")));
        if (body.contains("[two lines]")) {
            headers.put("X-Note", secret + "\n");
        }
        return headers;
    }

    private static String target(String url) {
        return url.substring(url.indexOf('/', "https://".length()));
    }

    /** @param line method and target of the request */
    static String signature(String secret, String line, Map<String, String> headers) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        String signed = line + "\n" + headers.get("X-Date") + "\n" + headers.get("X-Body-Hash");
        return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
    }

    static String hash(byte[] body) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    }
}
