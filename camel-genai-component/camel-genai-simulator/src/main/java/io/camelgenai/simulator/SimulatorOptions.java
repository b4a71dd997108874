package io.camelgenai.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator is set up. Immutable; built with {@link #builder()}.
 *
 * @param port the TCP port on the loopback address; 0 (default) takes a free one
 * @param pace a factor on every simulated duration: 1.0 (default) is realistic but short, a picture about 1.5 s and a
 *     token of text about 20 ms; 0 is at once
 * @param seed decides texts, pictures, ids and small variations of time; the same seed gives the same (default 1)
 * @param retention how long privategpt remembers a message after it ended (default one hour, as the product's own)
 * @param artifactLifetime how long the signed address of a file is good (default one hour)
 * @param pingInterval the silence after which privategpt sends a ping and skills-video a comment (default 15 s); not changed by {@code pace}
 * @param journalLimit how many requests the journal keeps, the newest ones (default 10,000)
 * @param generationLimit how many generations each provider keeps, the newest ones (default 100,000)
 * @param privateGptAuthorization the {@code Authorization} header that privategpt demands, compared byte for byte; null
 *     (default) demands none, as the product is delivered
 * @param openAiChatKey the key that openai-chat demands; null (default) demands none, as self-hosted servers do
 * @param rateLimit how many creates each key has at each provider; null (default) for as many as it likes
 */
public record SimulatorOptions(
        int port,
        double pace,
        long seed,
        Duration retention,
        Duration artifactLifetime,
        Duration pingInterval,
        int journalLimit,
        int generationLimit,
        @Nullable String privateGptAuthorization,
        @Nullable String openAiChatKey,
        @Nullable RateLimit rateLimit) {

    /**
     * A limit of creates; one more is answered 429 as the provider documents it.
     *
     * @param creates how many in one window
     * @param window how long a window is; it begins with the first create
     */
    public record RateLimit(int creates, Duration window) {}

    /**
     * Starts from the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Applies the pace.
     *
     * @param millis a simulated duration at pace 1.0
     * @return the duration to be played, in nanoseconds
     */
    public long pacedNanos(double millis) {
        return (long) (millis * pace * 1_000_000);
    }

    /** Leaves out the authorization, which is a secret. */
    @Override
    public String toString() {
        return "SimulatorOptions[port=" + port + ", pace=" + pace + ", seed=" + seed + "]";
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Collects options; what is not set keeps its default. Not thread-safe. */
    public static final class Builder {
        private int port;
        private double pace = 1.0;
        private long seed = 1;
        private Duration retention = Duration.ofHours(1);
        private Duration artifactLifetime = Duration.ofHours(1);
        private Duration pingInterval = Duration.ofSeconds(15);
        private int journalLimit = 10_000;
        private int generationLimit = 100_000;
        private @Nullable String privateGptAuthorization;
        private @Nullable String openAiChatKey;
        private @Nullable RateLimit rateLimit;

        private Builder() {}

        /**
         * Sets {@link SimulatorOptions#port()}.
         *
         * @param value the port, 0 for a free one
         * @return this
         */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#pace()}.
         *
         * @param value the factor, 0 for at once
         * @return this
         */
        public Builder pace(double value) {
            pace = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#seed()}.
         *
         * @param value the seed
         * @return this
         */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#retention()}.
         *
         * @param value the time after the end of a message
         * @return this
         */
        public Builder retention(Duration value) {
            retention = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#artifactLifetime()}.
         *
         * @param value the time from when an address was handed out
         * @return this
         */
        public Builder artifactLifetime(Duration value) {
            artifactLifetime = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#pingInterval()}.
         *
         * @param value the silence before a ping
         * @return this
         */
        public Builder pingInterval(Duration value) {
            pingInterval = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#journalLimit()}.
         *
         * @param value the number of requests
         * @return this
         */
        public Builder journalLimit(int value) {
            journalLimit = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#generationLimit()}.
         *
         * @param value the number of generations of each provider
         * @return this
         */
        public Builder generationLimit(int value) {
            generationLimit = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#privateGptAuthorization()}.
         *
         * @param value the whole header value, for example {@code Basic dXNlcjpwYXNz}; null for none
         * @return this
         */
        public Builder privateGptAuthorization(@Nullable String value) {
            privateGptAuthorization = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#openAiChatKey()}.
         *
         * @param value the key without {@code Bearer}; null for none
         * @return this
         */
        public Builder openAiChatKey(@Nullable String value) {
            openAiChatKey = value;
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#rateLimit()}.
         *
         * @param creates how many in one window, 0 for none at all
         * @param window how long a window is
         * @return this
         * @throws IllegalArgumentException where a value is out of its range, naming it
         */
        public Builder rateLimit(int creates, Duration window) {
            check(creates >= 0, "creates must not be negative");
            check(!window.isNegative() && !window.isZero(), "window must be longer than nothing");
            rateLimit = new RateLimit(creates, window);
            return this;
        }

        /**
         * Makes the options.
         *
         * @return the options
         * @throws IllegalArgumentException where a value is out of its range
         */
        public SimulatorOptions build() {
            check(port >= 0 && port <= 65535, "port must be between 0 and 65535, not " + port);
            check(pace >= 0 && pace <= 1000, "pace must be between 0 and 1000, not " + pace);
            check(!retention.isNegative(), "retention must not be negative");
            check(!artifactLifetime.isNegative(), "artifactLifetime must not be negative");
            check(pingInterval.toMillis() > 0, "pingInterval must be at least a millisecond");
            check(journalLimit > 0, "journalLimit must be at least 1, not " + journalLimit);
            check(generationLimit > 0, "generationLimit must be at least 1, not " + generationLimit);
            return new SimulatorOptions(
                    port,
                    pace,
                    seed,
                    retention,
                    artifactLifetime,
                    pingInterval,
                    journalLimit,
                    generationLimit,
                    privateGptAuthorization,
                    openAiChatKey,
                    rateLimit);
        }
    }
}
