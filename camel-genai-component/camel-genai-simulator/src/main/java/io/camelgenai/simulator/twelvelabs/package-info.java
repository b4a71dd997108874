/**
 * TwelveLabs: a POST that responds with a complete response or a stream, in sessions. Internal.
 */
@NullMarked
package io.camelgenai.simulator.twelvelabs;

import org.jspecify.annotations.NullMarked;
