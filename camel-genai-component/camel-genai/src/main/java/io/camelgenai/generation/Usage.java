package io.camelgenai.generation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a generation consumed. Each figure is null where the provider does not tell it.
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

    /** Nothing is known. */
    public static final Usage UNKNOWN = new Usage(null, null, null);

    /** Whether nothing is known. */
    @JsonIgnore
    public boolean isUnknown() {
        return equals(UNKNOWN);
    }

    /** These figures where they are known, otherwise those seen before. */
    public Usage orElse(Usage earlier) {
        return new Usage(
                inputTokens != null ? inputTokens : earlier.inputTokens,
                outputTokens != null ? outputTokens : earlier.outputTokens,
                costUsd != null ? costUsd : earlier.costUsd);
    }
}
