/** {@code throughput}: one stream as fast as it can be read, beside the other ways to read it. */
@NullMarked
package io.camelgenai.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
