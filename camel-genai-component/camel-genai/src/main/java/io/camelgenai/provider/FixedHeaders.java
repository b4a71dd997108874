package io.camelgenai.provider;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** The headers that each request to a provider has besides the key, such as the version of its API. */
final class FixedHeaders {

    private static final String HEADERS = "headers";

    private FixedHeaders() {}

    /** The values by name; none where the descriptor prescribes none. */
    static Map<String, String> read(DescriptorSection section, Auth auth) {
        Map<String, String> headers = new LinkedHashMap<>(section.entries(HEADERS, FixedHeaders::value));
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.keySet().forEach(name -> {
            DescriptorValue value = section.require(HEADERS).child(name, TextNode.valueOf(name));
            HeaderNames.sent(value);
            if (auth.isKeyHeader(name)) {
                throw value.problem("is the header that contains the key; see 'auth'");
            }
            if (!names.add(name)) {
                throw value.problem("is given twice");
            }
        });
        return Collections.unmodifiableMap(headers);
    }

    private static String value(DescriptorValue value) {
        String text = value.text();
        if (text.isBlank()) {
            throw value.problem("is blank");
        }
        if (text.contains(Auth.KEY)) {
            throw value.problem("'" + Auth.KEY + "' cannot be filled here; the key is sent as 'auth' says");
        }
        if (text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw value.problem("contains a character that no HTTP header may contain");
        }
        return text;
    }
}
