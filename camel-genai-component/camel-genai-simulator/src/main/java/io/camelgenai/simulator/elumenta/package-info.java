/**
 * Elumenta's generations of any medium: text at once or streamed, pictures and films later, a history of all. Internal.
 */
@NullMarked
package io.camelgenai.simulator.elumenta;

import org.jspecify.annotations.NullMarked;
