/**
 * The parts of a consumer: admission to the route, its threads, and the call of the route. The tracking of generations and the
 * rules of redelivery belong to {@code tracking}.
 */
@NullMarked
package io.camelgenai.component.consumer;

import org.jspecify.annotations.NullMarked;
