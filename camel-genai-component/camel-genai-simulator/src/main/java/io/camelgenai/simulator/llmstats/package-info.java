/**
 * The LLM Stats gateway: strict input, long polling, signed URLs. Internal.
 */
@NullMarked
package io.camelgenai.simulator.llmstats;

import org.jspecify.annotations.NullMarked;
