package io.camelgenai.client;

import io.camelgenai.generation.Generation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a generation showed.
 *
 * @param generation its state
 * @param retryAfter how long the provider asks to wait before the next look, or null
 */
public record PollResult(Generation generation, @Nullable Duration retryAfter) {}
