package io.camelgenai.tracking;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names for what is kept of generations: unique among all nodes. They are no secret, and so need no secure random numbers,
 * which threads would queue for.
 */
public final class RecordKey {

    private RecordKey() {}

    /** A name that was never given before. */
    public static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
