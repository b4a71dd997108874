/** The command line: one benchmark by its name. */
@NullMarked
package io.camelgenai.benchmarks;

import org.jspecify.annotations.NullMarked;
