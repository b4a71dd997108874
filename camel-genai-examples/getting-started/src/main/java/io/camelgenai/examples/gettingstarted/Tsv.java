package io.camelgenai.examples.gettingstarted;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads tab-separated values, a row at a time. A quoted value may contain tabs, line breaks and doubled quotes. A value
 * that only begins with a quote, or whose quote is never closed, is read literally.
 */
final class Tsv {

    private static final char TAB = '\t';
    private static final char QUOTE = '"';
    private static final int MAX_LINES = 50;
    private static final int MAX_CHARS = 1 << 16;
    /** The line is complete, and the quote of the value is still open. */
    private static final int OPEN = -1;
    /** The value contains a quote: the first one was not an opening quote. */
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

    /** The index of the quote that closes the value at this index, or {@link #OPEN} or {@link #NOT_QUOTED}. */
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

    /** The line with the next lines up to the one that closes the value; the line alone if none does. */
    private String withMoreLines(String line, int from) throws IOException {
        if (closing(line, from) != OPEN) {
            return line;
        }
        in.mark(MAX_CHARS);
        StringBuilder longer = new StringBuilder(line);
        for (int i = 0; i < MAX_LINES && longer.length() < MAX_CHARS / 2; i++) {
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
