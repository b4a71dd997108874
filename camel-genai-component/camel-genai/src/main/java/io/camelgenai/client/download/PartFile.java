package io.camelgenai.client.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The part of a file that has arrived. It is deleted when it is closed, unless it was handed over. For use by one thread at a time.
 */
final class PartFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final int beginningBytes;
    private final MessageDigest sha256 = digest("SHA-256");
    private long length;
    private boolean handedOver;

    /** @param beginningBytes how many of its first bytes to remember */
    PartFile(Path directory, int beginningBytes) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        this.path = Files.createTempFile(directory, "genai-", ".part");
        this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.beginningBytes = beginningBytes;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has " + algorithm, e);
        }
    }

    void append(byte[] bytes, int count) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
        sha256.update(bytes, 0, count);
        beginning.write(bytes, 0, Math.min(count, beginningBytes - beginning.size()));
        length += count;
    }

    /** Forgets what has arrived. */
    void restart() throws IOException {
        channel.truncate(0);
        sha256.reset();
        beginning.reset();
        length = 0;
    }

    long length() {
        return length;
    }

    /** Its first bytes. */
    byte[] beginning() {
        return beginning.toByteArray();
    }

    FileChannel channel() {
        return channel;
    }

    /** The file is whole: from now on, whoever has its path deletes it. */
    Path handOver() throws IOException {
        channel.close();
        handedOver = true;
        return path;
    }

    /** The SHA-256 of a whole file, in hexadecimal digits. */
    String sha256() {
        return HexFormat.of().formatHex(sha256.digest());
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!handedOver) {
            Files.deleteIfExists(path);
        }
    }
}
