package io.camelgenai.provider;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signs the requests to a provider that takes a signature where others take the key: what a descriptor cannot describe. A
 * descriptor names it, as {@code auth: { signer: acme-v1 }}.
 *
 * <p>It is a service, listed in {@code META-INF/services/io.camelgenai.provider.RequestSigner}, or a bean in Camel's registry. Its
 * methods are called by several threads concurrently.
 */
public interface RequestSigner {

    /** The name that descriptors use, such as {@code acme-v1}. */
    String name();

    /**
     * The headers that sign a request, by name; they replace those that it has. Called on the thread that sends the request, before
     * each attempt of each call to the connection's own origin, so that a retry has a signature and a time of its own. A request to
     * another host is not signed.
     *
     * @throws Exception when the request cannot be signed: it is not sent, and the call fails. The message of the exception is shown
     *     without the key
     */
    Map<String, String> sign(UnsignedRequest request) throws Exception;

    /**
     * A request that is about to be sent.
     *
     * @param method the method, such as {@code POST}
     * @param url the whole URL as it is sent, with the query
     * @param headers the headers by name, in upper or lower case, with {@code Content-Type} where there is a body; without those that
     *     follow from the connection, such as {@code Host}
     * @param body the bytes of the body, none where there is no body
     * @param key the key of the connection, or null where it has none
     * @param time when the request is sent
     */
    record UnsignedRequest(
            String method,
            String url,
            Map<String, String> headers,
            byte[] body,
            @Nullable String key,
            Instant time) {

        /** Shows the method, and neither the key nor the prompt. */
        @Override
        public String toString() {
            return "UnsignedRequest[" + method + "]";
        }
    }
}
