package io.camelgenai.client.download;

import okhttp3.Headers;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The version of a file that a server sent, by which the rest of the same version can be requested (RFC 9110, 13.1.5 and 14).
 *
 * @param validator its entity tag or its date, or null where the server gave none
 * @param length its length; -1 where it is not known
 */
record FileVersion(@Nullable String validator, long length) {

    /** The version of the file in a response, or null where a part of it cannot be requested. */
    static @Nullable FileVersion of(Response whole) {
        String tag = whole.header("ETag");
        String validator = tag == null || tag.startsWith("W/") ? whole.header("Last-Modified") : tag;
        boolean acceptsRanges = "bytes".equalsIgnoreCase(whole.header("Accept-Ranges"));
        boolean isEncoded = whole.header("Content-Encoding") != null;
        long length = whole.body().contentLength();
        boolean isKnown = validator != null || (acceptsRanges && length >= 0);
        return isEncoded || !isKnown ? null : new FileVersion(validator, length);
    }

    /** Whether nothing says that a response is of another version: some servers ignore {@code If-Range}. */
    boolean isThatOf(Response response) {
        String tag = response.header("ETag");
        return validator == null || tag == null || !validator.startsWith("\"") || tag.equals(validator);
    }

    /** The headers of a request for the rest after so many bytes. */
    Headers after(long bytes) {
        Headers.Builder headers = new Headers.Builder().set("Range", "bytes=" + bytes + "-");
        if (validator != null) {
            headers.set("If-Range", validator);
        }
        return headers.build();
    }
}
