package io.camelgenai.examples.gettingstarted;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final List<String> written = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private Progress progress(@Nullable Terminal terminal) {
        return new Progress(() -> now, written::add, terminal);
    }

    private void advance(int millis) {
        now = now.plusMillis(millis);
    }

    private static GenerationEvent event(GenerationStatus status, @Nullable Double part) {
        Generation state = Generation.of("llmstats")
                .id("gen_1")
                .status(status)
                .progress(part)
                .build();
        return new GenerationEvent("gen_1", 0, GenerationEventType.ofStatus(status), "status", null, state, null);
    }

    /** The last frame, without colors. */
    private List<String> frame() {
        String last = written.get(written.size() - 1).replaceAll("\u001b\\[\\d*[mKJ]", "");
        return last.replaceAll("\u001b\\[\\d+A\r", "").lines().toList();
    }

    @Test
    void withoutATerminalEachChangeOfStatusIsALine() {
        Progress progress = progress(null);

        progress.update(event(GenerationStatus.QUEUED, null), "001", "A pond\n\u001b[2J");
        advance(500);
        progress.update(event(GenerationStatus.RUNNING, 0.2), "001", "A pond");
        advance(500);
        progress.update(event(GenerationStatus.RUNNING, 0.7), "001", "A pond");
        advance(500);
        progress.update(event(GenerationStatus.COMPLETED, 1.0), "001", "A pond");
        progress.redraw();
        progress.finish();

        assertThat(String.join("", written).lines())
                .containsExactly(
                        "001  QUEUED         0.0 s  A pond [2J",
                        "001  RUNNING        0.5 s  A pond [2J",
                        "001  COMPLETED      1.5 s  A pond [2J");
        assertThat(progress.finished()).isEqualTo(1);
    }

    @Test
    void onATerminalEachGenerationHasABarThatIsDrawnInPlace() {
        Progress progress = progress(new Terminal(24, 80));

        progress.update(event(GenerationStatus.RUNNING, 0.25), "001", "A pond");
        advance(100);
        progress.update(event(GenerationStatus.RUNNING, 0.5), "001", "A pond");
        advance(100);
        progress.update(event(GenerationStatus.COMPLETED, null), "001", "A pond");

        assertThat(written).hasSize(3);
        assertThat(written.get(0)).doesNotContain("A\r");
        assertThat(written.get(1)).startsWith("\u001b[2A\r").contains("█".repeat(12), "░".repeat(12));
        assertThat(frame())
                .containsExactly(
                        "001 " + "█".repeat(24) + "  completed    0.2 s  A pond",
                        "all " + "█".repeat(24) + "  1 of 1 finished   0.2 s");
    }

    @Test
    void withoutProgressTheBarMovesWithTime() {
        Progress progress = progress(new Terminal(24, 80));
        progress.update(event(GenerationStatus.RUNNING, null), "001", "A pond");
        String first = frame().get(0);
        advance(1000);

        progress.redraw();

        assertThat(frame().get(0)).isNotEqualTo(first).contains("█████", "1.0 s");
    }

    @Test
    void concurrentEventsAreDrawnOnce() {
        Progress progress = progress(new Terminal(24, 80));
        for (int n = 1; n <= 50; n++) {
            progress.update(event(GenerationStatus.RUNNING, null), String.format("%03d", n), "A pond");
        }

        assertThat(written).hasSize(1);
        progress.finish();
        assertThat(frame()).last().asString().contains("0 of 50 finished");
        int before = written.size();
        advance(1000);
        progress.redraw();
        assertThat(written).hasSize(before + 1);
    }

    @Test
    void barsThatDoNotFitAreCounted() {
        Progress progress = progress(new Terminal(15, 80));
        for (int n = 1; n <= 200; n++) {
            progress.update(event(GenerationStatus.COMPLETED, null), String.format("%03d", n), "A pond");
        }
        progress.update(event(GenerationStatus.RUNNING, null), "007", "A pond");
        progress.finish();

        assertThat(frame()).hasSize(14).contains("... and 188 more").anyMatch(row -> row.startsWith("007"));
        assertThat(frame()).last().asString().contains("199 of 200 finished");
    }

    @Test
    void noRowIsWiderThanTheTerminal() {
        Progress progress = progress(new Terminal(24, 60));
        progress.update(event(GenerationStatus.RUNNING, null), "001", "An old tortoise carrying a greenhouse uphill");
        progress.update(event(GenerationStatus.RUNNING, null), "002", "砂漠を渡るらくだが手紙を運んでいるところ 🐫");
        progress.finish();

        assertThat(frame().get(0)).hasSize(59).endsWith("…");
        // Four wide characters take eight columns.
        assertThat(frame().get(1)).hasSize(59 - 4).endsWith("渡…");
    }

    @Test
    void nothingIsDrawnWithoutAChange() {
        Progress progress = progress(new Terminal(24, 80));
        progress.redraw();
        progress.finish();
        progress.update(event(GenerationStatus.FAILED, null), "001", "A pond");
        advance(1000);
        progress.redraw();
        advance(1000);
        progress.redraw();

        assertThat(written).hasSize(1);
    }
}
