/** Anthropic's batches of messages. Internal. */
@NullMarked
package io.camelgenai.simulator.anthropicbatch;

import org.jspecify.annotations.NullMarked;
