package io.camelgenai.provider;

import org.jspecify.annotations.Nullable;

/**
 * How a provider authenticates a request.
 *
 * @param header the request header that carries the key
 * @param template the header's value, with {@code {key}} in place of the key
 * @param environment the environment variable that the provider's own SDK reads, or null
 * @param optional whether the provider also works without a key
 */
public record Auth(String header, String template, @Nullable String environment, boolean optional) {

    static final String KEY = "{key}";

    static Auth read(DescriptorSection section) {
        Auth auth = new Auth(
                section.text("header"), section.text("value"), section.optionalText("env"), section.flag("optional"));
        if (!auth.template.contains(KEY)) {
            throw section.problem("value", "contains no " + KEY);
        }
        return auth;
    }

    /** The header's value for this key. */
    public String value(String key) {
        return template.replace(KEY, key);
    }
}
