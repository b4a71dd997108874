package io.camelgenai.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file that goes to a provider. It is read as often as it is sent, and never as a whole.
 *
 * @param name its name, without a directory
 * @param mediaType its media type, without parameters
 * @param length its length in bytes
 * @param content opens it; each time from its beginning
 */
public record InputFile(String name, String mediaType, long length, Content content) {

    private static final int CHUNK = 64 * 1024;

    /** The content of a file. */
    @FunctionalInterface
    public interface Content {

        /** A stream that the caller closes. */
        InputStream open() throws IOException;
    }

    /** A file on disk. */
    public static InputFile of(Path path, String name, String mediaType) throws IOException {
        return new InputFile(name, mediaType, Files.size(path), () -> Files.newInputStream(path));
    }

    /** Bytes in memory, which nobody changes any more. */
    public static InputFile of(byte[] bytes, String name, String mediaType) {
        return new InputFile(name, mediaType, bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /**
     * The SHA-256 of the content, in hexadecimal digits.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    public String sha256() {
        try (DigestInputStream in = new DigestInputStream(content.open(), MessageDigest.getInstance("SHA-256"))) {
            byte[] chunk = new byte[CHUNK];
            while (in.read(chunk) >= 0) {
                // The stream digests what it reads.
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new IllegalArgumentException("The file " + name + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }

    /** Shows type and length only. */
    @Override
    public String toString() {
        return "InputFile[" + mediaType + ", " + length + " bytes]";
    }
}
