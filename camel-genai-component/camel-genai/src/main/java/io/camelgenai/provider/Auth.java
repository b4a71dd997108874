package io.camelgenai.provider;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * How a provider authenticates a request: by the key in a header, by a signature, or by both.
 *
 * @param header the request header that contains the key, or null where only a signature is sent
 * @param signer signs requests, or null where none is signed
 * @param environment the environment variable that the provider's own SDK reads, or null
 * @param optional whether the provider also works without a key
 */
public record Auth(
        @Nullable KeyHeader header,
        @Nullable RequestSigner signer,
        @Nullable String environment,
        boolean optional) {

    static final String KEY = "{key}";

    static Auth read(DescriptorSection section, RequestSigners signers) {
        RequestSigner signer = section.optional("signer", signers::named);
        boolean hasHeader = section.has("header") | section.has("value");
        return new Auth(
                signer == null || hasHeader ? KeyHeader.read(section) : null,
                signer,
                section.optionalText("env"),
                section.flag("optional"));
    }

    /** Whether this is the header that contains the key. */
    boolean isKeyHeader(@Nullable String name) {
        return header != null && header.name.equalsIgnoreCase(name);
    }

    /**
     * The request header that contains the key.
     *
     * @param name its name
     * @param template its value, with {@code {key}} in place of the key
     */
    public record KeyHeader(String name, String template) {

        private static KeyHeader read(DescriptorSection section) {
            KeyHeader header = new KeyHeader(HeaderNames.sent(section.require("header")), section.text("value"));
            if (!header.template.contains(KEY)) {
                throw section.problem("value", "contains no " + KEY);
            }
            Matcher variable = CallTemplate.VARIABLE.matcher(header.template.replace(KEY, ""));
            if (variable.find()) {
                throw section.problem("value", variable.group() + " cannot be filled here; use " + KEY);
            }
            if (header.template.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw section.problem("value", "contains a character that no HTTP header may contain");
            }
            return header;
        }

        /** The value for this key. */
        public String value(String key) {
            return template.replace(KEY, key);
        }
    }
}
