/** The servers that the benchmarks use, each in its own process. They know no peer. */
@NullMarked
package io.camelgenai.benchmarks.server;

import org.jspecify.annotations.NullMarked;
