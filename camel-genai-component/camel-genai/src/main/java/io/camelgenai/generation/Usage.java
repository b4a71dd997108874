package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The consumption of a generation. A value is null where the provider does not report it.
 *
 * @param inputTokens tokens read
 * @param outputTokens tokens written
 * @param costUsd the price in US dollars
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Usage(
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        @Nullable BigDecimal costUsd) {

    /** No value is known. */
    public static final Usage UNKNOWN = new Usage(null, null, null);

    /** Whether no value is known. */
    @JsonIgnore
    public boolean isUnknown() {
        return equals(UNKNOWN);
    }

    /** These values where they are known, otherwise the earlier ones. */
    public Usage orElse(Usage earlier) {
        return new Usage(
                inputTokens != null ? inputTokens : earlier.inputTokens,
                outputTokens != null ? outputTokens : earlier.outputTokens,
                costUsd != null ? costUsd : earlier.costUsd);
    }
}
