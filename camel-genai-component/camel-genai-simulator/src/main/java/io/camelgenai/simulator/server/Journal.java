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

/** The requests that came, the newest up to a limit. Thread-safe. */
public final class Journal {
    private static final int BODY_LIMIT = 16_384;
    private static final Set<String> SECRET_HEADERS =
            Set.of("authorization", "proxy-authorization", "x-api-key", "x-goog-api-key", "api-key", "cookie");
    private static final Pattern SCHEME = Pattern.compile("(?i)(Bearer|Basic|Token|Key) +(.*)");
    private static final Pattern SECRET_PARAMETER = Pattern.compile("(?i)(^|&)(key|api_?key|access_token)=([^&]*)");

    /** An entry whose answer is still to come. */
    static final class Line {
        private final JournalEntry request;
        private volatile int status;

        private Line(JournalEntry request) {
            this.request = request;
        }

        void answered(int withStatus) {
            status = withStatus;
        }

        private JournalEntry entry() {
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
    private final Deque<Line> lines = new ArrayDeque<>();
    private long last;

    /**
     * An empty journal.
     *
     * @param limit how many entries are kept, the newest
     */
    public Journal(int limit) {
        this.limit = limit;
    }

    synchronized Line record(Request request, String provider, String operation) {
        Line line = new Line(new JournalEntry(
                ++last,
                Instant.now(),
                provider,
                operation,
                request.method(),
                request.path(),
                redactedQuery(request.query()),
                redactedHeaders(request),
                request.body().length() > BODY_LIMIT ? request.body().substring(0, BODY_LIMIT) : request.body(),
                0));
        lines.addLast(line);
        if (lines.size() > limit) {
            lines.removeFirst();
        }
        return line;
    }

    /**
     * The entries that are kept.
     *
     * @return the entries, oldest first
     */
    public synchronized List<JournalEntry> entries() {
        return lines.stream().map(Line::entry).toList();
    }

    /** Empties the journal. */
    public synchronized void clear() {
        lines.clear();
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
