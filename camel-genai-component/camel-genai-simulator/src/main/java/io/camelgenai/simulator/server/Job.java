package io.camelgenai.simulator.server;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.Dice;
import io.camelgenai.simulator.content.Directives;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A generation that is decided when it is created: what becomes of it follows from its age, and nothing runs for one that
 * nobody looks at.
 */
public abstract class Job implements SimulatedGeneration {
    private static final double QUEUED_SHARE = 0.2;

    private final String id;
    private final String owner;
    private final String model;
    private final long endNanos;
    private final Instant createdAt = Instant.now();
    private final long started = System.nanoTime();

    /**
     * Begins now.
     *
     * @param id the id
     * @param owner the key that created it, empty for none
     * @param model the model as the client named it
     * @param endNanos how long it takes, in nanoseconds
     */
    protected Job(String id, String owner, String model, long endNanos) {
        this.id = id;
        this.owner = owner;
        this.model = model;
        this.endNanos = endNanos;
    }

    /**
     * How long a job takes.
     *
     * @param id its id, which decides the small variation
     * @param directives what the prompt asks; a time in it is met exactly
     * @param millis how long such jobs take at pace 1.0
     * @param options pace and seed
     * @return nanoseconds
     */
    protected static long lasting(String id, Directives directives, double millis, SimulatorOptions options) {
        Duration takes = directives.takes();
        double spread = new Dice(options.seed(), "time", id).between(0.8, 1.2);
        return takes == null ? options.pacedNanos(millis * spread) : takes.toNanos();
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String owner() {
        return owner;
    }

    @Override
    public final String model() {
        return model;
    }

    @Override
    public final Instant createdAt() {
        return createdAt;
    }

    @Override
    public boolean isTerminal() {
        return leftNanos() <= 0;
    }

    /**
     * How old it is.
     *
     * @return nanoseconds since it was created
     */
    public final long ageNanos() {
        return System.nanoTime() - started;
    }

    /**
     * When it ends.
     *
     * @return its age at the end, in nanoseconds
     */
    public final long endNanos() {
        return endNanos;
    }

    /**
     * How long it still takes.
     *
     * @return nanoseconds, 0 or less when it has ended
     */
    public final long leftNanos() {
        return endNanos - ageNanos();
    }

    /**
     * When it stops to wait and begins to run.
     *
     * @return its age by then, in nanoseconds
     */
    protected final long queuedNanos() {
        return (long) (endNanos * QUEUED_SHARE);
    }

    /**
     * When it ended or will end.
     *
     * @return the time
     */
    public final Instant endedAt() {
        return createdAt.plusNanos(endNanos);
    }

    /**
     * How long it takes in all.
     *
     * @return milliseconds
     */
    public final long lastsMillis() {
        return TimeUnit.NANOSECONDS.toMillis(endNanos);
    }
}
