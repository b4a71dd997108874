/**
 * Elumenta: text immediately or streamed, images and videos later, a history of all. Internal.
 */
@NullMarked
package io.camelgenai.simulator.elumenta;

import org.jspecify.annotations.NullMarked;
