/**
 * The generation tasks of BytePlus ModelArk: created, polled, canceled while they are queued. Internal.
 */
@NullMarked
package io.camelgenai.simulator.byteplus;

import org.jspecify.annotations.NullMarked;
