package io.camelgenai.simulator.provider;

import io.camelgenai.simulator.SimulatorOptions.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the creates of each API key in time windows that begin with the first one. Used on the event loop only. */
public final class RateLimits {
    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, Duration.ofHours(1));

    private final RateLimit limit;
    private final boolean limited;
    private final Map<String, Window> windows = new HashMap<>();

    private static final class Window {
        private final Instant ends;
        private int used;

        private Window(Instant ends) {
            this.ends = ends;
        }
    }

    /**
     * The creates of a key in the current window.
     *
     * @param limit how many a window allows
     * @param used how many were requested
     * @param resets when the window ends
     */
    public record Usage(int limit, int used, Instant resets) {
        private static final int WINDOWS_PER_DAY = 10;

        /** Returns how many creates are left. */
        public int remaining() {
            return Math.max(0, limit - used);
        }

        /** Returns the limit of a day, which is that of ten full windows. */
        public long dailyLimit() {
            return (long) WINDOWS_PER_DAY * limit;
        }

        /** Returns the whole seconds until the window ends, at least one. */
        public long waitSeconds() {
            return Math.max(1, Duration.between(Instant.now(), resets).toSeconds() + 1);
        }
    }

    /** Creates counters with a limit; null for one that is never reached. */
    public RateLimits(@Nullable RateLimit limit) {
        this.limited = limit != null;
        this.limit = limit == null ? UNLIMITED : limit;
    }

    /** Returns whether a limit was set. */
    public boolean isLimited() {
        return limited;
    }

    /** Counts a create of a key; returns false if it exceeds the limit. */
    boolean count(String key) {
        Window window = window(key);
        if (window.used >= limit.creates()) {
            return false;
        }
        window.used++;
        return true;
    }

    /** Returns the usage of a key. */
    public Usage usage(String key) {
        Window window = window(key);
        return new Usage(limit.creates(), window.used, window.ends);
    }

    void clear() {
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
