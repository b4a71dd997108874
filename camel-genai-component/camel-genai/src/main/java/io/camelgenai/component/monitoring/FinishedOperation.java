package io.camelgenai.component.monitoring;

import io.camelgenai.generation.Usage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A create and all that followed, as OpenTelemetry's conventions for generative AI see it: one operation, which is over when the
 * generation is terminal, or when the create has failed. Every text is one of few values.
 *
 * @param provider the provider
 * @param requestModel the model that was requested
 * @param responseModel the model that answered, or null where none did, or the provider does not say
 * @param errorType what it failed with, or null where it did not fail
 * @param duration how long it took
 * @param usage the tokens
 */
record FinishedOperation(
        String provider,
        String requestModel,
        @Nullable String responseModel,
        @Nullable String errorType,
        Duration duration,
        Usage usage) {}
