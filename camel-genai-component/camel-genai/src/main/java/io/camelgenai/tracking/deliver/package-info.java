/**
 * Delivers terminal generations to the consumer that acknowledges them: permits, redelivery and parking. How a generation
 * became terminal does not belong here.
 */
@NullMarked
package io.camelgenai.tracking.deliver;

import org.jspecify.annotations.NullMarked;
