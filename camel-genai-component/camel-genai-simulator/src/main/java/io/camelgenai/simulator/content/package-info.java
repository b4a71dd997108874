/**
 * What simulated models generate and when: markers in a prompt, text, tokens, repeatable random numbers. Internal. Images,
 * videos and sounds are rendered in {@code artifact}.
 */
@NullMarked
package io.camelgenai.simulator.content;

import org.jspecify.annotations.NullMarked;
