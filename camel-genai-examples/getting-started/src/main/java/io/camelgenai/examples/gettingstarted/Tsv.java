package io.camelgenai.examples.gettingstarted;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads values parted by tabs, a row at a time. A value may stand in quotes, and then hold tabs, line ends and doubled
 * quotes. A value that only begins with a quote, or whose quote is never closed, is taken as it stands.
 */
final class Tsv {

    private static final char TAB = '\t';
    private static final char QUOTE = '"';
    private static final int MOST_LINES = 50;
    private static final int MOST_CHARS = 1 << 16;
    /** The value ends with the line, and its quote is still open. */
    private static final int OPEN = -1;
    /** A quote stands inside the value: the first one was no opening quote. */
    private static final int NOT_QUOTED = -2;

    private final BufferedReader in;

    Tsv(BufferedReader in) {
        this.in = in;
    }

    /** The values of the next row; null after the last one. */
    @Nullable
    List<String> next() throws IOException {
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        List<String> row = new ArrayList<>();
        int from = 0;
        while (from <= line.length()) {
            line = withMoreLines(line, from);
            int end = closing(line, from);
            if (end >= 0) {
                row.add(line.substring(from + 1, end).replace("\"\"", "\""));
                from = end + 2;
            } else {
                int tab = line.indexOf(TAB, from);
                int stop = tab < 0 ? line.length() : tab;
                row.add(line.substring(from, stop));
                from = stop + 1;
            }
        }
        return row;
    }

    /** Where the quote stands that closes the value that begins here. */
    private static int closing(String line, int from) {
        if (from == line.length() || line.charAt(from) != QUOTE) {
            return NOT_QUOTED;
        }
        int at = line.indexOf(QUOTE, from + 1);
        while (at >= 0 && at + 1 < line.length() && line.charAt(at + 1) == QUOTE) {
            at = line.indexOf(QUOTE, at + 2);
        }
        if (at < 0) {
            return OPEN;
        }
        return at + 1 == line.length() || line.charAt(at + 1) == TAB ? at : NOT_QUOTED;
    }

    /** The line, with those after it up to the one that closes the value. Where none does, nothing more is read. */
    private String withMoreLines(String line, int from) throws IOException {
        if (closing(line, from) != OPEN) {
            return line;
        }
        in.mark(MOST_CHARS);
        StringBuilder longer = new StringBuilder(line);
        for (int i = 0; i < MOST_LINES && longer.length() < MOST_CHARS / 2; i++) {
            String more = in.readLine();
            if (more == null) {
                break;
            }
            longer.append('\n').append(more);
            int end = closing(longer.toString(), from);
            if (end >= 0) {
                return longer.toString();
            }
            if (end == NOT_QUOTED) {
                break;
            }
        }
        in.reset();
        return line;
    }
}
