package io.camelgenai.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camelgenai.client.Peer;
import io.camelgenai.client.Peer.Act;
import io.camelgenai.forked.ChildJvm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that never end, or arrive faster than a route takes them, in a process of 64 MB: the server waits, the heap stays small. */
class SmallHeapTest {

    /** Numbers of equal width, so that all frames have one size. */
    static final long FIRST_NUMBER = 10_000_000;

    private static final int MEGABYTES = 64;
    private static final long EVENTS = Long.getLong("events", 1_000_000);
    private static final String FRAME =
            "data: {\"id\":\"c\",\"n\":%d,\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n";
    private static final long FRAME_BYTES = FRAME.formatted(FIRST_NUMBER).length();
    private static final String END =
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    private static final int CHUNK = 1000;
    private static final long ENDLESS = 1L << 30;
    private static final int BEFORE_IT = 3;

    /** The buffers of two sockets, and some events that were read and not yet reported. */
    private static final long MAX_AHEAD = 16 << 20;

    private static final long MAX_GROWTH = 8 << 20;

    private final AtomicLong written = new AtomicLong();
    private final AtomicLong maxAhead = new AtomicLong();
    private volatile ChildJvm child;
    private volatile boolean hungUp;

    private String baseUrl(Peer peer) {
        return "http://127.0.0.1:" + peer.port();
    }

    @Test
    void F30_aMillionEventsForASlowRouteFitIntoASmallHeapAndNoneIsLost() throws Exception {
        try (Peer peer = new Peer(streaming(this::writeEvents));
                ChildJvm reader = new ChildJvm(MEGABYTES, SmallHeapStream.class, "observe", baseUrl(peer))) {
            child = reader;
            AtomicLong before = new AtomicLong(-1);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(250))
                    .during(Duration.ofMillis(700))
                    .until(() -> written.get() > 0 && before.getAndSet(written.get()) == written.get());
            assertThat(written).as("the route still has the first event").hasValueLessThan(MAX_AHEAD);

            reader.writeLine("go on");
            reader.finishes(300);

            assertThat(reader.number("events")).isEqualTo(EVENTS);
            assertThat(reader.number("outOfOrder")).isZero();
            assertThat(reader.value("end")).isEqualTo("COMPLETED");
            assertThat(written).hasValue(EVENTS * FRAME_BYTES);
            assertThat(maxAhead).hasValueLessThan(MAX_AHEAD);
            assertThat(reader.number("maxLive") - reader.number("liveAtFirst")).isLessThan(MAX_GROWTH);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "observe"})
    void F28_anEndlessLineIsAborted(String way) throws Exception {
        assertGivenUp(way, "data: ", "x".repeat(8192));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull", "observe"})
    void F29_anEndlessEventIsAborted(String way) throws Exception {
        assertGivenUp(way, "", "data: x\n".repeat(1024));
    }

    private void assertGivenUp(String way, String begin, String again) throws Exception {
        Act endless = streaming(out -> {
            writeNumbers(out, 0, BEFORE_IT);
            out.write(begin.getBytes(StandardCharsets.US_ASCII));
            write(out, again);
        });
        try (Peer peer = new Peer(endless);
                ChildJvm reader = new ChildJvm(MEGABYTES, SmallHeapStream.class, way, baseUrl(peer))) {
            child = reader;
            reader.writeLine("go on");
            reader.finishes(120);

            assertThat(reader.value("message"))
                    .contains("An event of the stream of openai-chat is larger than 8388608 bytes. Raise the option"
                            + " maxEventSize if it has to be");
            if (way.equals("pull")) {
                assertThat(reader.value("failure")).isEqualTo("StreamLimitException");
            } else {
                assertThat(reader.value("end")).isEqualTo("INCOMPLETE");
                assertThat(reader.number("events")).as("the events before it").isEqualTo(BEFORE_IT);
                assertThat(reader.number("outOfOrder")).isZero();
            }
            await().untilAsserted(() -> assertThat(hungUp).isTrue());
            assertThat(written).hasValueLessThan(2 * MAX_AHEAD);
            assertThat(reader.number("live") - reader.number("liveAtFirst")).isLessThan(MAX_GROWTH);
        }
    }

    /** Writes until the reader hangs up. */
    private interface Body {
        void write(OutputStream out) throws IOException;
    }

    private Act streaming(Body body) {
        return (socket, out) -> {
            Peer.answer("HTTP/1.1 200 OK", "Content-Type: text/event-stream", "", "")
                    .play(socket, out);
            try (socket) {
                body.write(out);
            } catch (IOException e) {
                hungUp = true;
            }
        };
    }

    private void writeEvents(OutputStream out) throws IOException {
        for (long i = 0; i < EVENTS; i += CHUNK) {
            writeNumbers(out, i, (int) Math.min(CHUNK, EVENTS - i));
        }
        out.write(END.getBytes(StandardCharsets.US_ASCII));
    }

    private void writeNumbers(OutputStream out, long from, int count) throws IOException {
        StringBuilder frames = new StringBuilder();
        for (int i = 0; i < count; i++) {
            frames.append(FRAME.formatted(FIRST_NUMBER + from + i));
        }
        write(out, frames.toString(), 1);
    }

    private void write(OutputStream out, String again) throws IOException {
        write(out, again, ENDLESS / again.length());
    }

    private void write(OutputStream out, String text, long times) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        for (long i = 0; i < times; i++) {
            out.write(bytes);
            long all = written.addAndGet(bytes.length);
            ChildJvm reader = child;
            if (reader != null) {
                long ahead = all - reader.number("events") * FRAME_BYTES;
                maxAhead.accumulateAndGet(ahead, Math::max);
            }
        }
    }
}
