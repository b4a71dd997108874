package io.camelgenai.provider;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The names of headers in a descriptor: what HTTP refuses, or the client decides by itself, is refused when it is read. */
final class HeaderNames {

    /** A token of RFC 9110, section 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** They say where a request goes and how its bytes travel. */
    private static final Set<String> OF_THE_CLIENT = Set.of(
            "host",
            "content-length",
            "content-type",
            "content-encoding",
            "transfer-encoding",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "accept",
            "accept-encoding");

    private HeaderNames() {}

    /** A header that is sent with requests. */
    static String sent(DescriptorValue value) {
        return sent(value.text(), value);
    }

    /** @param at the value that has this name, or to which it belongs */
    static String sent(String name, DescriptorValue at) {
        String valid = received(name, at);
        if (OF_THE_CLIENT.contains(valid.toLowerCase(Locale.ROOT))) {
            throw at.problem("'" + name + "' is a header that the client sets itself");
        }
        return valid;
    }

    /** The value of a header that is sent, whose name is its key. */
    static String value(DescriptorValue value) {
        sent(value.path().substring(value.path().lastIndexOf('/') + 1), value);
        String text = value.text();
        if (text.isBlank() || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw value.problem("expected a value that an HTTP header may have");
        }
        return text;
    }

    /** A header that is read from responses. */
    static String received(DescriptorValue value) {
        return received(value.text(), value);
    }

    private static String received(String name, DescriptorValue at) {
        if (!TOKEN.matcher(name).matches()) {
            throw at.problem("'" + name + "' is not the name of a header");
        }
        return name;
    }
}
