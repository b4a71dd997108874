/** {@code create}: one create of a picture, beside what one would write without this component. */
@NullMarked
package io.camelgenai.benchmarks.create;

import org.jspecify.annotations.NullMarked;
