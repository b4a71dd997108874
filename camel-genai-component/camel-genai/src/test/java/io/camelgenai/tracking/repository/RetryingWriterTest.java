package io.camelgenai.tracking.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.camelgenai.client.Time;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** F90: writes wait longer and longer for the repository, and those that can never succeed do not wait. */
class RetryingWriterTest {

    private static final String KEY = "key";

    private final Timer time = new Timer();
    private final OwnWork work = new OwnWork();
    private final RetryingWriter writer =
            new RetryingWriter(new MemoryGenerationRepository(), work, Runnable::run, time);
    private int attempts;

    private void fail(RuntimeException failure) {
        writer.write("A write", KEY, () -> {
            attempts++;
            throw failure;
        });
    }

    private static RuntimeException withState(String state) {
        return new IllegalStateException("It cannot be written", new SQLException("refused", state));
    }

    @Test
    void F90_aWriteIsRetriedAfterUpToFifteenSeconds() {
        fail(withState("08006"));
        for (int i = 0; i < 200; i++) {
            time.tasks.remove().run();
        }

        assertThat(attempts).isEqualTo(201);
        assertThat(time.delays.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(time.delays)
                .allMatch(each -> each.compareTo(Duration.ofSeconds(15)) <= 0)
                .anyMatch(each -> each.compareTo(Duration.ofSeconds(10)) > 0)
                .anyMatch(each -> each.compareTo(Duration.ofSeconds(5)) < 0);
    }

    @Test
    void F87_theNodeWorksOnAGenerationUntilItsWriteIsStored() {
        boolean[] fails = {true};
        writer.write("A write", KEY, () -> {
            if (fails[0]) {
                throw withState("08006");
            }
        });
        assertThat(work.includes(KEY)).isTrue();
        fails[0] = false;
        time.tasks.remove().run();

        assertThat(work.includes(KEY)).isFalse();
    }

    @Test
    void aWriteThatMeetsAnErrorIsRetried() {
        writer.write("A write", KEY, () -> {
            if (attempts++ == 0) {
                throw new InternalError("unable to create a native thread");
            }
        });
        assertThat(work.includes(KEY)).isTrue();
        time.tasks.remove().run();

        assertThat(attempts).isEqualTo(2);
        assertThat(work.includes(KEY)).isFalse();
    }

    @Test
    void F90_aWriteThatTheDatabaseRefusesIsDiscarded() {
        fail(withState("22001"));
        fail(withState("23502"));
        fail(new IllegalArgumentException("No such thing"));

        assertThat(time.tasks).isEmpty();
        assertThat(attempts).isEqualTo(3);
        assertThat(work.includes(KEY)).isFalse();
    }

    @Test
    void F90_aWriteThatMeetsTheRowOfAnotherNodeIsRetried() {
        fail(withState("23505"));

        assertThat(time.tasks).hasSize(1);
    }

    private static final class Timer implements Time {

        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private final List<Duration> delays = new ArrayList<>();

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public Future<?> after(Duration delay, Runnable task) {
            delays.add(delay);
            tasks.add(task);
            return new CompletableFuture<>();
        }

        @Override
        public Future<?> every(Duration period, Runnable task) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean sleep(Duration duration, CountDownLatch unless) {
            throw new UnsupportedOperationException();
        }
    }
}
