/**
 * The interactions of Gemini, in the background or while the client waits. Internal.
 */
@NullMarked
package io.camelgenai.simulator.geminiinteractions;

import org.jspecify.annotations.NullMarked;
