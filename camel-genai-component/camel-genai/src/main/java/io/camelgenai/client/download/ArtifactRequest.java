package io.camelgenai.client.download;

import io.camelgenai.generation.Artifact;
import io.camelgenai.generation.GenAiException.Where;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file to fetch.
 *
 * @param artifact the file
 * @param where its provider and its generation, where known
 * @param renewal asks the provider for the file again, since its URL has expired; gives null where the provider cannot be asked, or
 *     no longer has it
 * @param maxBytes how large it may be
 * @param timeout how long it may take, all retries included
 * @param directory where its content is stored
 */
public record ArtifactRequest(
        Artifact artifact,
        Where where,
        Supplier<@Nullable Artifact> renewal,
        long maxBytes,
        Duration timeout,
        Path directory) {}
