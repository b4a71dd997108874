package io.camelgenai.examples.gettingstarted;

import java.util.List;
import java.util.Locale;

/** Formats the table of results. */
final class Summary {

    private static final String ROW = "%4s  %-11s  %7s  %8s  %s%n";

    private Summary() {}

    static String of(List<Picture> pictures) {
        StringBuilder table = new StringBuilder();
        append(table, "No", "Status", "Seconds", "Cost", "File");
        for (Picture picture : pictures) {
            append(
                    table,
                    picture.number(),
                    picture.status(),
                    seconds(picture.seconds()),
                    picture.costUsd() == null ? "-" : Totals.dollars(picture.costUsd()),
                    picture.file() == null ? "- " + picture.reason() : picture.file());
        }
        Totals totals = Totals.of(pictures);
        append(
                table,
                String.valueOf(totals.pictures()),
                totals.saved() + " saved",
                seconds(totals.seconds()),
                Totals.dollars(totals.costUsd()),
                totals.failed() == 0 ? "" : totals.failed() + " without a picture");
        return table.toString();
    }

    private static void append(StringBuilder table, String... cells) {
        table.append(String.format(Locale.ROOT, ROW, (Object[]) cells).replaceFirst(" +(\\R)$", "$1"));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
