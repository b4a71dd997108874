package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/**
 * A file that a generation produced.
 *
 * @param url where it can be fetched, exactly as the provider wrote it; often signed, often gone in an hour, and to be
 *     fetched without the provider's key
 * @param format what it is, in the short form that file names use ({@code png}, {@code mp4}), where the provider says
 */
public record Artifact(String url, @Nullable String format) {

    /** Shows the format only: a signed URL is as good as a key for as long as it lives. */
    @Override
    public String toString() {
        return "Artifact[" + format + "]";
    }
}
