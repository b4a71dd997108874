package io.camelgenai.examples.gettingstarted;

import io.camelgenai.examples.gettingstarted.Progress.Step;
import io.camelgenai.generation.GenerationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Draws bars over the ones it drew before, never more of them than the terminal is high. */
final class Bars {

    private static final int WIDTH = 24;
    private static final int SHUTTLE = 5;
    private static final int MILLIS_PER_CELL = 60;
    /** A row for the total, one for what is left out, and one for the cursor. */
    private static final int OTHER_ROWS = 3;

    private static final String ESCAPE = "\u001b[";
    private static final String RED = ESCAPE + "31m";
    private static final String GREEN = ESCAPE + "32m";
    private static final String CYAN = ESCAPE + "36m";
    private static final String DIM = ESCAPE + "2m";
    private static final String PLAIN = ESCAPE + "0m";
    private static final String CLEAR_LINE = ESCAPE + "K";
    private static final String CLEAR_BELOW = ESCAPE + "J";

    private final Terminal terminal;
    private int rowsDrawn;

    Bars(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What is to be written to show this state in place of the one before. */
    String frame(List<Step> steps, Instant now) {
        List<Step> shown = shown(steps);
        List<String> rows = new ArrayList<>();
        shown.forEach(step -> rows.add(row(step, now)));
        if (shown.size() < steps.size()) {
            rows.add(DIM + "... and " + (steps.size() - shown.size()) + " more" + PLAIN);
        }
        rows.add(total(steps, now));
        StringBuilder frame = new StringBuilder();
        if (rowsDrawn > 0) {
            frame.append(ESCAPE).append(rowsDrawn).append("A\r");
        }
        rows.forEach(row -> frame.append(row).append(CLEAR_LINE).append('\n'));
        rowsDrawn = rows.size();
        return frame.append(CLEAR_BELOW).toString();
    }

    /** Where there is no room for all, those that are under way, then the ones that ended last; by number. */
    private List<Step> shown(List<Step> steps) {
        return steps.stream()
                .sorted(Comparator.comparing(Step::isRunning)
                        .reversed()
                        .thenComparing(Bars::sinceEnd)
                        .thenComparing(Step::number))
                .limit(Math.max(1, terminal.rows() - OTHER_ROWS))
                .sorted(Comparator.comparing(Step::number))
                .toList();
    }

    private static Duration sinceEnd(Step step) {
        return step.ended() == null ? Duration.ZERO : Duration.between(step.ended(), Instant.EPOCH);
    }

    private String row(Step step, Instant now) {
        String words = String.format(
                Locale.ROOT,
                "  %-10s %5.1f s  ",
                step.status().name().toLowerCase(Locale.ROOT),
                step.time(now).toMillis() / 1000.0);
        String number = step.number() + " ";
        int left = terminal.columns() - number.length() - WIDTH - words.length() - 1;
        return number + bar(step, now) + words + Widths.cut(step.prompt(), left);
    }

    private static String bar(Step step, Instant now) {
        Double progress = step.progress();
        if (!step.isRunning()) {
            return (step.status() == GenerationStatus.COMPLETED ? GREEN : RED) + "█".repeat(WIDTH) + PLAIN;
        }
        if (progress != null) {
            return filled(CYAN, progress);
        }
        return step.status() == GenerationStatus.QUEUED ? filled(CYAN, 0) : shuttle(step.time(now));
    }

    private static String filled(String color, double part) {
        int full = (int) Math.round(Math.min(1, Math.max(0, part)) * WIDTH);
        return color + "█".repeat(full) + DIM + "░".repeat(WIDTH - full) + PLAIN;
    }

    /** Where nobody knows how far it is, something goes to and fro. */
    private static String shuttle(Duration time) {
        int way = WIDTH - SHUTTLE;
        int step = (int) (time.toMillis() / MILLIS_PER_CELL % (2L * way));
        int left = step <= way ? step : 2 * way - step;
        return CYAN
                + DIM
                + "░".repeat(left)
                + PLAIN
                + CYAN
                + "█".repeat(SHUTTLE)
                + DIM
                + "░".repeat(way - left)
                + PLAIN;
    }

    private static String total(List<Step> steps, Instant now) {
        long ended = steps.stream().filter(step -> !step.isRunning()).count();
        Instant begun =
                steps.stream().map(Step::begun).min(Comparator.naturalOrder()).orElse(now);
        Instant end = steps.stream()
                .map(step -> step.ended() == null ? now : step.ended())
                .max(Comparator.naturalOrder())
                .orElse(now);
        return String.format(
                Locale.ROOT,
                "all %s  %d of %d ended %5.1f s",
                filled(GREEN, steps.isEmpty() ? 0 : (double) ended / steps.size()),
                ended,
                steps.size(),
                Duration.between(begun, end).toMillis() / 1000.0);
    }
}
