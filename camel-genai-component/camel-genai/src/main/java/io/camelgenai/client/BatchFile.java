package io.camelgenai.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of a batch, on disk: JSON documents that a comma and a line break, or a line break alone, separate.
 *
 * @param path the file
 * @param lines the number of requests
 * @param length the length in bytes
 * @param sha256 the SHA-256 of the content, in hexadecimal digits
 */
public record BatchFile(Path path, long lines, long length, String sha256) {

    private static final Logger LOG = LoggerFactory.getLogger(BatchFile.class);

    /** The requests as a file that is uploaded. */
    public InputFile upload() {
        return new InputFile("batch.jsonl", "application/jsonl", length, () -> Files.newInputStream(path));
    }

    /** Deletes the file. Where that fails, it is deleted with its exchange. */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.debug("The temporary file {} of a batch could not be deleted", path, e);
        }
    }

    /** Shows how large it is, never what is in it. */
    @Override
    public String toString() {
        return "BatchFile[" + lines + " lines, " + length + " bytes]";
    }
}
