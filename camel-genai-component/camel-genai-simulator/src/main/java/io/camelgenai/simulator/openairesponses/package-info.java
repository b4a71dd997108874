/**
 * The Responses API of OpenAI: text, synchronous, streamed or in the background, where it is polled, canceled, and its stream
 * resumed by id. Internal.
 */
@NullMarked
package io.camelgenai.simulator.openairesponses;

import org.jspecify.annotations.NullMarked;
