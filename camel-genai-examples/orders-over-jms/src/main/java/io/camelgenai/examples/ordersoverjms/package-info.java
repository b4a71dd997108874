/** Turns orders in a queue into pictures, exactly one for each. */
@NullMarked
package io.camelgenai.examples.ordersoverjms;

import org.jspecify.annotations.NullMarked;
