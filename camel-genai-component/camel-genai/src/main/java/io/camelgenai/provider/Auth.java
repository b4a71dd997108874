package io.camelgenai.provider;

import java.util.regex.Matcher;
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
                HeaderNames.sent(section.require("header")),
                section.text("value"),
                section.optionalText("env"),
                section.flag("optional"));
        if (!auth.template.contains(KEY)) {
            throw section.problem("value", "contains no " + KEY);
        }
        Matcher variable = CallTemplate.VARIABLE.matcher(auth.template.replace(KEY, ""));
        if (variable.find()) {
            throw section.problem("value", variable.group() + " cannot be filled here; use " + KEY);
        }
        if (auth.template.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw section.problem("value", "contains a character that no HTTP header may contain");
        }
        return auth;
    }

    /** The header's value for this key. */
    public String value(String key) {
        return template.replace(KEY, key);
    }
}
