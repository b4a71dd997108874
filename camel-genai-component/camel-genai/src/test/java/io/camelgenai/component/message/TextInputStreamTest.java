package io.camelgenai.component.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenAiException.Where;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import io.camelgenai.generation.GenerationStatus;
import io.camelgenai.generation.GenerationStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a stream, read delta by delta. */
class TextInputStreamTest {

    private static final GenerationError CUT = new GenerationError(GenerationError.STREAM_CUT, "It broke", true);

    /** Recorded events. A read beyond them fails like an interrupted stream. */
    private static final class Written implements GenerationStream {

        private final Deque<Supplier<GenerationEvent>> left;
        private boolean closed;

        Written(List<Supplier<GenerationEvent>> events) {
            left = new ArrayDeque<>(events);
        }

        @Override
        public boolean hasNext() {
            return !closed && !left.isEmpty();
        }

        @Override
        public GenerationEvent next() {
            return left.remove().get();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @SafeVarargs
    private static InputStream of(Supplier<GenerationEvent>... events) {
        return new TextInputStream(new Written(List.of(events)));
    }

    private static Supplier<GenerationEvent> text(String text) {
        return () -> new GenerationEvent("17", 0, GenerationEventType.TEXT, "row", text, null, text);
    }

    private static Supplier<GenerationEvent> silent() {
        return () -> new GenerationEvent("17", 0, GenerationEventType.OTHER, "ping", null, null, "");
    }

    private static Supplier<GenerationEvent> end(
            GenerationEventType type, GenerationStatus status, GenerationError error) {
        Generation generation =
                Generation.of("loom").id("17").status(status).error(error).build();
        return () -> new GenerationEvent("17", 0, type, "end", null, generation, "");
    }

    private static Supplier<GenerationEvent> completed() {
        return end(GenerationEventType.COMPLETED, GenerationStatus.COMPLETED, null);
    }

    private static Supplier<GenerationEvent> cut() {
        return end(GenerationEventType.INCOMPLETE, GenerationStatus.INCOMPLETE, CUT);
    }

    @Test
    void aReadReturnsADeltaAndDoesNotWaitForTheNext() throws IOException {
        InputStream text = of(silent(), text("wörp"), silent(), () -> {
            throw new AssertionError("The next delta was read");
        });

        assertThat(text.available()).isZero();
        assertThat(text.read(new byte[100], 0, 0)).isZero();
        assertThat(text.read()).isEqualTo('w');
        assertThat(text.available()).isEqualTo(4);
        assertThat(text.read(new byte[100], 10, 50)).isEqualTo(4);
        assertThat(text.available()).isZero();
    }

    @Test
    void aCompleteTextStaysAtItsEnd() throws IOException {
        InputStream text = of(text("warp "), text(""), text("€"), completed());

        assertThat(text.readAllBytes()).asString().isEqualTo("warp €");
        assertThat(text.read()).isNegative();
        assertThat(text.available()).isZero();
    }

    @Test
    void aTextThatReachedTheLengthLimitIsReadToItsEnd() throws IOException {
        InputStream text = of(text("warp"), end(GenerationEventType.INCOMPLETE, GenerationStatus.INCOMPLETE, null));

        assertThat(text.readAllBytes()).asString().isEqualTo("warp");
    }

    @Test
    void aFailedTextFailsEveryFurtherRead() throws IOException {
        InputStream text = of(text("warp"), cut());

        assertThat(text.readNBytes(4)).asString().isEqualTo("warp");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(text::read).isInstanceOf(IOException.class).hasMessageContaining("genai.stream-cut");
            assertThatThrownBy(text::available).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anInterruptedTextFailsEveryFurtherRead() throws IOException {
        InputStream text = of(text("warp"), () -> {
            throw new GenAiException("the component stopped", Where.generation("loom", "17"), null);
        });

        assertThat(text.readNBytes(4)).asString().isEqualTo("warp");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(text::read).isInstanceOf(IOException.class).hasMessage("the component stopped");
        }
    }

    @Test
    void aTextThatIsClosedEarlyFailsEveryFurtherRead() throws IOException {
        InputStream text = of(text("warp"), text("weft"), completed());

        assertThat(text.readNBytes(4)).asString().isEqualTo("warp");
        text.close();
        assertThatThrownBy(text::read).hasMessage("The stream was closed before the text was complete");
    }

    /** A bar marks the end of a delta. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a \uD83E|\uDDF5 b",
                "\uD83E|\uDDF5",
                "\uD83E||\uDDF5|\uD83E|\uDDF5",
                "a|\uD83E|\uDDF5|\uD83D|\uDE00|b",
                "\uD83D\uDE00\uD83E|\uDDF5\uD83D|\uDE00"
            })
    void G17_aCharacterThatIsSplitBetweenTwoDeltasIsWhole(String deltas) throws IOException {
        Stream<Supplier<GenerationEvent>> texts = Stream.of(deltas.split("\\|")).map(TextInputStreamTest::text);
        InputStream text = new TextInputStream(
                new Written(Stream.concat(texts, Stream.of(completed())).toList()));

        assertThat(text.readAllBytes()).isEqualTo(deltas.replace("|", "").getBytes(StandardCharsets.UTF_8));
    }
}
