package io.camelgenai.tracking.repository;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes keys of stored generations: unique among all nodes, and at most 64 characters long. A key is no secret. It therefore
 * needs no secure random numbers, for which threads would queue.
 */
public final class RecordKey {

    private RecordKey() {}

    /** A key that was never used before. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** The key of a name within a flow: a digest, which is the same on every node. */
    public static String of(Flow flow, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {flow.provider(), flow.connection(), flow.channel(), name}) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }
}
