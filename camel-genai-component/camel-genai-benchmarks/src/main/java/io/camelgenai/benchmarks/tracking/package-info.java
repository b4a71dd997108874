/** {@code tracking}: the cost of tracking many generations, and how many complete their cycle in a second. */
@NullMarked
package io.camelgenai.benchmarks.tracking;

import org.jspecify.annotations.NullMarked;
