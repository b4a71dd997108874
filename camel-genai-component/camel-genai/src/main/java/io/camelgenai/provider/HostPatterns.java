package io.camelgenai.provider;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Names of hosts.
 *
 * @param patterns names in lower case; {@code *.example.com} stands for every host below this domain
 */
public record HostPatterns(Set<String> patterns) {

    public static final HostPatterns NONE = new HostPatterns(Set.of());

    private static final String ANY = "*";

    /** A name, an IPv4 address, or an IPv6 address. */
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*|[0-9a-f]*:[0-9a-f:.]*");

    public HostPatterns {
        patterns = Set.copyOf(patterns);
    }

    /**
     * Reads names of hosts, separated by commas.
     *
     * @param problem creates the exception for an entry that is none, from the entry
     */
    public static HostPatterns of(String list, Function<String, RuntimeException> problem) {
        Set<String> hosts = new LinkedHashSet<>();
        for (String entry : list.split(",")) {
            String host = entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$", "$1");
            if (!HOST.matcher(host).matches()) {
                throw problem.apply(host);
            }
            hosts.add(host);
        }
        return new HostPatterns(hosts);
    }

    /** Whether one of the patterns is this host, or stands for it. */
    public boolean match(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return patterns.stream()
                .anyMatch(each -> each.startsWith(ANY)
                        ? name.endsWith(each.substring(1)) && name.length() > each.length() - 1
                        : name.equals(each));
    }
}
