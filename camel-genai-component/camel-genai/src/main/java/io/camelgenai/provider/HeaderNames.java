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
        String name = received(value);
        if (OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
            throw value.problem("'" + name + "' is a header that the client sets itself");
        }
        return name;
    }

    /** A header that is read from responses. */
    static String received(DescriptorValue value) {
        String name = value.text();
        if (!TOKEN.matcher(name).matches()) {
            throw value.problem("'" + name + "' is not the name of a header");
        }
        return name;
    }
}
