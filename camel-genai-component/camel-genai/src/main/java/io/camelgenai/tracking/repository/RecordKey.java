package io.camelgenai.tracking.repository;

import io.camelgenai.tracking.repository.TrackedGeneration.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names for what is kept of generations: unique among all nodes, and at most 64 characters long. They are no secret, and so
 * need no secure random numbers, which threads would queue for.
 */
public final class RecordKey {

    private RecordKey() {}

    /** A name that was never given before. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /**
     * The one name for what somebody calls so within provider, connection and channel: two nodes give the same name to the
     * same thing.
     */
    public static String of(Origin origin, String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : new String[] {origin.provider(), origin.connection(), origin.channel(), name}) {
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
