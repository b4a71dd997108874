/** Turns requests on a topic of Kafka into pictures, once each, by several processes. */
@NullMarked
package io.camelgenai.examples.kafkapipeline;

import org.jspecify.annotations.NullMarked;
