/** {@code fan-in}: what many streams cost that are open at the same time. */
@NullMarked
package io.camelgenai.benchmarks.fanin;

import org.jspecify.annotations.NullMarked;
