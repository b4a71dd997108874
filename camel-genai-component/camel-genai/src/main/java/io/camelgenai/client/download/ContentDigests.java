package io.camelgenai.client.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The digests that a server announces for a whole file: {@code Repr-Digest} (RFC 9530), {@code Digest} (RFC 3230), {@code Content-MD5}
 * (RFC 1864), and the headers of Amazon S3 and Google Cloud Storage. Others are ignored.
 *
 * @param expected the digest in base64, by the name of its algorithm in Java
 */
record ContentDigests(Map<String, String> expected) {

    static final ContentDigests NONE = new ContentDigests(Map.of());

    private static final String SHA256 = "SHA-256";
    private static final String MD5 = "MD5";
    private static final Pattern REPR = Pattern.compile("(?i)\\bsha-256=:([A-Za-z0-9+/=]{44}):");
    private static final Pattern DIGEST = Pattern.compile("(?i)\\bsha-256=([A-Za-z0-9+/=]{44})(?![A-Za-z0-9+/=])");
    private static final Pattern GOOGLE = Pattern.compile("(?i)\\bmd5=([A-Za-z0-9+/=]{24})(?![A-Za-z0-9+/=])");
    private static final Pattern PLAIN_MD5 = Pattern.compile("^\\s*([A-Za-z0-9+/=]{24})\\s*$");
    private static final Pattern PLAIN_SHA256 = Pattern.compile("^\\s*([A-Za-z0-9+/=]{44})\\s*$");
    private static final int CHUNK = 64 * 1024;

    /** @param headers of a response with the whole file */
    static ContentDigests of(Headers headers) {
        Map<String, String> expected = new LinkedHashMap<>();
        add(expected, SHA256, headers.values("Repr-Digest"), REPR);
        add(expected, SHA256, headers.values("Digest"), DIGEST);
        add(expected, SHA256, headers.values("x-amz-checksum-sha256"), PLAIN_SHA256);
        add(expected, MD5, headers.values("Content-MD5"), PLAIN_MD5);
        if (isStoredAsSent(headers)) {
            add(expected, MD5, headers.values("x-goog-hash"), GOOGLE);
        }
        return new ContentDigests(expected);
    }

    /** Google Cloud Storage decodes a file that is stored in gzip, and announces the digest of what is stored. */
    private static boolean isStoredAsSent(Headers headers) {
        String stored = headers.get("x-goog-stored-content-encoding");
        return stored == null || stored.equalsIgnoreCase("identity");
    }

    private static void add(Map<String, String> expected, String algorithm, Iterable<String> values, Pattern form) {
        for (String value : values) {
            Matcher digest = form.matcher(value);
            if (digest.find()) {
                expected.putIfAbsent(algorithm, digest.group(1));
            }
        }
    }

    /** The algorithm by which the file differs from what was announced, or null. */
    @Nullable
    String difference(FileChannel file) throws IOException {
        for (Map.Entry<String, String> each : expected.entrySet()) {
            MessageDigest digest = PartFile.digest(each.getKey());
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            for (long at = 0; at < file.size(); at += chunk.position()) {
                file.read(chunk.clear(), at);
                digest.update(chunk.array(), 0, chunk.position());
            }
            if (!Base64.getEncoder().encodeToString(digest.digest()).equals(each.getValue())) {
                return each.getKey();
            }
        }
        return null;
    }
}
