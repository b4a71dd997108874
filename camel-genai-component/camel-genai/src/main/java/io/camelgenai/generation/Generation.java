package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One remote resource behind a request, as it was last seen.
 *
 * @param id the provider's name for it; null only where a provider gives none, or has not yet
 * @param provider the descriptor's name
 * @param model the model that works on it, where known
 * @param status where it stands, in our words
 * @param providerStatus where it stands, in the provider's word
 * @param progress from 0 to 1, where the provider tells
 * @param text the text so far; whole when the status is {@link GenerationStatus#COMPLETED}
 * @param artifacts the files it produced
 * @param usage what it consumed
 * @param finishReason why it stopped, in the provider's word
 * @param error what went wrong, also beside a result that is there in part
 * @param createdAt when the provider accepted it, where it tells
 * @param completedAt when it ended, where the provider tells
 * @param raw the provider's document as last read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Generation(
        @Nullable String id,
        String provider,
        @Nullable String model,
        GenerationStatus status,
        @Nullable String providerStatus,
        @Nullable Double progress,
        @Nullable String text,
        List<Artifact> artifacts,
        Usage usage,
        @Nullable String finishReason,
        @Nullable GenerationError error,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant createdAt,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant completedAt,

        @Nullable JsonNode raw) {

    public Generation {
        artifacts = List.copyOf(artifacts);
    }

    /** Whether nothing more happens to it. */
    @JsonIgnore
    public boolean isTerminal() {
        return status.isTerminal();
    }

    /** A builder for a generation of this provider, RUNNING until told otherwise. */
    public static Builder of(String provider) {
        return new Builder(provider);
    }

    /** A builder that starts from this state. */
    public Builder with() {
        return new Builder(this);
    }

    /** Shows provider, id and status, never a prompt or a text. */
    @Override
    public String toString() {
        return "Generation[" + provider + " " + id + " " + status + "]";
    }

    /** Puts a state together; what is not set stays unknown. Not safe for use by several threads. */
    public static final class Builder {

        private final String provider;
        private @Nullable String id;
        private @Nullable String model;
        private GenerationStatus status = GenerationStatus.RUNNING;
        private @Nullable String providerStatus;
        private @Nullable Double progress;
        private @Nullable String text;
        private List<Artifact> artifacts = List.of();
        private Usage usage = Usage.UNKNOWN;
        private @Nullable String finishReason;
        private @Nullable GenerationError error;
        private @Nullable Instant createdAt;
        private @Nullable Instant completedAt;
        private @Nullable JsonNode raw;

        private Builder(String provider) {
            this.provider = provider;
        }

        private Builder(Generation from) {
            this(from.provider);
            id = from.id;
            model = from.model;
            status = from.status;
            providerStatus = from.providerStatus;
            progress = from.progress;
            text = from.text;
            artifacts = from.artifacts;
            usage = from.usage;
            finishReason = from.finishReason;
            error = from.error;
            createdAt = from.createdAt;
            completedAt = from.completedAt;
            raw = from.raw;
        }

        public Builder id(@Nullable String value) {
            id = value;
            return this;
        }

        public Builder model(@Nullable String value) {
            model = value;
            return this;
        }

        public Builder status(GenerationStatus value) {
            status = value;
            return this;
        }

        public Builder providerStatus(@Nullable String value) {
            providerStatus = value;
            return this;
        }

        public Builder progress(@Nullable Double value) {
            progress = value;
            return this;
        }

        public Builder text(@Nullable String value) {
            text = value;
            return this;
        }

        public Builder artifacts(List<Artifact> value) {
            artifacts = value;
            return this;
        }

        public Builder usage(Usage value) {
            usage = value;
            return this;
        }

        public Builder finishReason(@Nullable String value) {
            finishReason = value;
            return this;
        }

        public Builder error(@Nullable GenerationError value) {
            error = value;
            return this;
        }

        public Builder createdAt(@Nullable Instant value) {
            createdAt = value;
            return this;
        }

        public Builder completedAt(@Nullable Instant value) {
            completedAt = value;
            return this;
        }

        public Builder raw(@Nullable JsonNode value) {
            raw = value;
            return this;
        }

        public Generation build() {
            return new Generation(
                    id,
                    provider,
                    model,
                    status,
                    providerStatus,
                    progress,
                    text,
                    artifacts,
                    usage,
                    finishReason,
                    error,
                    createdAt,
                    completedAt,
                    raw);
        }
    }
}
