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
 * Shows how generations get on: with a bar each on a terminal, redrawn in place, and otherwise with a line for each change
 * of a status. Thread-safe.
 */
public final class Progress {

    private static final Duration FRAME = Duration.ofMillis(50);

    /**
     * A generation under way, or ended.
     *
     * @param number its name here
     * @param prompt its prompt, fit to be shown in one line
     * @param status where it stands
     * @param progress from 0 to 1, where the provider tells it
     * @param begun when it was first heard of
     * @param ended when its end was heard of
     */
    record Step(
            String number,
            String prompt,
            GenerationStatus status,
            @Nullable Double progress,
            Instant begun,
            @Nullable Instant ended) {

        boolean isRunning() {
            return ended == null;
        }

        Duration time(Instant now) {
            return Duration.between(begun, ended == null ? now : ended);
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
     * @param out takes text as it is to be written
     * @param terminal what the text goes to; null for plain lines
     */
    Progress(InstantSource clock, Consumer<String> out, @Nullable Terminal terminal) {
        this.clock = clock;
        this.out = out;
        this.bars = terminal == null ? null : new Bars(terminal);
    }

    /** Something happened to a generation. */
    public synchronized void moved(
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
                before == null ? shown(prompt) : before.prompt(),
                state.status(),
                state.progress(),
                before == null ? now : before.begun(),
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

    /** Lets time pass in the bars. */
    public synchronized void redraw() {
        if (bars != null && (changed || steps.values().stream().anyMatch(Step::isRunning))) {
            redrawIfDue(clock.instant());
        }
    }

    /** Shows the last state, whether it is time to or not. */
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

    /** How many generations were seen to end. */
    synchronized long ended() {
        return steps.values().stream().filter(step -> !step.isRunning()).count();
    }

    /** A prompt in one line, and without what would steer a terminal. */
    private static String shown(String prompt) {
        return prompt.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
