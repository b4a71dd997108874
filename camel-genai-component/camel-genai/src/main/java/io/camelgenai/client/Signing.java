package io.camelgenai.client;

import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.provider.RequestSigner;
import io.camelgenai.provider.RequestSigner.UnsignedRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Signs the requests of one connection. Thread-safe.
 *
 * @param signer the signer of the provider
 * @param key the key of the connection, or null
 * @param bugs shows exceptions without the key
 * @param time the clock
 */
record Signing(RequestSigner signer, @Nullable String key, BugReports bugs, Time time) {

    /** The signing of a connection's requests, or null where its provider has none. */
    static @Nullable Signing of(ConnectionSettings settings, BugReports bugs, Time time) {
        RequestSigner signer = settings.provider().auth().signer();
        return signer == null ? null : new Signing(signer, settings.apiKey(), bugs, time);
    }

    /**
     * The request with its signature.
     *
     * @throws NotSignedException when the signer fails
     */
    Request sign(Request request, Where where) {
        try {
            Request.Builder signed = request.newBuilder();
            signer.sign(unsigned(request)).forEach(signed::header);
            return signed.build();
        } catch (Exception | LinkageError | StackOverflowError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            Exception cause = bugs.redacted(e);
            throw new NotSignedException(
                    "The signer of " + where.provider() + " failed, so that " + ErrorResponses.describe(request)
                            + " was not sent: " + cause,
                    where,
                    cause);
        }
    }

    private UnsignedRequest unsigned(Request request) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        request.headers().forEach(header -> headers.put(header.getFirst(), header.getSecond()));
        Buffer content = new Buffer();
        RequestBody body = request.body();
        if (body != null) {
            body.writeTo(content);
            MediaType type = body.contentType();
            if (type != null) {
                headers.put("Content-Type", type.toString());
            }
        }
        return new UnsignedRequest(
                request.method(),
                request.url().toString(),
                Collections.unmodifiableMap(headers),
                content.readByteArray(),
                key,
                time.now());
    }
}
