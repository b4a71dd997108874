package io.camelgenai.component.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The ids of the lines of one batch, as the first eight bytes of their SHA-256: a million of them take 16 to 32 MB as texts would take
 * several times as much. That two of a million have the same is as likely as 1 to 37 million. For one thread.
 */
final class CustomIds {

    private static final int INITIAL = 1 << 10;

    /** A table with open addressing, at most half full; zero is a free place. */
    private long[] table = new long[INITIAL];

    private int size;
    private final MessageDigest digest;

    CustomIds() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }

    /** Adds an id. False where it is there already. */
    boolean add(String id) {
        long hash = ByteBuffer.wrap(digest.digest(id.getBytes(StandardCharsets.UTF_8)))
                .getLong();
        boolean isNew = put(hash == 0 ? 1 : hash);
        if (isNew && ++size * 2 > table.length) {
            long[] old = table;
            table = new long[old.length * 2];
            Arrays.stream(old).filter(each -> each != 0).forEach(this::put);
        }
        return isNew;
    }

    private boolean put(long hash) {
        int at = (int) (hash & (table.length - 1));
        while (table[at] != 0 && table[at] != hash) {
            at = (at + 1) & (table.length - 1);
        }
        boolean isNew = table[at] == 0;
        table[at] = hash;
        return isNew;
    }
}
