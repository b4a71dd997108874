/** Many concurrent streams in their own process, for latency and fan-in. */
@NullMarked
package io.camelgenai.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
