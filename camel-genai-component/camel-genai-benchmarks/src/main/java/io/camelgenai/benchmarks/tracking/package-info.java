/** {@code tracking}: what many watched generations cost, and how many are created and brought to their end in a second. */
@NullMarked
package io.camelgenai.benchmarks.tracking;

import org.jspecify.annotations.NullMarked;
