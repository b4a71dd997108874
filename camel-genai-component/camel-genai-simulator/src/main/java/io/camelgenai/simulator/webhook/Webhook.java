package io.camelgenai.simulator.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A webhook that was sent.
 *
 * @param provider the provider
 * @param generation the id of the generation
 * @param message the id of the message, the same when it is sent again
 * @param url where it was sent
 * @param body what was sent
 * @param status the status of the answer, or null where there was none
 */
public record Webhook(
        String provider,
        String generation,
        String message,
        String url,
        String body,
        @Nullable Integer status) {}
