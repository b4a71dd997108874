package io.camelgenai.simulator.server;

import io.camelgenai.simulator.JournalEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The newest requests up to a limit. Thread-safe. */
public final class Journal {
    private static final int BODY_LIMIT = 16_384;
    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "x-api-key", "x-key", "x-goog-api-key", "api-key", "cookie");
    private static final Pattern SCHEME = Pattern.compile("(?i)(Bearer|Basic|Token|Key) +(.*)");
    private static final Pattern SECRET_PARAMETER = Pattern.compile("(?i)(^|&)(key|api_?key|access_token)=([^&]*)");

    /** A recorded request, whose response may be pending. */
    static final class Entry {
        private final JournalEntry request;
        private volatile int status;

        private Entry(JournalEntry request) {
            this.request = request;
        }

        void answered(int responseStatus) {
            status = responseStatus;
        }

        private JournalEntry snapshot() {
            JournalEntry r = request;
            return new JournalEntry(
                    r.number(),
                    r.at(),
                    r.provider(),
                    r.operation(),
                    r.method(),
                    r.path(),
                    r.query(),
                    r.headers(),
                    r.body(),
                    status);
        }
    }

    private final int limit;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;

    /** Creates a journal that keeps the newest entries up to a limit. */
    public Journal(int limit) {
        this.limit = limit;
    }

    synchronized Entry record(Request request, String provider, String operation) {
        Entry entry = new Entry(new JournalEntry(
                ++last,
                Instant.now(),
                provider,
                operation,
                request.method(),
                request.path(),
                redactedQuery(request.query()),
                redactedHeaders(request),
                request.bodyBeginning(BODY_LIMIT),
                0));
        entries.addLast(entry);
        if (entries.size() > limit) {
            entries.removeFirst();
        }
        return entry;
    }

    /** Returns the entries, oldest first. */
    public synchronized List<JournalEntry> entries() {
        return entries.stream().map(Entry::snapshot).toList();
    }

    /** Removes all entries. */
    public synchronized void clear() {
        entries.clear();
        last = 0;
    }

    private static Map<String, String> redactedHeaders(Request request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            String value = SECRET_HEADERS.contains(name) ? redacted(header.getValue()) : header.getValue();
            headers.merge(name, value, (first, second) -> first + ", " + second);
        });
        return Map.copyOf(headers);
    }

    private static String redacted(String value) {
        var scheme = SCHEME.matcher(value);
        return scheme.matches()
                ? scheme.group(1) + " " + JournalEntry.fingerprint(scheme.group(2))
                : JournalEntry.fingerprint(value);
    }

    private static @Nullable String redactedQuery(@Nullable String query) {
        if (query == null) {
            return null;
        }
        return SECRET_PARAMETER
                .matcher(query)
                .replaceAll(hit -> hit.group(1) + hit.group(2) + "=" + JournalEntry.fingerprint(hit.group(3)));
    }
}
