/** {@code throughput}: one stream, read as fast as possible, compared with other ways to read it. */
@NullMarked
package io.camelgenai.benchmarks.throughput;

import org.jspecify.annotations.NullMarked;
