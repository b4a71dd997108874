/** {@code fan-in}: the cost of many concurrent streams. */
@NullMarked
package io.camelgenai.benchmarks.fanin;

import org.jspecify.annotations.NullMarked;
