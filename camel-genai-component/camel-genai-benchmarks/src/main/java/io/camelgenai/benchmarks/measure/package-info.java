/** Code that all benchmarks share: their scale, values over rounds, and results. */
@NullMarked
package io.camelgenai.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
