package io.camelgenai.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.camelgenai.generation.Generation;
import io.camelgenai.generation.GenerationStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine that sleeps for two hours while a create waits for its retry, with a monotonic clock that sleeps or does not. */
class SleepingMachineTest extends TransportTestSupport {

    private static final Duration SLEEP = Duration.ofHours(2);

    private volatile boolean hasSlept;
    private volatile boolean monotonicClockSleeps;

    @Override
    Time time() {
        return new DelegatingTime(Time.system(timer)) {
            @Override
            public Instant now() {
                return hasSlept ? system.now().plus(SLEEP) : system.now();
            }

            @Override
            public long nanos() {
                return hasSlept && !monotonicClockSleeps ? system.nanos() + SLEEP.toNanos() : system.nanos();
            }

            @Override
            public Future<?> after(Duration delay, Runnable task) {
                hasSlept = true;
                return system.after(delay, task);
            }
        };
    }

    /** privategpt knows an id for an hour: after that, the retry would be paid a second time. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void F60_aCreateIsNotSentAgainWhenItsIdMayBeForgotten(boolean monotonicClockSleeps) throws IOException {
        this.monotonicClockSleeps = monotonicClockSleeps;
        ProviderClient client = client(
                "privategpt",
                Peer.hangUp(),
                Peer.json("200 OK", "{\"message_id\":\"our-id\",\"status\":\"processing\"}"));
        CreateRequest asked =
                new CreateRequest("m", new ObjectMapper().createObjectNode().put("model", "m"), "our-id");

        Generation found = CreateCall.send(
                        client,
                        asked,
                        request -> ((CreateReply.Whole) client.create(request)).generation(),
                        each -> each,
                        retries,
                        time)
                .join();

        assertThat(found.status()).isEqualTo(GenerationStatus.RUNNING);
        assertThat(peer.targets())
                .containsExactly("POST /v1/messages/async?message_id=our-id", "GET /v1/messages/async/our-id/status");
    }
}
