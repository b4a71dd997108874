package io.camelgenai.simulator.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Pseudo-random numbers that depend only on a seed and a purpose, so that every run gives the same. Not thread-safe. */
public final class SeededRandom {
    private final SplittableRandom random;

    /**
     * Creates a sequence of numbers.
     *
     * @param seed the seed of the simulator
     * @param purpose what the numbers are for; another purpose is another sequence
     */
    public SeededRandom(long seed, String... purpose) {
        random = new SplittableRandom(hash(seed, purpose));
    }

    /** Returns a number from 0 (included) to a bound (excluded). */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a number from one bound (included) to another (excluded). */
    public double between(double from, double to) {
        return from + random.nextDouble() * (to - from);
    }

    /** Returns one of several choices. */
    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Returns an id of 24 hexadecimal digits. */
    public String hex() {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
        return HexFormat.of().formatHex(bytes, 0, 12);
    }

    /** Returns a UUID, version 4. */
    public String uuid() {
        long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static long hash(long seed, String... purpose) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
            for (String word : purpose) {
                digest.update(word.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
