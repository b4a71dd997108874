package io.camelgenai.simulator.server;

import io.camelgenai.simulator.SimulatorOptions.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the creates of each key in windows of time that begin with the first one. Used on the event loop only. */
public final class RateLimits {
    private static final RateLimit ROOMY = new RateLimit(1_000_000, Duration.ofHours(1));

    private final RateLimit limit;
    private final boolean set;
    private final Map<String, Window> windows = new HashMap<>();

    private static final class Window {
        private final Instant ends;
        private int used;

        private Window(Instant ends) {
            this.ends = ends;
        }
    }

    /**
     * How a key stands.
     *
     * @param limit how many creates a window has
     * @param used how many were asked for in this one
     * @param resets when it ends
     */
    public record Standing(int limit, int used, Instant resets) {

        /**
         * What is left.
         *
         * @return the number of creates
         */
        public int remaining() {
            return Math.max(0, limit - used);
        }

        /**
         * How long to wait.
         *
         * @return whole seconds until the window ends, at least one
         */
        public long waitSeconds() {
            return Math.max(1, Duration.between(Instant.now(), resets).toSeconds() + 1);
        }
    }

    /**
     * No creates so far.
     *
     * @param limit the limit; null for one that is never met
     */
    public RateLimits(@Nullable RateLimit limit) {
        this.set = limit != null;
        this.limit = limit == null ? ROOMY : limit;
    }

    /**
     * Whether there is a limit that can be met.
     *
     * @return true where one was set
     */
    public boolean isSet() {
        return set;
    }

    /**
     * Counts a create.
     *
     * @param key whose it is
     * @return false where it is one too many
     */
    public boolean admit(String key) {
        Window window = window(key);
        if (window.used >= limit.creates()) {
            return false;
        }
        window.used++;
        return true;
    }

    /**
     * How a key stands.
     *
     * @param key the key
     * @return its standing
     */
    public Standing standing(String key) {
        Window window = window(key);
        return new Standing(limit.creates(), window.used, window.ends);
    }

    /** Forgets all that was counted. */
    public void clear() {
        windows.clear();
    }

    private Window window(String key) {
        Instant now = Instant.now();
        return windows.compute(
                key,
                (name, window) ->
                        window == null || !now.isBefore(window.ends) ? new Window(now.plus(limit.window())) : window);
    }
}
