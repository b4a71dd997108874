package io.camelgenai.provider;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a provider proves that a webhook is its own.
 *
 * @param scheme the kind of proof
 * @param header the header that contains it, or null where the scheme names its headers or has none
 * @param ed25519 the rest of an Ed25519 signature, or null for another scheme
 */
public record WebhookSignature(
        Scheme scheme, @Nullable String header, @Nullable Ed25519 ed25519) {

    /** The kinds of proof. */
    public enum Scheme {
        /** HMAC-SHA256 with a shared secret, as the specification Standard Webhooks describes it. */
        STANDARD,
        /** Ed25519 with a published set of keys. */
        ED25519,
        /** The shared secret itself, in a header. */
        SECRET,
        /** None: a request may come from anybody. */
        NONE
    }

    /**
     * An Ed25519 signature.
     *
     * @param keys the URL of the set of keys, a JWK set of RFC 7517
     * @param timestamp the header with the time of the signature, in seconds since 1970
     * @param messageId the header with the id of the message
     * @param message what is signed: text with the names of headers in braces, and {@code {sha256}} for the SHA-256 of the body in
     *     hexadecimal digits
     */
    public record Ed25519(URI keys, String timestamp, String messageId, String message) {

        /** Stands for the SHA-256 of the body. */
        public static final String DIGEST = "sha256";

        /** A name in braces. */
        public static final Pattern NAME = Pattern.compile("\\{([^{}]+)}");

        private static final List<String> KEYS = List.of("keys", "timestamp", "messageId", "message");

        private static Ed25519 read(DescriptorSection section) {
            Ed25519 signature = new Ed25519(
                    url(section),
                    HeaderNames.received(section.require("timestamp")),
                    HeaderNames.received(section.require("messageId")),
                    section.text("message"));
            for (String signed : List.of(DIGEST, signature.timestamp, signature.messageId)) {
                if (!signature.message.contains("{" + signed + "}")) {
                    throw section.problem("message", "contains no {" + signed + "}: anybody could change it");
                }
            }
            return signature;
        }

        private static URI url(DescriptorSection section) {
            try {
                URI url = new URI(section.text("keys"));
                if ("https".equals(url.getScheme()) && url.getHost() != null) {
                    return url;
                }
            } catch (URISyntaxException e) {
                // Refused below.
            }
            throw section.problem("keys", "is no https URL");
        }

        /** What is signed, where these are the values of the names in braces. */
        public String message(UnaryOperator<String> values) {
            return NAME.matcher(message).replaceAll(name -> Matcher.quoteReplacement(values.apply(name.group(1))));
        }
    }

    static WebhookSignature read(DescriptorSection section) {
        Scheme scheme = section.constant("signature", Scheme.class);
        boolean hasHeader = scheme == Scheme.ED25519 || scheme == Scheme.SECRET;
        if (section.has("header") && !hasHeader) {
            throw section.problem(
                    "header", "is never read: only the signatures ED25519 and SECRET have one of their own");
        }
        for (String key : Ed25519.KEYS) {
            if (section.has(key) && scheme != Scheme.ED25519) {
                throw section.problem(key, "is never read: only the signature ED25519 has it");
            }
        }
        return new WebhookSignature(
                scheme,
                hasHeader ? HeaderNames.received(section.require("header")) : null,
                scheme == Scheme.ED25519 ? Ed25519.read(section) : null);
    }

    /** Whether only the provider can have sent a request that proves to be its own. */
    public boolean isSigned() {
        return scheme != Scheme.NONE;
    }

    /** Whether the shared secret has to be configured. */
    public boolean needsSecret() {
        return scheme == Scheme.STANDARD || scheme == Scheme.SECRET;
    }
}
