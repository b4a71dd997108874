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
 * A request that the simulator received, as the client sent it. Keys are not kept: where one was, {@link #fingerprint}
 * of it stands.
 *
 * @param number counts the requests from 1; gaps show that older entries were let go
 * @param at when the whole request had arrived
 * @param provider the provider it went to
 * @param operation what it asked for: create, get, stream, status, cancel, delete, artifact, ...; {@code unknown} where
 *     the provider has no such path
 * @param method the HTTP method
 * @param path the path as it was on the wire, not decoded, with the provider's prefix
 * @param query the query as it was on the wire, not decoded and without the question mark; null where there was none
 * @param headers by lower-case name; several of one name are joined by a comma
 * @param body the body as UTF-8 text, at most the first 16,384 characters
 * @param status the HTTP status that was answered; 0 while there is no answer, or where a fault withheld it
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
     * Gives a header.
     *
     * @param name the name in any case
     * @return its value, or null where the client did not send it
     */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /**
     * What stands in a journal in place of a secret, so that a test can still tell which key was used: {@code
     * Authorization: Bearer KEY} is kept as {@code Bearer } followed by this of {@code KEY}.
     *
     * @param secret a key
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

    /** Shows no header and no body: those may hold a prompt. */
    @Override
    public String toString() {
        return "#" + number + " " + provider + " " + operation + " " + method + " " + path + " -> " + status;
    }
}
