/** {@code latency}: how long after it was written an event is there. */
@NullMarked
package io.camelgenai.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
