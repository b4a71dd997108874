/**
 * Creates a generation exactly once: intents, outcomes and idempotency keys. It uses {@code repository} and
 * {@code observe}; how a terminal generation reaches a route does not belong here.
 */
@NullMarked
package io.camelgenai.tracking.create;

import org.jspecify.annotations.NullMarked;
