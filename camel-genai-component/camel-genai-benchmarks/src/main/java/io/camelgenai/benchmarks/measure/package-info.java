/** What all benchmarks share: how large they are, figures over rounds, and how those are printed. */
@NullMarked
package io.camelgenai.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
