package io.camelgenai.simulator.batch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * A file of a provider: uploaded, or with the results of a batch.
 *
 * @param id the id
 * @param owner the API key that it belongs to
 * @param name the file name
 * @param purpose what it is for
 * @param createdAt when it was created
 * @param content returns its bytes
 */
public record StoredFile(
        String id, String owner, String name, String purpose, Instant createdAt, Supplier<byte[]> content) {

    /** A file that was uploaded now. */
    public static StoredFile uploaded(String id, String owner, String name, String purpose, byte[] content) {
        return new StoredFile(id, owner, name, purpose, Instant.now(), () -> content);
    }

    /** Returns the lines that are not blank. */
    public List<String> lines() {
        return new String(content.get(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
