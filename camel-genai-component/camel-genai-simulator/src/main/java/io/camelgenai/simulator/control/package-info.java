/**
 * The HTTP API of the simulator itself: journal, generations, faults, reset, the front page. Internal.
 */
@NullMarked
package io.camelgenai.simulator.control;

import org.jspecify.annotations.NullMarked;
