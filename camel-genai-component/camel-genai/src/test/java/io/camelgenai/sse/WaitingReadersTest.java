package io.camelgenai.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.forked.ChildJvm;
import io.camelgenai.forked.Heap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import okio.Timeout;
import org.junit.jupiter.api.Test;

/** A waiting reader retains no bytes, however large the last event or line was. */
class WaitingReadersTest {

    private static final int READERS = 2000;
    private static final int MAX_BYTES_EACH = 1500;

    @Test
    void manyReadersRetainAlmostNothingAfterLargeEvents() throws InterruptedException {
        try (ChildJvm child = new ChildJvm(64, Readers.class)) {
            child.finishes(60);
            assertThat(child.number("events")).isEqualTo(READERS);
            assertThat(child.number("bytesEach")).isPositive().isLessThan(MAX_BYTES_EACH);
        }
    }

    /** Reads an event and a comment of 256 KiB each with many readers, and measures the heap while they wait. */
    static final class Readers {

        public static void main(String[] arguments) {
            List<ServerSentEventReader> readers = new ArrayList<>();
            readUntilItWaits(new ServerSentEventReader(Okio.buffer((Source) new Large()), 1 << 20));
            long before = Heap.live();
            int events = 0;
            for (int i = 0; i < READERS; i++) {
                ServerSentEventReader reader = new ServerSentEventReader(Okio.buffer((Source) new Large()), 1 << 20);
                events += readUntilItWaits(reader);
                readers.add(reader);
            }
            System.out.println("events=" + events);
            System.out.println("bytesEach=" + (Heap.live() - before) / readers.size());
        }

        private static int readUntilItWaits(ServerSentEventReader reader) {
            int events = 0;
            try {
                while (reader.next() != null) {
                    events++;
                }
                throw new AssertionError("The stream does not end");
            } catch (IOException waits) {
                return events;
            }
        }
    }

    /** An event and a comment, each in many pieces; then, where a reader would wait, it fails. */
    private static final class Large implements Source {

        private static final String PIECE = "x".repeat(8192);
        private static final int PIECES = 32;

        private final Iterator<String> pieces = Stream.of(
                        Stream.of("data: "),
                        Stream.generate(() -> PIECE).limit(PIECES),
                        Stream.of("\n\n:"),
                        Stream.generate(() -> PIECE).limit(PIECES),
                        Stream.of("\n:half a comment"))
                .flatMap(each -> each)
                .iterator();

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            if (!pieces.hasNext()) {
                throw new IOException("A reader would wait here");
            }
            String piece = pieces.next();
            sink.writeUtf8(piece);
            return piece.length();
        }

        @Override
        public Timeout timeout() {
            return Timeout.NONE;
        }

        @Override
        public void close() {}
    }
}
