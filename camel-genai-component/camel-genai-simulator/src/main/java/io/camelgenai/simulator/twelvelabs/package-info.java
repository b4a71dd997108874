/**
 * TwelveLabs' responses: a POST that answers with a whole response or a stream, in sessions, and nothing else. Internal.
 */
@NullMarked
package io.camelgenai.simulator.twelvelabs;

import org.jspecify.annotations.NullMarked;
