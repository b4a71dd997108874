package io.camelgenai.simulator.upload;

import io.camelgenai.simulator.ReceivedFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** The newest files that clients sent, up to a limit. Thread-safe. */
public final class ReceivedFiles {
    private static final int LIMIT = 1000;

    private final Deque<ReceivedFile> newest = new ArrayDeque<>();

    /** Adds a file. */
    public synchronized void add(ReceivedFile file) {
        newest.addLast(file);
        if (newest.size() > LIMIT) {
            newest.removeFirst();
        }
    }

    /** Returns the files, oldest first. */
    public synchronized List<ReceivedFile> entries() {
        return new ArrayList<>(newest);
    }

    /** Removes all files. */
    public synchronized void clear() {
        newest.clear();
    }

    /** Returns the SHA-256 of a content in hexadecimal digits. */
    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
