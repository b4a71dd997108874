/** Many streams that are open at the same time, in a process of their own: what latency and fan-in share. */
@NullMarked
package io.camelgenai.benchmarks.streams;

import org.jspecify.annotations.NullMarked;
