/**
 * The queue of fal: submit, status, result, cancel. Internal.
 */
@NullMarked
package io.camelgenai.simulator.fal;

import org.jspecify.annotations.NullMarked;
