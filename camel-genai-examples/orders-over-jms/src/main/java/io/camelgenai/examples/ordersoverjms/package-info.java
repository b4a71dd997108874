/** Orders in a queue become pictures, one for each. */
@NullMarked
package io.camelgenai.examples.ordersoverjms;

import org.jspecify.annotations.NullMarked;
