package io.camelgenai.simulator.junit5;

import io.camelgenai.simulator.Fault;
import io.camelgenai.simulator.JournalEntry;
import java.util.List;

/** What the simulator has seen of a test, as text. */
final class Report {
    private static final int MAX_BODY = 400;

    private Report() {}

    static String of(String test, List<JournalEntry> requests, List<Fault> unplayed) {
        StringBuilder text = new StringBuilder("The simulator received these requests in the test ")
                .append(test)
                .append(":\n");
        if (requests.isEmpty()) {
            text.append("  none\n");
        }
        for (JournalEntry entry : requests) {
            text.append("  #").append(entry.number()).append(' ');
            text.append(entry.provider()).append(' ').append(entry.operation()).append("  ");
            text.append(entry.method()).append(' ').append(entry.path());
            text.append(entry.query() == null ? "" : "?" + entry.query());
            text.append("  -> ")
                    .append(entry.status() == 0 ? "no answer yet" : entry.status())
                    .append('\n');
            if (!entry.body().isBlank()) {
                text.append("      ").append(shortened(entry.body())).append('\n');
            }
        }
        unplayed.forEach(fault ->
                text.append("  no request met the fault ").append(fault).append('\n'));
        return text.toString();
    }

    private static String shortened(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_BODY
                ? line
                : line.substring(0, MAX_BODY) + "... (" + line.length() + " characters)";
    }
}
