/**
 * The videos of OpenRouter: created and polled. Internal.
 */
@NullMarked
package io.camelgenai.simulator.openrouter;

import org.jspecify.annotations.NullMarked;
