/** {@code create}: one create of an image, compared with the code that a user would write without the component. */
@NullMarked
package io.camelgenai.benchmarks.create;

import org.jspecify.annotations.NullMarked;
