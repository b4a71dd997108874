package io.camelgenai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The URLs in a provider's documents that calls about a generation use. They are followed only to the connection's own origin and,
 * by https, to the hosts that the descriptor declares, since the key goes along.
 *
 * @param paths the paths of the URLs
 * @param hosts the names of hosts; {@code *.example.com} stands for every host below this domain
 */
public record Links(List<JsonPath> paths, Set<String> hosts) {

    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+");

    static Links read(DescriptorSection section, List<JsonPath> paths) {
        Set<String> hosts = section.texts("hosts");
        hosts.stream().filter(host -> !HOST.matcher(host).matches()).findFirst().ifPresent(host -> {
            throw section.problem("hosts", "'" + host + "' is neither a host nor '*.' and a domain, in lower case");
        });
        if (!hosts.isEmpty() && paths.isEmpty()) {
            throw section.problem("hosts", "is never read: no call uses a URL of an answer");
        }
        return new Links(paths, hosts);
    }

    /** Whether a URL with this host may be followed. */
    public boolean allow(String host) {
        return new HostPatterns(hosts).match(host);
    }

    /** The URLs in a document, by their paths. */
    public Map<String, String> in(@Nullable JsonNode document) {
        Map<String, String> urls = new HashMap<>();
        for (JsonPath path : paths) {
            JsonNode url = document == null ? null : path.first(document);
            if (url != null) {
                urls.put(path.toString(), url.asText());
            }
        }
        return urls;
    }

    /** The document with the URLs of an earlier one where it has none: later calls need them. */
    public JsonNode keep(@Nullable JsonNode earlier, JsonNode document) {
        if (earlier == null || !(document instanceof ObjectNode now)) {
            return document;
        }
        ObjectNode kept = now;
        for (JsonPath path : paths) {
            JsonNode url = path.first(earlier);
            if (url != null && path.first(kept) == null) {
                kept = kept == now ? now.deepCopy() : kept;
                path.put(kept, url);
            }
        }
        return kept;
    }
}
