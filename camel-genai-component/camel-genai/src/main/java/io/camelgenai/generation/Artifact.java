package io.camelgenai.generation;

import org.jspecify.annotations.Nullable;

/**
 * A file that a generation produced.
 *
 * @param url the URL exactly as the provider sent it; often signed, often expired after an hour, and to be fetched without
 *     the provider's key. Of a file that the provider sent within its document, a {@code data:} URL that contains it (RFC 2397)
 * @param format the format in the short form that file names use ({@code png}, {@code mp4}), where known
 */
public record Artifact(String url, @Nullable String format) {

    /** Shows the format only: a signed URL grants access like a key until it expires. */
    @Override
    public String toString() {
        return "Artifact[" + format + "]";
    }
}
