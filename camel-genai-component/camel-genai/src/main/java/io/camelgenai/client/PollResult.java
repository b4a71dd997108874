package io.camelgenai.client;

import io.camelgenai.generation.Generation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of a poll.
 *
 * @param generation the state
 * @param retryAfter the wait that the provider asks for before the next poll, or null
 */
public record PollResult(Generation generation, @Nullable Duration retryAfter) {}
