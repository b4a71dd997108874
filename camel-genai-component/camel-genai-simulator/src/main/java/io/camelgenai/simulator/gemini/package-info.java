/**
 * The answers of Gemini, complete or streamed. Internal.
 */
@NullMarked
package io.camelgenai.simulator.gemini;

import org.jspecify.annotations.NullMarked;
