package io.camelgenai.simulator.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Chance that can be repeated: the same seed and words give the same throws. Not thread-safe. */
public final class Dice {
    private final SplittableRandom random;

    /**
     * New dice.
     *
     * @param seed the seed of the simulator
     * @param words what they are thrown for
     */
    public Dice(long seed, String... words) {
        random = new SplittableRandom(hash(seed, words));
    }

    /**
     * A number from 0 up to a bound.
     *
     * @param bound the bound, not included
     * @return the number
     */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /**
     * A number in a range.
     *
     * @param from the least
     * @param to the bound, not included
     * @return the number
     */
    public double between(double from, double to) {
        return from + random.nextDouble() * (to - from);
    }

    /**
     * One of some.
     *
     * @param choices what there is to choose from
     * @param <T> their type
     * @return the chosen one
     */
    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /**
     * An id.
     *
     * @return 24 hexadecimal digits
     */
    public String hex() {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .array();
        return HexFormat.of().formatHex(bytes, 0, 12);
    }

    /**
     * A random UUID (version 4).
     *
     * @return its text
     */
    public String uuid() {
        long high = (random.nextLong() & 0xffffffffffff0fffL) | 0x4000L;
        long low = (random.nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static long hash(long seed, String... words) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, seed));
            for (String word : words) {
                digest.update(word.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return ByteBuffer.wrap(digest.digest()).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
