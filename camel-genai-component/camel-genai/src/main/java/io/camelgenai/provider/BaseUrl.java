package io.camelgenai.provider;

import java.net.URI;
import java.net.URISyntaxException;

/** The base URL of a descriptor: a host, a port and a path. A message about it shows no password in it. */
final class BaseUrl {

    private static final int MAX_PORT = 65_535;

    private BaseUrl() {}

    /** The URL without a final slash. */
    static String read(DescriptorValue value) {
        String text = value.text();
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw value.problem("'" + shown(text) + "' is not a URL");
        }
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw value.problem("'" + shown(text) + "' is not an http or https URL");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw value.problem(
                    "'" + shown(text) + "' may contain a host, a port and a path only; see 'auth' for the key");
        }
        if (url.getPort() == 0 || url.getPort() > MAX_PORT) {
            throw value.problem("'" + shown(text) + "' has no port from 1 to " + MAX_PORT);
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Everything before the last @ may be a password, and everything in a query. */
    private static String shown(String text) {
        return text.replaceFirst("^([a-zA-Z][a-zA-Z0-9+.-]*:)?(//)?.*@", "$1$2***@")
                .replaceFirst("[?#].*", "?***");
    }
}
