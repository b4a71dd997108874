/**
 * The tasks of Runway: created by kind, polled by id, canceled and deleted by the same call. Internal.
 */
@NullMarked
package io.camelgenai.simulator.runway;

import org.jspecify.annotations.NullMarked;
