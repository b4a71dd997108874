package io.camelgenai.simulator;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that the simulator received, as the client sent it. API keys are replaced by their {@link #fingerprint}.
 *
 * @param number the number of the request, counted from 1
 * @param at when the request was complete
 * @param provider the provider it went to
 * @param operation the operation: create, get, stream, status, cancel, delete, artifact, ...; {@code unknown} if the
 *     provider has no such path
 * @param method the HTTP method
 * @param path the path as received, not decoded, with the provider's prefix
 * @param query the query as received, not decoded and without the question mark; null if there was none
 * @param headers the headers by lower-case name; several with one name are joined by commas
 * @param body the body as UTF-8 text, at most the first 16,384 characters
 * @param status the HTTP status of the response; 0 while it is pending, or if a fault withheld it
 */
public record JournalEntry(
        long number,
        Instant at,
        String provider,
        String operation,
        String method,
        String path,
        @Nullable String query,
        Map<String, String> headers,
        String body,
        int status) {

    /**
     * Returns a header.
     *
     * @param name the name in any case
     * @return its value; null if the client did not send it
     */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns what the journal has in place of a secret, so that a test can tell which key was used: the value of {@code
     * Authorization: Bearer KEY} becomes {@code Bearer } and the fingerprint of {@code KEY}.
     *
     * @param secret an API key
     * @return {@code sha256:} and the first twelve hexadecimal digits
     */
    public static String fingerprint(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Leaves out headers and body, which may have a prompt. */
    @Override
    public String toString() {
        return "#" + number + " " + provider + " " + operation + " " + method + " " + path + " -> " + status;
    }
}
