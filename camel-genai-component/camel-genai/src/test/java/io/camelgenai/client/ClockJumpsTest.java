package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A change of the time of day while streams are open neither ends a stream nor lets it hang. */
class ClockJumpsTest extends TransportTestSupport {

    /** The time of day is alternately an hour early and an hour late. */
    @Override
    Time time() {
        AtomicInteger reads = new AtomicInteger();
        return new DelegatingTime(Time.system(timer)) {
            @Override
            public Instant now() {
                return system.now().plus(Duration.ofHours(reads.getAndIncrement() % 2 == 0 ? -1 : 1));
            }
        };
    }

    @Test
    void F65_deadlinesMeasureElapsedTime() throws IOException {
        idle = Duration.ofMillis(700);
        int events = 30;
        ProviderClient client = client("privategpt", (socket, out) -> {
            Peer.answer(STREAM_HEAD).play(socket, out);
            for (int i = 0; i < events; i++) {
                out.write(events(1).getBytes(StandardCharsets.UTF_8));
                Peer.pause(socket, Duration.ofMillis(50));
            }
        });
        try (EventStream stream = client.attach(generation("gen_1"), new Cancellation())) {
            for (int i = 0; i < events; i++) {
                assertThat(stream.next()).isNotNull();
                stream.markMeaningful();
            }
            long startedAt = System.nanoTime();

            assertThat(catchThrowableOfType(NoResponseException.class, stream::next))
                    .hasMessageContaining("no byte for 700 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - startedAt))
                    .isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
        }
    }
}
