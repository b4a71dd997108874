/**
 * The messages of Anthropic, complete or streamed. Internal.
 */
@NullMarked
package io.camelgenai.simulator.anthropic;

import org.jspecify.annotations.NullMarked;
