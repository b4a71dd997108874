package io.camelgenai.examples.gettingstarted;

import io.camelgenai.examples.gettingstarted.Progress.Step;
import io.camelgenai.generation.GenerationStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Draws progress bars in place of the previous ones, at most as many as the terminal has rows. */
final class Bars {

    private static final int WIDTH = 24;
    private static final int SHUTTLE = 5;
    private static final int MILLIS_PER_CELL = 60;
    /** A row for the total, one for the number of omitted bars, and one for the cursor. */
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

    /** The text that replaces the previous frame on the terminal. */
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

    /** The steps that fit on the terminal: those in flight first, then the latest to finish; sorted by number. */
    private List<Step> shown(List<Step> steps) {
        return steps.stream()
                .sorted(Comparator.comparing(Step::isRunning)
                        .reversed()
                        .thenComparing(Bars::sinceFinish)
                        .thenComparing(Step::number))
                .limit(Math.max(1, terminal.rows() - OTHER_ROWS))
                .sorted(Comparator.comparing(Step::number))
                .toList();
    }

    private static Duration sinceFinish(Step step) {
        return step.finished() == null ? Duration.ZERO : Duration.between(step.finished(), Instant.EPOCH);
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

    /** Moves a block to and fro, for a generation without progress. */
    private static String shuttle(Duration time) {
        int range = WIDTH - SHUTTLE;
        int step = (int) (time.toMillis() / MILLIS_PER_CELL % (2L * range));
        int left = step <= range ? step : 2 * range - step;
        return CYAN
                + DIM
                + "░".repeat(left)
                + PLAIN
                + CYAN
                + "█".repeat(SHUTTLE)
                + DIM
                + "░".repeat(range - left)
                + PLAIN;
    }

    private static String total(List<Step> steps, Instant now) {
        long finished = steps.stream().filter(step -> !step.isRunning()).count();
        Instant start =
                steps.stream().map(Step::started).min(Comparator.naturalOrder()).orElse(now);
        Instant end = steps.stream()
                .map(step -> step.finished() == null ? now : step.finished())
                .max(Comparator.naturalOrder())
                .orElse(now);
        return String.format(
                Locale.ROOT,
                "all %s  %d of %d finished %5.1f s",
                filled(GREEN, steps.isEmpty() ? 0 : (double) finished / steps.size()),
                finished,
                steps.size(),
                Duration.between(start, end).toMillis() / 1000.0);
    }
}
