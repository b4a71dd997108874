/**
 * The FLUX API of Black Forest Labs: create, get result. Internal.
 */
@NullMarked
package io.camelgenai.simulator.bfl;

import org.jspecify.annotations.NullMarked;
