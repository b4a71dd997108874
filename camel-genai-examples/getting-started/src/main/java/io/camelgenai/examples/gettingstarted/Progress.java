package io.camelgenai.examples.gettingstarted;

import io.camelgenai.component.GenAiConstants;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of generations: a bar for each on a terminal, redrawn in place, and otherwise a line for each change
 * of a status. Thread-safe.
 */
public final class Progress {

    private static final Duration FRAME = Duration.ofMillis(50);

    /**
     * The progress of one generation.
     *
     * @param number its number in the example
     * @param prompt its prompt, in one line
     * @param status its last status
     * @param progress from 0 to 1, where the provider reports it
     * @param started when its first event was received
     * @param finished when its terminal event was received
     */
    record Step(
            String number,
            String prompt,
            GenerationStatus status,
            @Nullable Double progress,
            Instant started,
            @Nullable Instant finished) {

        boolean isRunning() {
            return finished == null;
        }

        Duration time(Instant now) {
            return Duration.between(started, finished == null ? now : finished);
        }
    }

    private final InstantSource clock;
    private final Consumer<String> out;
    private final @Nullable Bars bars;
    private final Map<String, Step> steps = new TreeMap<>();
    private Instant drawn = Instant.MIN;
    private boolean changed;

    /**
     * A display.
     *
     * @param out receives the text to write
     * @param terminal the terminal that displays the text; null for plain lines
     */
    Progress(InstantSource clock, Consumer<String> out, @Nullable Terminal terminal) {
        this.clock = clock;
        this.out = out;
        this.bars = terminal == null ? null : new Bars(terminal);
    }

    /** Updates the display with an event of a generation. */
    public synchronized void update(
            @Body GenerationEvent event,
            @Header(GenAiConstants.CORRELATION_ID) String number,
            @Header("Prompt") String prompt) {
        Generation state = event.generation();
        if (state == null) {
            return;
        }
        Instant now = clock.instant();
        Step before = steps.get(number);
        Step step = new Step(
                number,
                before == null ? oneLine(prompt) : before.prompt(),
                state.status(),
                state.progress(),
                before == null ? now : before.started(),
                event.isTerminal() ? now : null);
        steps.put(number, step);
        changed = true;
        if (bars != null) {
            redrawIfDue(now);
        } else if (before == null || before.status() != step.status()) {
            out.accept(line(step, now) + System.lineSeparator());
        }
    }

    private static String line(Step step, Instant now) {
        return String.format(
                Locale.ROOT,
                "%s  %-10s  %6.1f s  %s",
                step.number(),
                step.status(),
                step.time(now).toMillis() / 1000.0,
                step.prompt());
    }

    /** Redraws the bars, to show the elapsed time. */
    public synchronized void redraw() {
        if (bars != null && (changed || steps.values().stream().anyMatch(Step::isRunning))) {
            redrawIfDue(clock.instant());
        }
    }

    /** Draws the last state, even before the next frame is due. */
    public synchronized void finish() {
        if (bars != null && !steps.isEmpty()) {
            draw(bars, clock.instant());
        }
    }

    private void redrawIfDue(Instant now) {
        if (bars != null && !now.isBefore(drawn.plus(FRAME))) {
            draw(bars, now);
        }
    }

    private void draw(Bars display, Instant now) {
        out.accept(display.frame(List.copyOf(steps.values()), now));
        drawn = now;
        changed = false;
    }

    /** The number of terminal generations. */
    synchronized long finished() {
        return steps.values().stream().filter(step -> !step.isRunning()).count();
    }

    /** A prompt in one line, without control characters for the terminal. */
    private static String oneLine(String prompt) {
        return prompt.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
