/** {@code isolation}: healthy work while routes block, providers do not answer, and consumers are suspended. */
@NullMarked
package io.camelgenai.benchmarks.isolation;

import org.jspecify.annotations.NullMarked;
