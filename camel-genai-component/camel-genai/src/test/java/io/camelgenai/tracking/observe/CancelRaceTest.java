package io.camelgenai.tracking.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.client.CreateRequest;
import io.camelgenai.client.Time;
import io.camelgenai.generation.GenAiException;
import io.camelgenai.generation.GenerationError;
import io.camelgenai.generation.GenerationEvent;
import io.camelgenai.generation.GenerationEventType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thread reads a stream while another declares it incomplete: there is one terminal event, whichever was first. */
@Timeout(60)
class CancelRaceTest {

    private static final int RACES = Integer.getInteger("races", 150);
    private static final long MAX_JITTER = TimeUnit.MICROSECONDS.toNanos(300);
    /** By how much the loser of a race starts earlier in the next one: on a machine of any speed each side wins at times. */
    private static final long STEP = TimeUnit.MICROSECONDS.toNanos(200);

    private static final GenerationError CLOSED = new GenerationError(GenerationError.STREAM_CLOSED, "canceled", true);
    private static final String[] FRAMES = {
        "data: {\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"warp \"}}]}",
        "data: {\"id\":\"c\",\"choices\":[{\"delta\":{\"content\":\"and weft\"}}]}",
        "data: {\"id\":\"c\",\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
        "data: [DONE]",
        ""
    };

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService other = Executors.newSingleThreadExecutor();
    private final Time time = Time.system(timer);

    @AfterEach
    void stop() {
        timer.shutdownNow();
        other.shutdownNow();
    }

    @Test
    void F44_aCancelThatRacesTheTerminalEventLeavesExactlyOneTerminalEvent() throws Exception {
        int completed = 0;
        long lead = MAX_JITTER;
        try (ScriptedProvider chat = new ScriptedProvider("openai-chat", time)) {
            for (int i = 0; i < RACES; i++) {
                chat.streams(FRAMES);
                StreamObservation stream = open(chat);
                CountDownLatch started = new CountDownLatch(1);
                long wait = lead + ThreadLocalRandom.current().nextLong(-MAX_JITTER, MAX_JITTER);
                Future<?> cancel = other.submit(() -> {
                    started.await();
                    spin(wait);
                    stream.declareIncomplete(CLOSED);
                    return null;
                });
                started.countDown();
                spin(-wait);
                List<GenerationEvent> events = new ArrayList<>();
                stream.forEachRemaining(events::add);
                cancel.get();

                GenerationEvent last = events.get(events.size() - 1);
                assertThat(events).filteredOn(GenerationEvent::isTerminal).containsExactly(last);
                assertThat(stream.hasNext()).isFalse();
                assertThat(last.generation()).isEqualTo(stream.current());
                if (last.type() == GenerationEventType.COMPLETED) {
                    completed++;
                    lead -= STEP;
                    assertThat(last.generation().text()).isEqualTo("warp and weft");
                } else {
                    lead += STEP;
                    assertThat(last.type()).isEqualTo(GenerationEventType.INCOMPLETE);
                    assertThat(last.generation().error()).isEqualTo(CLOSED);
                    assertThat("warp and weft")
                            .startsWith(String.valueOf(last.generation().text()).replace("null", ""));
                }
            }
        }
        assertThat(completed).as("either side wins at times").isBetween(1, RACES - 1);
    }

    private static void spin(long nanos) {
        for (long until = System.nanoTime() + nanos; System.nanoTime() < until; ) {
            Thread.onSpinWait();
        }
    }

    @Test
    void F44_aTerminalMarkerThatWasReadWinsOverALaterCancel() throws Exception {
        try (ScriptedProvider chat = new ScriptedProvider("openai-chat", time)) {
            chat.streams(FRAMES);
            StreamObservation stream = open(chat);
            for (int i = 0; i < FRAMES.length - 2; i++) {
                assertThat(stream.next().isTerminal()).isFalse();
            }
            assertThat(stream.hasNext()).isTrue();

            stream.declareIncomplete(CLOSED);

            assertThat(stream.next().type()).isEqualTo(GenerationEventType.COMPLETED);
            assertThat(stream.hasNext()).isFalse();
        }
    }

    /** The reader may be about to open the stream when it is closed. */
    @Test
    void F44_aClosedStreamIsNotReopened() throws Exception {
        try (ScriptedProvider chat = new ScriptedProvider("openai-chat", time)) {
            chat.streams(FRAMES);
            StreamObservation stream = open(chat);

            stream.declareIncomplete(CLOSED);

            assertThatThrownBy(stream::open)
                    .isInstanceOf(GenAiException.class)
                    .hasMessageContaining("closed from our side");
            assertThat(chat.requests()).isEqualTo(1);
        }
    }

    private StreamObservation open(ScriptedProvider chat) {
        CreateRequest asked = new CreateRequest("m", new ObjectMapper().createObjectNode(), "ours");
        return chat.create(asked, time);
    }
}
