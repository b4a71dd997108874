/** {@code latency}: the time from the write of an event to its processor. */
@NullMarked
package io.camelgenai.benchmarks.latency;

import org.jspecify.annotations.NullMarked;
