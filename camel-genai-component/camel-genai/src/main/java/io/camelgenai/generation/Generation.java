package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last known state of a generation: the remote resource behind a request.
 *
 * @param id the provider's id; null only where the provider gives none, or has not given it yet
 * @param provider the name of the provider
 * @param model the model, where known
 * @param status the status, in one vocabulary for all providers
 * @param providerStatus the provider's own word for the status
 * @param progress the progress from 0 to 1, where known
 * @param queuePosition the place in the provider's queue, as the provider counts; null where it is not known, or not queued
 * @param text the text so far; complete when the status is {@link GenerationStatus#COMPLETED}
 * @param reasoning what the model thought before its answer, where the provider shows it; of a stream, from the terminal event
 *     on
 * @param toolCalls the calls of tools that the model asks for, in its order; of a stream, from the terminal event on
 * @param artifacts the files that it produced
 * @param logs what the model logged, as of the last poll: lines of text, where the provider shows them
 * @param usage the consumption
 * @param finishReason the provider's word for why it stopped
 * @param error the error; also present beside a partial result
 * @param createdAt when the provider accepted it, where known
 * @param completedAt when it became terminal, where known
 * @param raw the provider's document as last read; not part of the JSON form without {@link RawJsonModule}, since it may repeat the
 *     prompt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Generation(
        @Nullable String id,
        String provider,
        @Nullable String model,
        GenerationStatus status,
        @Nullable String providerStatus,
        @Nullable Double progress,
        @Nullable Integer queuePosition,
        @Nullable String text,
        @Nullable String reasoning,

        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ToolCall> toolCalls,

        List<Artifact> artifacts,
        @Nullable String logs,
        Usage usage,
        @Nullable String finishReason,
        @Nullable GenerationError error,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant createdAt,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant completedAt,

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable
        JsonNode raw) {

    public Generation {
        // Absent from the JSON form where there are none.
        toolCalls = toolCalls == null ? List.of() : List.copyOf(toolCalls);
        artifacts = List.copyOf(artifacts);
    }

    /** Whether the status is terminal: it does not change any more. */
    @JsonIgnore
    public boolean isTerminal() {
        return status.isTerminal();
    }

    /** A builder for a generation of this provider; its status is RUNNING unless set. */
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

    /** Builds a state. A property that is not set is unknown. For use by one thread. */
    public static final class Builder {

        private final String provider;
        private @Nullable String id;
        private @Nullable String model;
        private GenerationStatus status = GenerationStatus.RUNNING;
        private @Nullable String providerStatus;
        private @Nullable Double progress;
        private @Nullable Integer queuePosition;
        private @Nullable String text;
        private @Nullable String reasoning;
        private List<ToolCall> toolCalls = List.of();
        private List<Artifact> artifacts = List.of();
        private @Nullable String logs;
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
            queuePosition = from.queuePosition;
            text = from.text;
            reasoning = from.reasoning;
            toolCalls = from.toolCalls;
            artifacts = from.artifacts;
            logs = from.logs;
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

        public Builder queuePosition(@Nullable Integer value) {
            queuePosition = value;
            return this;
        }

        public Builder text(@Nullable String value) {
            text = value;
            return this;
        }

        public Builder reasoning(@Nullable String value) {
            reasoning = value;
            return this;
        }

        public Builder toolCalls(List<ToolCall> value) {
            toolCalls = value;
            return this;
        }

        public Builder artifacts(List<Artifact> value) {
            artifacts = value;
            return this;
        }

        public Builder logs(@Nullable String value) {
            logs = value;
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
                    queuePosition,
                    text,
                    reasoning,
                    toolCalls,
                    artifacts,
                    logs,
                    usage,
                    finishReason,
                    error,
                    createdAt,
                    completedAt,
                    raw);
        }
    }
}
