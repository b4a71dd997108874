/**
 * The parts of a consumer: admission of exchanges, threads, wanted statuses, and the call of the route. What is delivered, and
 * how often, is decided in {@code tracking.deliver}.
 */
@NullMarked
package io.camelgenai.component.consumer;

import org.jspecify.annotations.NullMarked;
