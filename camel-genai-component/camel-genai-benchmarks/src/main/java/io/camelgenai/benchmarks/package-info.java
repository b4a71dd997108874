/** The command line of the benchmarks. */
@NullMarked
package io.camelgenai.benchmarks;

import org.jspecify.annotations.NullMarked;
