package io.camelgenai.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options of a simulator. Immutable; built with {@link #builder()}.
 *
 * @param port the TCP port on the loopback address; 0 (default) for a free one
 * @param pace a factor on every simulated duration: 1.0 (default) is realistic but short, an image about 1.5 s and a token
 *     of text about 20 ms; 0 is immediate
 * @param seed decides texts, images, ids and small variations of time; the same seed gives the same (default 1)
 * @param retention how long privategpt remembers a message after it ended (default one hour, as the product's own);
 *     openai-responses remembers a response that long, and ten minutes at most
 * @param artifactLifetime how long the signed URL of a file is valid (default one hour)
 * @param pingInterval the silence after which privategpt and anthropic send a ping, openai-responses a keep-alive and
 *     skills-video a comment (default 15 s); independent of {@code pace}
 * @param journalLimit how many requests the journal keeps, the newest ones (default 10,000)
 * @param generationLimit how many generations each provider keeps, the newest ones (default 100,000)
 * @param privateGptAuthorization the {@code Authorization} header that privategpt requires, compared byte for byte; null
 *     (default) for none, as the product is delivered
 * @param openAiChatKey the API key that openai-chat requires; null (default) for none, as self-hosted servers
 * @param openAiChatModels the models that openai-chat has, others are not found; empty (default) to accept any, as servers
 *     with aliases do
 * @param apiKeys the API keys that every provider accepts, others are answered as wrong; empty (default) to accept any
 * @param allowedHosts the hosts, besides those of the loopback interface, under whose names {@code /_simulator} responds;
 *     none by default
 * @param rateLimit how many creates each API key has at each provider; null (default) for no limit
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
        List<String> openAiChatModels,
        Set<String> apiKeys,
        Set<String> allowedHosts,
        @Nullable RateLimit rateLimit) {

    /**
     * A limit of creates; one more is rejected with 429 as the provider documents it.
     *
     * @param creates how many in one window
     * @param window the length of a window, which begins with the first create
     */
    public record RateLimit(int creates, Duration window) {}

    /** Whether a provider requires a certain key, which then is never shown. */
    boolean requiresKeys() {
        return !apiKeys.isEmpty() || openAiChatKey != null || privateGptAuthorization != null;
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Applies the pace.
     *
     * @param millis a simulated duration at pace 1.0
     * @return the duration in nanoseconds
     */
    public long pacedNanos(double millis) {
        return (long) (millis * pace * 1_000_000);
    }

    /** Leaves out authorization and keys, which are secrets. */
    @Override
    public String toString() {
        return "SimulatorOptions[port=" + port + ", pace=" + pace + ", seed=" + seed + "]";
    }

    private static void check(boolean valid, String message) {
        if (!valid) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Builds options; those that are not set have their defaults. Not thread-safe. */
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
        private List<String> openAiChatModels = List.of();
        private Set<String> apiKeys = Set.of();
        private Set<String> allowedHosts = Set.of();
        private @Nullable RateLimit rateLimit;

        private Builder() {}

        /** Sets {@link SimulatorOptions#port()}. */
        public Builder port(int value) {
            port = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#pace()}. */
        public Builder pace(double value) {
            pace = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#seed()}. */
        public Builder seed(long value) {
            seed = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#retention()}. */
        public Builder retention(Duration value) {
            retention = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#artifactLifetime()}. */
        public Builder artifactLifetime(Duration value) {
            artifactLifetime = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#pingInterval()}. */
        public Builder pingInterval(Duration value) {
            pingInterval = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#journalLimit()}. */
        public Builder journalLimit(int value) {
            journalLimit = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#generationLimit()}. */
        public Builder generationLimit(int value) {
            generationLimit = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#privateGptAuthorization()}. */
        public Builder privateGptAuthorization(@Nullable String value) {
            privateGptAuthorization = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#openAiChatKey()}. */
        public Builder openAiChatKey(@Nullable String value) {
            openAiChatKey = value;
            return this;
        }

        /** Sets {@link SimulatorOptions#openAiChatModels()}. */
        public Builder openAiChatModels(String... values) {
            openAiChatModels = List.of(values);
            return this;
        }

        /** Sets {@link SimulatorOptions#apiKeys()}. */
        public Builder apiKeys(String... values) {
            apiKeys = Set.of(values);
            return this;
        }

        /** Sets {@link SimulatorOptions#allowedHosts()}, names or addresses without a port. */
        public Builder allowedHosts(String... values) {
            allowedHosts = Set.of(values);
            return this;
        }

        /**
         * Sets {@link SimulatorOptions#rateLimit()}.
         *
         * @param creates how many in one window, 0 for none at all
         * @param window the length of a window
         * @throws IllegalArgumentException if a value is out of range, with its name
         */
        public Builder rateLimit(int creates, Duration window) {
            check(creates >= 0, "creates must not be negative");
            check(!window.isNegative() && !window.isZero(), "window must be positive");
            rateLimit = new RateLimit(creates, window);
            return this;
        }

        /**
         * Builds the options.
         *
         * @throws IllegalArgumentException if a value is out of range, with its name
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
                    openAiChatModels,
                    apiKeys,
                    allowedHosts,
                    rateLimit);
        }
    }
}
