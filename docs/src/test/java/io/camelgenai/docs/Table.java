package io.camelgenai.docs;

import java.util.ArrayList;
import java.util.List;

/** A table in AsciiDoc. Not safe for use by several threads. */
final class Table {

    private final String columns;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param columns the widths, in AsciiDoc syntax
     * @param header the names of the columns
     */
    Table(String columns, String... header) {
        this.columns = columns;
        rows.add(List.of(header));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return rows.size() == 1;
    }

    /** A word of code, rendered literally. */
    static String code(String word) {
        return "`+" + word.replace("|", "\\|") + "+`";
    }

    /** A sentence; a word with an asterisk is rendered as code. */
    static String text(String sentence) {
        return sentence.replace("|", "\\|").replace("{", "\\{").replaceAll("\\S*\\*\\S*", "`+$0+`");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[cols=\"" + columns + "\",options=\"header\"]\n|===\n");
        text.append('|').append(String.join(" |", rows.get(0))).append('\n');
        for (List<String> row : rows.subList(1, rows.size())) {
            text.append('\n');
            row.forEach(cell -> text.append('|').append(cell).append('\n'));
        }
        return text.append("|===\n").toString();
    }
}
