package io.camelgenai.simulator.provider;

import io.camelgenai.simulator.SimulatorOptions;
import io.camelgenai.simulator.content.PromptMarkers;
import io.camelgenai.simulator.content.SeededRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A generation whose whole course is decided when it is created: its status follows from its age, so an idle generation
 * needs no timer. Ages are nanoseconds since the generation was created. Readable from any thread; stopped and streamed on
 * the event loop only.
 */
public abstract class SimulatedGeneration {
    private static final double QUEUED_SHARE = 0.2;

    private final String id;
    private final String owner;
    private final String model;
    private final long endNanos;
    private final Instant createdAt = Instant.now();
    private final long startNanos = System.nanoTime();
    private volatile long stoppedNanos = Long.MAX_VALUE;
    private @Nullable Set<StreamPlayer> players;

    /**
     * Starts a generation.
     *
     * @param id the id
     * @param owner the API key that created it, empty if the provider requires none
     * @param model the model as the client named it
     * @param endNanos the age at which it ends
     */
    protected SimulatedGeneration(String id, String owner, String model, long endNanos) {
        this.id = id;
        this.owner = owner;
        this.model = model;
        this.endNanos = endNanos;
    }

    /**
     * Returns how long a generation takes.
     *
     * @param id its id, which decides a small variation
     * @param markers a duration that the prompt asks for is met exactly
     * @param millis how long such generations take at pace 1.0
     * @param options pace and seed
     * @return nanoseconds
     */
    protected static long durationNanos(String id, PromptMarkers markers, double millis, SimulatorOptions options) {
        Duration takes = markers.takes();
        double variation = new SeededRandom(options.seed(), "time", id).between(0.8, 1.2);
        return takes == null ? options.pacedNanos(millis * variation) : takes.toNanos();
    }

    /** Returns the current status as the provider names it. */
    public abstract String status();

    public final String id() {
        return id;
    }

    /** Returns the API key that created it; empty if the provider requires none. */
    public final String owner() {
        return owner;
    }

    /** Returns the model as the client named it. */
    public final String model() {
        return model;
    }

    public final Instant createdAt() {
        return createdAt;
    }

    /** Returns whether its status is final. */
    public final boolean isTerminal() {
        return ageNanos() >= Math.min(endNanos, stoppedNanos);
    }

    public final long ageNanos() {
        return System.nanoTime() - startNanos;
    }

    /** Returns the age at which it ends unless it is stopped. */
    public final long endNanos() {
        return endNanos;
    }

    /** Returns the remaining nanoseconds; 0 or less when it has ended. */
    public final long remainingNanos() {
        return endNanos - ageNanos();
    }

    /** Returns the age at which a queued generation starts to run. */
    public final long runningNanos() {
        return (long) (endNanos * QUEUED_SHARE);
    }

    /** Returns when it ended or will end. */
    public final Instant endedAt() {
        return createdAt.plusNanos(Math.min(endNanos, stoppedNanos));
    }

    /** Returns how many milliseconds it takes in total. */
    public final long durationMillis() {
        return TimeUnit.NANOSECONDS.toMillis(endNanos);
    }

    /** Returns the age at which it was stopped, {@link Long#MAX_VALUE} if it was not; later frames are never sent. */
    public final long stoppedNanos() {
        return stoppedNanos;
    }

    /** Stops it and ends its streams; one that has ended keeps its status. */
    public final void stop() {
        if (!isTerminal()) {
            stoppedNanos = ageNanos();
        }
        advancePlayers();
    }

    /** Ends its streams as if it had never existed. */
    public final void forget() {
        stoppedNanos = Math.min(stoppedNanos, ageNanos());
        advancePlayers();
    }

    final void addPlayer(StreamPlayer player) {
        if (players == null) {
            players = new LinkedHashSet<>();
        }
        players.add(player);
    }

    final void removePlayer(StreamPlayer player) {
        if (players != null) {
            players.remove(player);
        }
    }

    private void advancePlayers() {
        if (players != null) {
            List.copyOf(players).forEach(StreamPlayer::advance);
        }
    }
}
