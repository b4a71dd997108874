/**
 * What the simulated models say and when: markers in a prompt, prose, tokens, repeatable chance. Internal. Pictures are
 * drawn in {@code artifact}.
 */
@NullMarked
package io.camelgenai.simulator.content;

import org.jspecify.annotations.NullMarked;
